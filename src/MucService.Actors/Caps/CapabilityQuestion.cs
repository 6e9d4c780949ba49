using Akka.Actor;
using MucService.Actors.Links;
using MucService.Xmpp;

namespace MucService.Actors.Caps;

/// <summary>One hash that is not verified yet, and who waits for it.</summary>
/// <param name="name">The hash.</param>
/// <param name="openedBy">The domain of the session that announced it first.</param>
internal sealed class CapabilityQuestion(HashName name, Domain openedBy)
{
    /// <summary>How many times it begins anew where nobody proves it.</summary>
    public const int MostRounds = 5;

    private const int MostWaiting = 10_000;

    private readonly Dictionary<FullJid, Waiting> _waiting = [];
    private int _askers;

    /// <summary>The hash.</summary>
    public HashName Name { get; } = name;

    /// <summary>The domain of the session that announced it first.</summary>
    public Domain OpenedBy { get; } = openedBy;

    /// <summary>Who is asked now.</summary>
    public CapabilityAsking? Current { get; set; }

    /// <summary>It is put off until fewer are unanswered.</summary>
    public bool IsPutOff { get; set; }

    /// <summary>How often it began anew.</summary>
    public int Rounds { get; private set; }

    /// <summary>Nobody waits for it.</summary>
    public bool IsIdle => _waiting.Count == 0;

    /// <summary>Who is to be told what it means.</summary>
    public IEnumerable<(FullJid Session, IActorRef Asker)> Askers => _waiting.SelectMany(waiting => waiting.Value.Askers, (waiting, asker) => (waiting.Key, asker));

    /// <summary>One more waits. False if that are too many.</summary>
    public bool Add(CapabilityMessages.Query query, IActorRef asker)
    {
        if (_askers >= MostWaiting)
            return false;
        if (!_waiting.TryGetValue(query.Session, out var waiting))
            _waiting[query.Session] = waiting = new Waiting(query);
        if (waiting.Askers.Add(asker))
            _askers++;
        return true;
    }

    /// <summary>A session does not wait any more; returns what it wanted, and who asked for it.</summary>
    public (CapabilityMessages.Query Query, IReadOnlyCollection<IActorRef> Askers)? Remove(FullJid session)
    {
        if (!_waiting.Remove(session, out var waiting))
            return null;

        _askers -= waiting.Askers.Count;
        return (waiting.Query, waiting.Askers);
    }

    /// <summary>A session whose answer proves nothing is not asked again in this round.</summary>
    public void Fail(FullJid session)
    {
        if (_waiting.TryGetValue(session, out var waiting))
            waiting.HasFailed = true;
    }

    /// <summary>What a session waits for it with, or null.</summary>
    public CapabilityMessages.Query? Waits(FullJid session) => _waiting.GetValueOrDefault(session)?.Query;

    /// <summary>Whom to ask next, or null.</summary>
    public CapabilityMessages.Query? Next(Func<FullJid, bool> mayAsk) =>
        _waiting.Values.FirstOrDefault(waiting => !waiting.HasFailed && mayAsk(waiting.Query.Session))?.Query;

    /// <summary>Everybody may be asked again. False if that was often enough.</summary>
    public bool BeginAnew()
    {
        foreach (var waiting in _waiting.Values)
            waiting.HasFailed = false;

        return ++Rounds < MostRounds;
    }

    private sealed class Waiting(CapabilityMessages.Query query)
    {
        public CapabilityMessages.Query Query { get; } = query;

        public HashSet<IActorRef> Askers { get; } = [];

        public bool HasFailed { get; set; }
    }
}

/// <summary>A session is asked for a hash, by a service.</summary>
internal sealed record CapabilityAsking(HashName Name, FullJid Session, Domain Service);
