using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// When the sessions of which domain were last told what they had missed. Until that is proved to have arrived they know what they knew before:
/// what the room said meanwhile they were not sent, or it was lost, though a probe of that time was answered.
/// </summary>
/// <param name="Number">Counts these times, over all domains, and the changes that nothing else counts: of links, subject and configuration.</param>
/// <param name="Last">The last time of each domain.</param>
public sealed record Retellings(long Number, ImmutableDictionary<Domain, Retelling> Last)
{
    /// <summary>Nobody was told anything again.</summary>
    public static Retellings None { get; } = new(0, ImmutableDictionary<Domain, Retelling>.Empty);

    /// <summary>This, with the sessions of a domain told again what came after what they knew.</summary>
    internal Retellings With(Domain domain, Known since) => new(Number + 1, Last.SetItem(domain, new Retelling(Number + 1, since)));

    /// <summary>This after an event.</summary>
    internal Retellings After(RoomEvent happened) => happened switch
    {
        RoomEvent.ToldAgain told => With(told.Domain, told.Since),
        RoomEvent.LinkChanged or RoomEvent.SubjectChanged or RoomEvent.Configured => this with { Number = Number + 1 },
        _ => this,
    };

    /// <summary>What the sessions of a domain know of all that the room had said at some moment.</summary>
    /// <param name="domain">Which domain.</param>
    /// <param name="said">What is known to whoever was sent all, and lost nothing.</param>
    public Known Of(Domain domain, Known said) =>
        Last.TryGetValue(domain, out var last) && said.Retold < last.Number ? said.OrLess(last.Since) : said;
}

/// <summary>That the sessions of a domain were told what they had missed.</summary>
/// <param name="Number">The number of that time.</param>
/// <param name="Since">What they knew before.</param>
public sealed record Retelling(long Number, Known Since);
