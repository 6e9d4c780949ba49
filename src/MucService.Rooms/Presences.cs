using System.Collections.Immutable;
using MucService.Rooms.AffiliationVersions;
using MucService.Rooms.Hats;
using MucService.Rooms.OccupantIds;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>
/// Presence broadcasts that several use cases share. A presence has at most four forms: with the real JID or without,
/// with the annotation of an unreachable link or without; and each again for the occupant's own sessions, with status 110.
/// </summary>
public static class Presences
{
    /// <summary>What <see cref="Outgoing.OccupantList"/> stands for, in order of entry.</summary>
    public static IEnumerable<Stanza> List(RoomState room, Outgoing.OccupantList list)
    {
        var own = room.ByRealJid(list.To);
        foreach (var occupant in room.Occupants.Values.OrderBy(occupant => occupant.Sessions[0].Order))
        {
            if (!ReferenceEquals(occupant, own) && Of(room, occupant, list.Traits) is { } presence)
                yield return presence with { To = list.To };
        }
    }

    /// <summary>
    /// The presence of an occupant, without a recipient, as a session with these traits that is not his own is shown it;
    /// null where the room does not broadcast the presence of his role. XEP-0045 #registrar-formtype-owner, <c>muc#roomconfig_presencebroadcast</c>.
    /// </summary>
    public static Stanza? Of(RoomState room, Occupant occupant, SessionTraits traits) =>
        IsBroadcast(room, occupant) ? Render(room, occupant, traits, PresenceNote.None, StanzaType.Available, self: false) : null;

    /// <summary>An occupant's presence to everybody, with status 110 to his own sessions.</summary>
    /// <param name="room">The state after the events that caused it.</param>
    /// <param name="occupant">The occupant as he is then.</param>
    /// <param name="note">Why it is sent.</param>
    internal static IEnumerable<Outgoing> Available(RoomState room, Occupant occupant, PresenceNote note) =>
        [.. ToOthers(room, occupant, note), .. ToSelf(room, occupant, note)];

    /// <summary>An occupant's presence to everybody but himself.</summary>
    internal static IEnumerable<Outgoing> ToOthers(RoomState room, Occupant occupant, PresenceNote note) =>
        IsBroadcast(room, occupant) ? Broadcast(room, occupant, note, StanzaType.Available) : [];

    /// <summary>An occupant's presence to his own sessions, but not to suspended ones that did not ask: they are reconciled.</summary>
    internal static IEnumerable<Outgoing> ToSelf(RoomState room, Occupant occupant, PresenceNote note) =>
        ToSelf(room, occupant, note, StanzaType.Available);

    /// <summary>That an occupant is gone, to everybody that is still there and to all his sessions. XEP-0045 #exit.</summary>
    /// <param name="room">The state after the events that caused it.</param>
    /// <param name="occupant">The occupant as he last was, with the sessions that are told.</param>
    /// <param name="note">Why it is sent.</param>
    /// <param name="payloads">What he said in leaving, or default.</param>
    internal static IEnumerable<Outgoing> Unavailable(
        RoomState room, Occupant occupant, PresenceNote note, ImmutableArray<Payload> payloads = default)
    {
        var self = ToSelf(room, occupant, note, StanzaType.Unavailable, payloads);
        return IsBroadcast(room, occupant)
            ? [.. self, .. Broadcast(room, occupant, note, StanzaType.Unavailable, payloads)]
            : self;
    }

    /// <summary>That one of several sessions of an occupant is gone: told to that session; the others see him as he is now.</summary>
    /// <param name="room">The state after the events that caused it.</param>
    /// <param name="before">The occupant with that session.</param>
    /// <param name="session">The session that is gone.</param>
    /// <param name="note">Why it is sent.</param>
    internal static IEnumerable<Outgoing> SessionLeft(RoomState room, Occupant before, Session session, PresenceNote note)
    {
        var left = ToSelf(room, before with { Sessions = [session] }, note, StanzaType.Unavailable);
        if ((before.Shown != session && !room.Settings.ItemPerSession) || room.ByNick(before.Nick) is not { } after)
            return left;

        return [.. left, .. Available(room, after, new PresenceNote { Id = note.Id })];
    }

