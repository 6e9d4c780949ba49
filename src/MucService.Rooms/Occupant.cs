using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>What a session last said of itself: the children of its presence that the room passes on, byte for byte.</summary>
/// <param name="Payloads">Children without those that only the room may write (<c>muc#user</c>, annotations …).</param>
/// <param name="Capabilities">What the client announces, unverified, or null. XEP-0115, XEP-0390.</param>
/// <param name="At">When it was sent.</param>
public sealed record SessionPresence(ImmutableArray<Payload> Payloads, Capabilities? Capabilities, DateTimeOffset At)
{
    /// <summary>What else it announces, for where the first proves nothing; or null.</summary>
    public Capabilities? OtherCapabilities { get; init; }

    /// <summary>What these children of a presence say.</summary>
    public static SessionPresence Of(ImmutableArray<Payload> payloads, DateTimeOffset at)
    {
        var (first, instead) = Rooms.Capabilities.Of(payloads);
        return new SessionPresence(payloads, first, at) { OtherCapabilities = instead };
    }
}

/// <summary>What a client is known, not merely said, to understand.</summary>
[Flags]
public enum ClientFeatures
{
    /// <summary>Nothing known.</summary>
    None = 0,

    /// <summary>Its capabilities were verified; what is not set below it does not announce.</summary>
    Known = 1,

    /// <summary>It understands presence annotations. XEP-0310.</summary>
    Annotations = 2,

    /// <summary>It answers pings. XEP-0199.</summary>
    Ping = 4,
}

/// <summary>One full JID in a room.</summary>
/// <param name="RealJid">Whose session.</param>
/// <param name="Order">The order of entry in this room: unique, growing, durable.</param>
/// <param name="EnteredAt">When it entered.</param>
/// <param name="Presence">What it last said of itself.</param>
/// <param name="Features">What its client understands.</param>
public sealed record Session(FullJid RealJid, long Order, DateTimeOffset EnteredAt, SessionPresence Presence, ClientFeatures Features);

/// <summary>Somebody in a room under a nick: one bare JID with one session or several. XEP-0045 #user.</summary>
/// <param name="Nick">The nick.</param>
/// <param name="RealJid">Who it is.</param>
/// <param name="Role">The role of this visit.</param>
/// <param name="Sessions">The sessions in order of entry; never empty.</param>
public sealed record Occupant(Nick Nick, BareJid RealJid, Role Role, ImmutableArray<Session> Sessions)
{
    /// <summary>
    /// What names him in this room, the same at each visit and under each nick; null where the room has no key. XEP-0421. It is a hash that
    /// goes out with all he says, so it is made once, when he enters.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>The session whose presence others are shown: the one that spoke last.</summary>
    public Session Shown => Sessions.Length == 1 ? Sessions[0] : Sessions.MaxBy(session => (session.Presence.At, session.Order))!;

    /// <summary>The session of that real JID, or null.</summary>
    public Session? SessionOf(FullJid realJid)
    {
        foreach (var session in Sessions)
        {
            if (session.RealJid == realJid)
                return session;
        }

        return null;
    }

    /// <summary>This occupant with one session changed.</summary>
    public Occupant WithSession(FullJid realJid, Func<Session, Session> change) =>
        this with { Sessions = [.. Sessions.Select(session => session.RealJid == realJid ? change(session) : session)] };

    /// <summary>This occupant without one session.</summary>
    public Occupant Without(FullJid realJid) =>
        this with { Sessions = Sessions.RemoveAll(session => session.RealJid == realJid) };

    /// <summary>The real JIDs of all sessions.</summary>
    public ImmutableArray<FullJid> RealJids => [.. Sessions.Select(session => session.RealJid)];
}
