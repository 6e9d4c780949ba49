using System.Collections.Immutable;

namespace MucService.Links;

/// <summary>
/// What the answered probes of a link prove. Hosts deliver to one domain in order, so an answered probe proves that everything written
/// before it to the same output has arrived. Positions count what was written; nothing is kept per room.
/// </summary>
public sealed record Watermark
{
    private const int MostUnanswered = 32;

    // A host that dials anew takes longer than an open connection ever does.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(10);

    /// <summary>Nothing is proved.</summary>
    public static Watermark None { get; } = new();

    /// <summary>The position up to which all is proved; null if nothing is.</summary>
    public long? Position { get; private init; }

    private long LastSent { get; init; }

    // A connection was lost, when this was the last probe: until a later one is answered, no answer shows what it took with it. One under way may
    // have gone by the next connection.
    private long? BrokenAfter { get; init; }

    // Probes without an answer: what was proved when they were sent, and whether a later one was answered since.
    private ImmutableSortedDictionary<long, Unanswered> Waiting { get; init; } = ImmutableSortedDictionary<long, Unanswered>.Empty;

    /// <summary>True while a probe that was overtaken may be answered yet: what was written before it may come behind what was written after it.</summary>
    public bool AwaitsLate => Waiting.Values.Any(probe => probe is { Overtaken: true, CameBack: false });

    /// <summary>A probe was sent. Beyond a bound the oldest are given up, and so is one that was overtaken by as many.</summary>
    public Watermark Sent(long number)
    {
        // The very last one counts as one more, whatever its number.
        var latest = number == long.MaxValue ? LastSent : number;
        var waiting = Waiting.RemoveRange(Waiting.Where(probe => probe.Value.Overtaken && probe.Key <= latest - MostUnanswered).Select(probe => probe.Key));
        waiting = waiting.SetItem(number, new Unanswered(Position));
        return this with { LastSent = latest, Waiting = waiting.Count <= MostUnanswered ? waiting : waiting.Remove(waiting.Keys.First()) };
    }

    /// <summary>A probe could not be sent after all.</summary>
    public Watermark NotSent(long number) => this with { Waiting = Waiting.Remove(number) };

    /// <summary>A probe came back: it is lost, and so may be what was written beside it, but it will not come late.</summary>
    public Watermark CameBack(long number) => Waiting.TryGetValue(number, out var probe)
        ? this with { Waiting = Waiting.SetItem(number, probe with { CameBack = true }) }
        : this;

    /// <summary>
    /// The host lost its connection to the domain: what was written to it and is not proved may be gone without a sign, since all that is written from
    /// now on goes another way, and arrives.
    /// </summary>
    public Watermark Broke() => this with { BrokenAfter = LastSent };

    /// <summary>Another stream began: what was not answered until now was written to one that is lost.</summary>
    public Watermark StreamBegan() => this with
    {
        Waiting = Waiting.ToImmutableSortedDictionary(probe => probe.Key, probe => probe.Value with { OfLostStream = true }),
    };

    /// <summary>A probe was answered by its domain, in time or late.</summary>
    /// <param name="number">Which probe.</param>
    /// <param name="position">Where it stood in the output.</param>
    /// <param name="streamBegan">Where the output of the present stream begins.</param>
    /// <param name="took">How long the answer took: a late one may have come over another connection than what was written after its probe.</param>
    /// <returns>What holds now, and what the answer proves; null if nothing.</returns>
    public (Watermark After, Proof? Proof) Answered(long number, long position, long streamBegan, TimeSpan took = default)
    {
        if (!Waiting.TryGetValue(number, out var probe))
            return (this, null);

        var waiting = Waiting.Remove(number);

        // Whichever stream wrote it: it came behind what was written after it.
        if (probe.Overtaken)
            return (this with { Waiting = waiting }, new Proof(Position ?? position, probe.Proved, Loss.Reordered) { Until = Position ?? position });

        // An answer to what an earlier stream wrote says nothing of what that stream wrote after it.
        if (position <= streamBegan)
            return (this with { Waiting = waiting }, null);

        var overtakes = waiting.Where(other => other.Key < number && !other.Value.Overtaken).Select(other => other.Key).ToList();
        foreach (var other in overtakes)
            waiting = waiting.SetItem(other, waiting[other] with { Overtaken = true });

        var broke = BrokenAfter is not null;
        var lostSince = broke || overtakes.Any(other => !waiting[other].OfLostStream);
        var loss = Position <= streamBegan || (Position is null && overtakes.Count > 0 && !lostSince) ? Loss.Stream
            : overtakes.Count > 0 || (broke && Position is not null) ? Loss.Probe
            : took > Late && Position is not null ? Loss.Late
            : Loss.None;
        var proof = new Proof(position, Position, loss) { Until = loss == Loss.Stream && !lostSince ? streamBegan : position };
        return (this with { Position = position, Waiting = waiting, BrokenAfter = number > BrokenAfter ? null : BrokenAfter }, proof);
    }

    private sealed record Unanswered(long? Proved)
    {
        public bool Overtaken { get; init; }

        public bool CameBack { get; init; }

        public bool OfLostStream { get; init; }
    }
}

/// <summary>What an answered probe proves.</summary>
/// <param name="Position">All up to here has arrived, but for what was lost.</param>
/// <param name="Since">Where that which was lost begins; what was proved before, or null.</param>
/// <param name="Loss">Whether something was lost.</param>
public sealed record Proof(long Position, long? Since, Loss Loss)
{
    /// <summary>Where that which was lost ends.</summary>
    public long Until { get; init; } = Position;
}

/// <summary>What of the output before an answered probe is in doubt all the same.</summary>
public enum Loss
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A probe between was not answered, or the connection was lost: what was written beside it may be lost, too.</summary>
    Probe,

    /// <summary>What was written to a stream that was lost.</summary>
    Stream,

    /// <summary>Nothing is lost, but what was written since may have overtaken what was written before the probe.</summary>
    Late,

    /// <summary>Nothing is lost, but a probe was answered after a later one: stanzas may have overtaken one another.</summary>
    Reordered,
}
