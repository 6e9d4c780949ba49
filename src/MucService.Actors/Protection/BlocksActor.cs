using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using MucService.Actors.Nodes;
using MucService.Rooms.Protection;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Protection;

/// <summary>
/// Keeps the lists of those whom the service does not let in: the operator's, durable before it holds, and copies of those of others, so that a
/// restart is not open to them. Tells other nodes to look, and looks from time to time itself. One per node.
/// </summary>
internal sealed class BlocksActor : ReceiveActor, IWithTimers
{
    /// <summary>The name of the operator's own list in storage.</summary>
    private const string Own = "";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    // Rooms look at all their occupants when a list changes: not for each entry of a list that changes quickly.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private readonly BlockSettings _settings;
    private readonly LiveSettings _live;
    private readonly IRoomStore _store;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Peers _peers;
    private readonly Dictionary<string, BlockMessages.Report> _reports = [];
    private ImmutableDictionary<string, ImmutableHashSet<string>> _stored = ImmutableDictionary<string, ImmutableHashSet<string>>.Empty;
    private ImmutableDictionary<string, ImmutableHashSet<string>> _lists = ImmutableDictionary<string, ImmutableHashSet<string>>.Empty;
    private BlockList _published = BlockList.Nobody;
    private long _version = -1;
    private bool _isSaving;
    private bool _isAmended;

    /// <param name="settings">What the operator configured.</param>
    /// <param name="live">Where rooms find it.</param>
    /// <param name="store">Where it is kept.</param>
    /// <param name="initial">What was kept, or null if storage did not say.</param>
    /// <param name="amongNodes">True if other nodes are to be told of changes.</param>
    public BlocksActor(BlockSettings settings, LiveSettings live, IRoomStore store, BlockEntries? initial, bool amongNodes = false)
    {
        _peers = new Peers(Context, amongNodes);
        _settings = settings;
        _live = live;
        _store = store;
        if (initial is not null)
            Take(initial);

        Receive<BlockMessages.Add>(add => Change(add.Jid, isAdded: true));
        Receive<BlockMessages.Remove>(remove => Change(remove.Jid, isAdded: false));
        Receive<Written>(OnWritten);
        Receive<BlockMessages.Describe>(_ => Sender.Tell(Describe()));
        Receive<BlockMessages.Replace>(Replace);
        Receive<BlockMessages.Amend>(Amend);
        Receive<Paced>(_ => OnPaced());
        Receive<BlockMessages.Report>(report => _reports[report.List] = report);
        Receive<ServiceMessages.BlocksChanged>(_ => LookNow());
        Receive<Look>(_ => LookNow());
        Receive<Found>(found => OnFound(found.Entries));
        // That storage is down is said once, by storage.
        Receive<Unread>(unread => _log.Warning("Block lists cannot be read: {Reason}", unread.Reason), _ => !store.Health.IsDown);
        Receive<Unread>(_ => { });
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

    private static async Task<Written> ChangeAsync(IRoomStore store, string entry, bool isAdded, IActorRef askedBy)
    {
        try
        {
            await store.WriteBlocksAsync(Own, isAdded ? [entry] : [], isAdded ? [] : [entry], CancellationToken.None);
            return new Written(entry, isAdded, askedBy, Fault: null);
        }
        catch (StorageFaultException fault)
        {
            return new Written(entry, isAdded, askedBy, fault.Message);
        }
    }

    private void OnWritten(Written written)
    {
        if (written.Fault is { } fault)
        {
            written.AskedBy.Tell(new BlockMessages.Failed(fault, IsStorage: true));
            return;
        }

        var own = written.IsAdded ? ListOf(Own).Add(written.Entry) : ListOf(Own).Remove(written.Entry);
        _stored = _stored.SetItem(Own, own);
        _lists = _lists.SetItem(Own, own);
        Publish();
        _peers.Tell(new ServiceMessages.BlocksChanged());
        written.AskedBy.Tell(new BlockMessages.Done());
    }

    private void Replace(BlockMessages.Replace replaced)
    {
        _lists = _lists.SetItem(replaced.List, replaced.Entries);
        Publish();

        // The copy is compared with what storage has now: another node may have followed the list until now.
        LookNow();
    }

    private void Amend(BlockMessages.Amend amended)
    {
        var entries = ListOf(amended.List).ToBuilder();
        foreach (var change in amended.Changes)
        {
            if (!change.IsThere)
                entries.Remove(change.Id);
            else if (entries.Count < amended.MaxEntries)
                entries.Add(change.Id);
        }

        _lists = _lists.SetItem(amended.List, entries.ToImmutable());
        _isAmended = true;
        if (!Timers.IsTimerActive(nameof(Paced)))
            OnPaced();
    }

    private void OnPaced()
    {
        if (!_isAmended)
            return;

        _isAmended = false;
        Publish();
        Save();
        Timers.StartSingleTimer(nameof(Paced), Paced.Instance, Pace);
    }

    private void LookNow() => ReadAsync(_store, _version).PipeTo(Self, failure: fault => new Unread(fault.Message));

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
        _peers.Tell(new ServiceMessages.BlocksChanged());
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
            Lists = [.. _settings.Lists.Select(list => ListOf(list.Name))],
        };
        if (blocks.Blocked.SetEquals(_published.Blocked) && AreSame(blocks.Lists, _published.Lists))
            return;

        _published = blocks;
        _live.Block(blocks);
    }

    private static bool AreSame(ImmutableArray<ImmutableHashSet<string>> some, ImmutableArray<ImmutableHashSet<string>> others) =>
        some.Length == others.Length
            ? some.Zip(others, (one, other) => ReferenceEquals(one, other) || one.SetEquals(other)).All(same => same)
            : some.All(list => list.IsEmpty) && others.All(list => list.IsEmpty);

    private BlockMessages.Description Describe() => new(
        _settings.Domains,
        [.. ListOf(Own).Order(StringComparer.Ordinal).Select(BareJid.Parse)],
        [.. _settings.Lists.Select((list, index) => Describe(list.Name, index, _reports.GetValueOrDefault(list.Name)))]);

    // What is shown to hold is what rooms have been told.
    private BlockMessages.ListDescription Describe(string list, int index, BlockMessages.Report? report) =>
        new(list, index < _published.Lists.Length ? _published.Lists[index].Count : 0, report?.State ?? "not asked yet", report?.HeardAt);

    private sealed record Look
    {
        public static Look Instance { get; } = new();
    }

    private sealed record Paced
    {
        public static Paced Instance { get; } = new();
    }

    private sealed record Found(BlockEntries? Entries);

    private sealed record Unread(string Reason);

    private sealed record Written(string Entry, bool IsAdded, IActorRef AskedBy, string? Fault);

    private sealed record Saved(string List, ImmutableHashSet<string> Entries, string? Fault);
}
