using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// The element that tells capable clients that a presence is stale, and the one that takes it back. XEP-0310 #mucoccupant.
/// Only the room writes it, in the service's name; a presence without it replaces and clears it.
/// </summary>
internal static class Annotations
{
    // No domain, no JID, nothing of the host's text: in a semi-anonymous room it would tell who shares a server with whom.
    private const string Description = "The user's server is no longer reachable";

    /// <summary>The annotation of an occupant's presence, or null if nothing is the matter with it.</summary>
    public static Payload? For(RoomState room, Occupant occupant)
    {
        if (!Annotates(room, occupant.RealJid.Domain))
            return null;

        return Empty(room)
            .With(new Element("server-unavailable", Namespaces.PresenceAnnotations))
            .With(new Element("description", Namespaces.PresenceAnnotations).With("xml:lang", "en").WithText(Description));
    }

    /// <summary>The empty annotation: what was annotated is as good as ever again.</summary>
    public static Payload Lifted(RoomState room) => Empty(room);

    /// <summary>True if the occupants of a domain are annotated. All sessions of an occupant are of one domain.</summary>
    public static bool Annotates(RoomState room, Domain domain) => Annotates(LinkTerms.Of(room, domain), room.Links, domain);

    /// <summary>True if the occupants of a domain are annotated under these terms, where links stand so.</summary>
    public static bool Annotates(LinkTerms terms, ImmutableDictionary<Domain, DomainLink> links, Domain domain) =>
        terms.Policy == LinkPolicy.Annotate && links.TryGetValue(domain, out var link) && link.Deemed;

    /// <summary>The mere annotation of an occupant, or its end: to capable clients only, as each may see him.</summary>
    /// <param name="room">The state after the change.</param>
    /// <param name="occupant">Whose.</param>
    /// <param name="except">Sessions that hold no annotation of his.</param>
    /// <param name="id">The id of the presence.</param>
    public static IEnumerable<Outgoing> Tell(RoomState room, Occupant occupant, ImmutableArray<FullJid> except, string? id)
    {
        // His own sessions know better: he is there.
        var capable = Audience.Everyone.But([.. except, .. occupant.RealJids]).With(SessionTraits.Annotations);
        (Audience Audience, SessionTraits Traits)[] forms = room.Config.Whois == Whois.Anyone
            ? [(capable, SessionTraits.SeesRealJids)]
            : [(capable.With(SessionTraits.SeesRealJids), SessionTraits.SeesRealJids), (capable.Without(SessionTraits.SeesRealJids), SessionTraits.None)];
        foreach (var (audience, traits) in forms)
        {
            if (Presences.Of(room, occupant, traits | SessionTraits.Annotations) is { } presence)
                yield return new Outgoing.ToMany(audience, OrLifted(room, occupant, presence) with { Id = id });
        }
    }

    /// <summary>A presence with the empty annotation where it has none in force.</summary>
    public static Stanza OrLifted(RoomState room, Occupant occupant, Stanza presence) =>
        Annotates(room, occupant.RealJid.Domain) ? presence : presence.With(Lifted(room));

    private static Element Empty(RoomState room) =>
        new Element("state-annotation", Namespaces.PresenceAnnotations).With("from", room.Settings.Service.Value);
}