    /// <summary>An occupant's presence after his role or the room's configuration changed: who is not shown him any more sees him go.</summary>
    /// <param name="before">The state before.</param>
    /// <param name="after">The state after.</param>
    /// <param name="nick">Whose, under the nick he has in both.</param>
    /// <param name="note">Why it is sent.</param>
    internal static IEnumerable<Outgoing> Changed(RoomState before, RoomState after, Nick nick, PresenceNote note)
    {
        var was = before.ByNick(nick)!;
        var occupant = after.ByNick(nick)!;
        if (IsBroadcast(after, occupant) || !IsBroadcast(before, was))
            return Available(after, occupant, note);

        return [.. Broadcast(after, occupant, PresenceNote.None with { Id = note.Id }, StanzaType.Unavailable), .. ToSelf(after, occupant, note)];
    }

    /// <summary>True if the room tells others of the presence of this occupant's role.</summary>
    internal static bool IsBroadcast(RoomState room, Occupant occupant) => room.Config.PresenceBroadcast.Contains(occupant.Role);

    /// <summary>One form of an occupant's presence, without a recipient.</summary>
    internal static Stanza Render(
        RoomState room,
        Occupant occupant,
        SessionTraits traits,
        PresenceNote note,
        StanzaType type,
        bool self,
        ImmutableArray<Payload> payloads = default)
    {
        var gone = type == StanzaType.Unavailable;
        var shown = occupant.Shown;
        var seesRealJids = traits.HasFlag(SessionTraits.SeesRealJids);
        if (payloads.IsDefault)
            payloads = gone ? [] : shown.Presence.Payloads;

        // Nobody is kept from his own real JID.
        payloads = payloads.Add(MucUser.Of(
            note.Affiliation ?? room.AffiliationOf(occupant.RealJid),
            gone && note.NewNick is null ? Role.None : occupant.Role,
            seesRealJids || self ? shown.RealJid : null,
            note with { ActorJid = seesRealJids ? note.ActorJid : null, Mav = note.Mav ?? (self && !gone ? ShowVersion.Until(room) : null) },
            self,
            room.Settings.ItemPerSession && seesRealJids && !gone && occupant.Sessions.Length > 1 ? [.. occupant.Sessions.Where(session => session != shown)] : []));
        if (!gone)
            payloads = ShowHats.In(room, occupant.RealJid, payloads);
        if (!gone && !self && traits.HasFlag(SessionTraits.Annotations) && Annotations.For(room, occupant) is { } annotation)
            payloads = payloads.Add(annotation);

        return new Stanza
        {
            Kind = StanzaKind.Presence,
            Type = type,
            Id = note.Id,
            From = room.OccupantJid(occupant.Nick),
            Payloads = OccupantId.Of(occupant, payloads),
        };
    }

    private static IEnumerable<Outgoing> Broadcast(
        RoomState room, Occupant occupant, PresenceNote note, StanzaType type, ImmutableArray<Payload> payloads = default)
    {
        var others = Audience.Everyone.But(occupant.RealJids);
        (Audience Audience, SessionTraits Traits)[] forms = room.Config.Whois == Whois.Anyone
            ? [(others, SessionTraits.SeesRealJids)]
            : [(others.With(SessionTraits.SeesRealJids), SessionTraits.SeesRealJids), (others.Without(SessionTraits.SeesRealJids), SessionTraits.None)];
        var annotated = type == StanzaType.Available && Annotations.For(room, occupant) is not null;

        foreach (var (audience, traits) in forms)
        {
            if (!annotated)
            {
                yield return Form(audience, traits);
                continue;
            }

            yield return Form(audience.With(SessionTraits.Annotations), traits | SessionTraits.Annotations);
            yield return Form(audience.Without(SessionTraits.Annotations), traits);
        }

        Outgoing.ToMany Form(Audience audience, SessionTraits traits) =>
            new(audience, Render(room, occupant, traits, note, type, self: false, payloads));
    }

    private static IEnumerable<Outgoing> ToSelf(
        RoomState room, Occupant occupant, PresenceNote note, StanzaType type, ImmutableArray<Payload> payloads = default)
    {
        foreach (var session in occupant.Sessions)
        {
            // That he is gone is kept for whom it cannot reach, by Notices.
            if (type == StanzaType.Available && room.IsSuspended(session.RealJid) && session.RealJid != note.Asker)
                continue;

            var traits = room.TraitsOf(occupant, session);
            yield return new Outgoing.ToOne(
                Render(room, occupant, traits, note, type, self: true, payloads) with { To = session.RealJid });
        }
    }
}
