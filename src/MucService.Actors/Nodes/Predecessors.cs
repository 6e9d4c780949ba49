using Akka.Actor;

namespace MucService.Actors.Nodes;

/// <summary>
/// Whether a node that is gone may still believe that it speaks. All others say how long ago they last agreed that it does: once that is
/// longer for each of them than a right lasts, it has none. Where some do not say, the time that a right lasts is waited for.
/// </summary>
/// <param name="right">Its clock counts sleep.</param>
/// <param name="length">How long a right lasts.</param>
internal sealed class Predecessors(SpeakingRight right, TimeSpan length)
{
    // What is older says nothing any more.
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(3);

    private readonly Dictionary<int, long> _agreedAt = [];
    private readonly List<Awaited> _awaited = [];

    /// <summary>The incarnations of nodes that somebody waits for.</summary>
    public IEnumerable<int> Awaiting => _awaited.Select(awaited => awaited.Uid).Distinct();

    /// <summary>This node has agreed that another one speaks.</summary>
    public void Agreed(int uid) => _agreedAt[uid] = right.Now;

    /// <summary>How long ago it did; without end if it never has.</summary>
    public TimeSpan SinceAgreed(int uid) => _agreedAt.TryGetValue(uid, out var at) ? right.Since(at) : TimeSpan.MaxValue;

    /// <summary>Somebody is to be told when a node can have no right any more.</summary>
    public void Await(int uid, IActorRef by) => _awaited.Add(new Awaited(uid, by, right.Now));

    /// <summary>Another node says how long ago it last agreed, and that it will not do so again.</summary>
    public void AgreedBefore(int uid, Address by, TimeSpan ago)
    {
        if (ago < length)
            return;
        foreach (var awaited in _awaited.Where(awaited => awaited.Uid == uid))
            awaited.Silent.Add(by);
    }

    /// <summary>Who is to be told now, each once.</summary>
    /// <param name="mayAgree">True for a node that this one would agree about if it asked.</param>
    /// <param name="others">All other members but the node in question; null where what they say does not settle it.</param>
    public IReadOnlyList<(int Uid, IActorRef By)> Conclude(Func<int, bool> mayAgree, Func<int, IEnumerable<Address>>? others)
    {
        var over = _awaited.Where(awaited => right.Since(awaited.At) >= length || IsSilent(awaited, mayAgree, others)).ToList();
        over.ForEach(awaited => _awaited.Remove(awaited));
        foreach (var (uid, _) in _agreedAt.Where(agreed => right.Since(agreed.Value) > Remembered).ToList())
            _agreedAt.Remove(uid);
        return [.. over.Select(awaited => (awaited.Uid, awaited.By))];
    }

    private bool IsSilent(Awaited awaited, Func<int, bool> mayAgree, Func<int, IEnumerable<Address>>? others) =>
        others is not null
        && !mayAgree(awaited.Uid)
        && SinceAgreed(awaited.Uid) >= length
        && others(awaited.Uid).All(awaited.Silent.Contains);

    private sealed record Awaited(int Uid, IActorRef By, long At)
    {
        public HashSet<Address> Silent { get; } = [];
    }
}
