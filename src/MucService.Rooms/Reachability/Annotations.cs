using System.Collections.Immutable;
using System.Diagnostics;
using MucService.Rooms.Languages;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>What is the matter with an occupant's presence.</summary>
internal enum AnnotationState
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>His server cannot be reached. XEP-0310 #mucoccupant.</summary>
    ServerUnavailable,

    /// <summary>His connection to it is paused. XEP-0310 #connectionpaused.</summary>
    ConnectionPaused,
}

/// <summary>
/// The element that tells capable clients that a presence is stale, and the one that takes it back. XEP-0310 #mucoccupant.
/// Only the room writes it, in the service's name; a presence without it replaces and clears it.
/// </summary>
internal static class Annotations
{
    /// <summary>The annotation of an occupant's presence, or null if nothing is the matter with it.</summary>
    public static Element? For(RoomState room, Occupant occupant) => Of(room, occupant) switch
    {
        AnnotationState.None => null,
        AnnotationState.ServerUnavailable => Saying(room, "server-unavailable", texts => texts.ServerUnavailable),
        AnnotationState.ConnectionPaused => Saying(room, "connection-paused", texts => texts.ConnectionPaused),
        _ => throw new UnreachableException(),
    };

    /// <summary>What is the matter with an occupant's presence: that his server cannot be reached outranks that he is paused.</summary>
    public static AnnotationState Of(RoomState room, Occupant occupant) => Of(LinkTerms.Of(room, occupant.RealJid.Domain), room.Links, room.Pauses, occupant);

    /// <summary>What is the matter with an occupant's presence under these terms, where links stand and sessions are paused so.</summary>
    public static AnnotationState Of(
        LinkTerms terms, ImmutableDictionary<Domain, DomainLink> links, ImmutableDictionary<FullJid, Pause> pauses, Occupant occupant)
    {
        if (Annotates(terms, links, occupant.RealJid.Domain))
            return AnnotationState.ServerUnavailable;

        return !pauses.IsEmpty
            && terms.Policy != LinkPolicy.Ignore
            && occupant.Sessions.All(session => pauses.TryGetValue(session.RealJid, out var pause) && pause.IsPaused)
                ? AnnotationState.ConnectionPaused
                : AnnotationState.None;
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
        Of(room, occupant) == AnnotationState.None ? presence.With(Lifted(room)) : presence;

    // One description, as the XEP has it, in the language that is spoken here. No domain, no JID, nothing of the host's text: in a
    // semi-anonymous room it would tell who shares a server with whom.
    private static Element Saying(RoomState room, string state, Func<OwnTexts, string> description)
    {
        var texts = OwnTexts.Of(room);
        return Empty(room)
            .With(new Element(state, Namespaces.PresenceAnnotations))
            .With(new Element("description", Namespaces.PresenceAnnotations).With("xml:lang", texts.Lang).WithText(description(texts)));
    }

    private static Element Empty(RoomState room) =>
        new Element("state-annotation", Namespaces.PresenceAnnotations).With("from", room.Settings.Service.Value);
}
