using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using MucService.Rooms.Protection;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Protection;

/// <summary>
/// Keeps the lists of those whom the service does not let in: the operator's, durable before it holds, and copies of those of others, so that a
/// restart is not open to them. Looks for what other nodes changed. One per node.
/// </summary>
internal sealed class BlocksActor : ReceiveActor, IWithTimers
{
    /// <summary>The name of the operator's own list in storage.</summary>
    private const string Own = "";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly BlockSettings _settings;
    private readonly LiveSettings _live;
    private readonly IRoomStore _store;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<string, string> _reports = [];
    private ImmutableDictionary<string, ImmutableHashSet<string>> _stored = ImmutableDictionary<string, ImmutableHashSet<string>>.Empty;
    private ImmutableDictionary<string, ImmutableHashSet<string>> _lists = ImmutableDictionary<string, ImmutableHashSet<string>>.Empty;
    private BlockList _published = BlockList.Nobody;
    private long _version = -1;
    private bool _isSaving;

    /// <param name="settings">What the operator configured.</param>
    /// <param name="live">Where rooms find it.</param>
    /// <param name="store">Where it is kept.</param>
    /// <param name="initial">What was kept, or null if storage did not say.</param>
    public BlocksActor(BlockSettings settings, LiveSettings live, IRoomStore store, BlockEntries? initial)
    {
        _settings = settings;
        _live = live;
        _store = store;
        if (initial is not null)
            Take(initial);

        Receive<BlockMessages.Add>(add => Change(add.Jid, isAdded: true));
        Receive<BlockMessages.Remove>(remove => Change(remove.Jid, isAdded: false));
        Receive<Changed>(OnChanged);
        Receive<BlockMessages.Describe>(_ => Sender.Tell(Describe()));
        Receive<BlockMessages.Replace>(Replace);
        Receive<BlockMessages.Report>(report => _reports[report.List] = report.State);
        Receive<Look>(_ => ReadAsync(store, _version).PipeTo(Self, failure: fault => new Unread(fault.Message)));
        Receive<Found>(found => OnFound(found.Entries));
        Receive<Unread>(unread => _log.Warning("Block lists cannot be read: {Reason}", unread.Reason));
        Receive<Saved>(OnSaved);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Publish();
        Timers.StartPeriodicTimer(nameof(Look), Look.Instance, Interval, Interval);
    }

    private ImmutableHashSet<string> ListOf(string name) => _lists.GetValueOrDefault(name) ?? [];

    private void Change(BareJid jid, bool isAdded)
    {
        if (isAdded && _settings.Unblockable(jid) is { } reason)
            Sender.Tell(new BlockMessages.Failed(reason, IsStorage: false));
        else if (ListOf(Own).Contains(jid.ToString()) == isAdded)
            Sender.Tell(isAdded ? new BlockMessages.Done() : new BlockMessages.Failed($"{jid} was not added here", IsStorage: false));
        else
            ChangeAsync(_store, jid.ToString(), isAdded, Sender).PipeTo(Self);
    }

    private static async Task<Changed> ChangeAsync(IRoomStore store, string entry, bool isAdded, IActorRef askedBy)
    {
        try
        {
            await store.WriteBlocksAsync(Own, isAdded ? [entry] : [], isAdded ? [] : [entry], CancellationToken.None);
            return new Changed(entry, isAdded, askedBy, Fault: null);
        }
        catch (StorageFaultException fault)
        {
            return new Changed(entry, isAdded, askedBy, fault.Message);
        }
    }

    private void OnChanged(Changed changed)
    {
        if (changed.Fault is { } fault)
        {
            changed.AskedBy.Tell(new BlockMessages.Failed(fault, IsStorage: true));
            return;
        }

        var own = changed.IsAdded ? ListOf(Own).Add(changed.Entry) : ListOf(Own).Remove(changed.Entry);
        _stored = _stored.SetItem(Own, own);
        _lists = _lists.SetItem(Own, own);
        Publish();
        changed.AskedBy.Tell(new BlockMessages.Done());
    }

