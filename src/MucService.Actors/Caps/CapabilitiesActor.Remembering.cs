using Akka.Actor;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Caps;

/// <summary>
/// How what was verified is kept in storage: after a restart nobody is asked again, and nobody is shown less until he has answered. What other nodes have
/// verified is read now and then. XEP-0115 #impl-cache.
/// </summary>
internal sealed partial class CapabilitiesActor
{
    /// <summary>What is looked for in what clients announce, and the number of each: what was kept by a program that looks for anything else says too little.</summary>
    internal const string Vocabulary = $"2 {Namespaces.PresenceAnnotations} 4 {Namespaces.Ping}";

    private static readonly TimeSpan WriteDelay = TimeSpan.FromSeconds(1);

    private readonly IRoomStore _store;
    private readonly KeptSet<VerifiedHash> _kept;
    private readonly int _most;
    private readonly bool _amongNodes;

    /// <summary>Reads what was kept; nothing where storage does not answer: it is asked for again.</summary>
    public static async Task<VerifiedHashes> ReadAsync(IRoomStore store, int most, CancellationToken cancel)
    {
        var verified = new VerifiedHashes(most);
        try
        {
            Take(verified, await store.VerifiedHashesAsync(Vocabulary, most, cancel));
        }
        catch (StorageFaultException)
        {
            // The storage says so itself.
        }

        return verified;
    }

    private static void Take(VerifiedHashes verified, IReadOnlyList<string> texts)
    {
        foreach (var one in texts.Select(VerifiedHash.TryParse).OfType<VerifiedHash>())
            verified.Add(one);
    }

    private void Remembering()
    {
        Receive<WriteDue>(_ => WriteChanges());
        Receive<KeptSet<VerifiedHash>.Written>(_kept.Done);
        Receive<Found>(found => Take(_verified, found.Hashes));
        Receive<Status.Failure>(_ => { });
    }

    private void Remember(VerifiedHash verified)
    {
        var forgotten = _verified.Add(verified);

        // While storage takes nothing, no more than there is room for: what is not kept is asked for again.
        if (_kept.Unwritten >= _most)
            return;
        _kept.Change(verified, isIn: true);
        if (forgotten is not null)
            _kept.Change(forgotten, isIn: false);
        Timers.StartSingleTimer(nameof(WriteDue), WriteDue.Instance, WriteDelay);
    }

    private void WriteChanges()
    {
        if (_kept.TakeChanges() is { } changes)
            _kept.WriteAsync(changes).PipeTo(Self);
    }

    /// <summary>Once a minute: what was refused is written again, and what others have learned is read.</summary>
    private void RememberAnew()
    {
        WriteChanges();
        if (_amongNodes)
            FindAsync().PipeTo(Self);
    }

    private async Task<Found> FindAsync() => new(await _store.VerifiedHashesAsync(Vocabulary, _most, CancellationToken.None));

    private sealed record Found(IReadOnlyList<string> Hashes);

    private sealed record WriteDue
    {
        public static readonly WriteDue Instance = new();
    }
}