    private void Replace(BlockMessages.Replace replaced)
    {
        _lists = _lists.SetItem(replaced.List, replaced.Entries);
        Publish();
        Save();
    }

    /// <summary>Keeps a copy of the first list of others that is not kept as it is; the next when that is done. It holds already.</summary>
    private void Save()
    {
        if (_isSaving || _lists.FirstOrDefault(list => !ReferenceEquals(list.Value, _stored.GetValueOrDefault(list.Key))) is not { Key: { } name, Value: { } wanted })
            return;

        _isSaving = true;
        var kept = _stored.GetValueOrDefault(name) ?? [];
        SaveAsync(_store, name, wanted, wanted.Except(kept), kept.Except(wanted)).PipeTo(Self);
    }

    private static async Task<Saved> SaveAsync(
        IRoomStore store, string list, ImmutableHashSet<string> wanted, ImmutableHashSet<string> added, ImmutableHashSet<string> removed)
    {
        try
        {
            await store.WriteBlocksAsync(list, added, removed, CancellationToken.None);
            return new Saved(list, wanted, Fault: null);
        }
        catch (StorageFaultException fault)
        {
            return new Saved(list, wanted, fault.Message);
        }
    }

    private void OnSaved(Saved saved)
    {
        _isSaving = false;
        if (saved.Fault is { } fault)
        {
            // Looked at again with the next interval.
            _log.Warning("The copy of block list {List} cannot be kept: {Reason}", saved.List, fault);
            return;
        }

        _stored = _stored.SetItem(saved.List, saved.Entries);
        Save();
    }

    private static async Task<Found> ReadAsync(IRoomStore store, long known) => new(await store.ReadBlocksAsync(known, CancellationToken.None));

    private void OnFound(BlockEntries? found)
    {
        if (found is not null && !_isSaving)
        {
            Take(found);
            Publish();
        }

        Save();
    }

    /// <summary>What storage has holds, but for lists of others whose newer state is not kept yet.</summary>
    private void Take(BlockEntries found)
    {
        _version = found.Version;
        var read = found.Entries
            .GroupBy(entry => entry.List, entry => entry.Entry, StringComparer.Ordinal)
            .ToImmutableDictionary(list => list.Key, list => list.ToImmutableHashSet(StringComparer.Ordinal));
        var unsaved = _lists.Where(list => !ReferenceEquals(list.Value, _stored.GetValueOrDefault(list.Key))).ToList();
        _stored = read;
        _lists = read.SetItems(unsaved);
    }

    private void Publish()
    {
        var own = ListOf(Own).Select(entry => BareJid.TryParse(entry, out var jid) ? jid : null).OfType<BareJid>();
        var blocks = new BlockList
        {
            Blocked = [.. _settings.Domains.Select(domain => new BareJid(domain)), .. own],
            Listed = _settings.Lists.Aggregate(ImmutableHashSet<string>.Empty, (all, list) => all.Union(ListOf(list.Name))),
        };
        if (blocks.Blocked.SetEquals(_published.Blocked) && blocks.Listed.SetEquals(_published.Listed))
            return;

        _published = blocks;
        _live.Block(blocks);
    }

    private BlockMessages.Description Describe() => new(
        _settings.Domains,
        [.. ListOf(Own).Order(StringComparer.Ordinal).Select(BareJid.Parse)],
        [.. _settings.Lists.Select(list => new BlockMessages.ListDescription(list.Name, ListOf(list.Name).Count, _reports.GetValueOrDefault(list.Name, "not asked yet")))]);

    private sealed record Look
    {
        public static Look Instance { get; } = new();
    }

    private sealed record Found(BlockEntries? Entries);

    private sealed record Unread(string Reason);

    private sealed record Changed(string Entry, bool IsAdded, IActorRef AskedBy, string? Fault);

    private sealed record Saved(string List, ImmutableHashSet<string> Entries, string? Fault);
}
