using System.Collections.Immutable;
using MucService.Rooms.Languages;
using MucService.Rooms.OccupantIds;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>Other presence of an occupant. XEP-0045 #changepres.</summary>
internal static class ChangePresence
{
    public static Decision Decide(RoomState room, RoomCommand.ChangePresence command)
    {
        if (room.ByRealJid(command.From) is not { } occupant)
            return OutOfStep(room, command);
        if (Sizes.TooLargePresence(room, command.Stanza!) is { } tooLarge)
            return Decision.Refuse(room, command, tooLarge);
        if (occupant.Nick != command.Nick)
            return ChangeNick.Decide(room, occupant, command);

        if (RelayPaused.IsAll(room, command.From, command.Nick, command.Stanza!))
            return RelayPaused.Decide(room, command.From, command.Stanza!, command.Arrival);

        var changed = new RoomEvent.PresenceChanged(command.From, InboundPresence.Shown(command.Stanza!, command.Arrival.At));
        ImmutableArray<RoomEvent> events = [changed, .. RelayPaused.With(room, command.From, command.Stanza!, command.Arrival.Steady)];
        var after = room.After(events.AsSpan());
        return Decision.Happened(events)
            .Telling(Presences.Available(after, after.ByRealJid(command.From)!, NoteFor(command)))
            .Asking(CapabilitiesToLearn(occupant.SessionOf(command.From), command.From, changed.Presence));
    }

    public static RoomState Evolve(RoomState room, RoomEvent.PresenceChanged changed) =>
        room.WithSession(changed.RealJid, session => session with { Presence = changed.Presence });

    /// <summary>The note of presence that a session caused by itself.</summary>
    public static PresenceNote NoteFor(RoomCommand.ChangePresence command) =>
        new() { Id = SentIds.For(command.Arrival), Asker = command.From };

    /// <summary>A question for what a client announces, unless it announced the same before. XEP-0115.</summary>
    public static ReadOnlySpan<RoomRequest> CapabilitiesToLearn(Session? before, FullJid realJid, SessionPresence presence) =>
        presence.Capabilities is { } announced && announced != before?.Presence.Capabilities
            ? new RoomRequest[] { new RoomRequest.QueryCapabilities(realJid, announced) { Instead = presence.OtherCapabilities } }
            : [];

    /// <summary>
    /// Somebody who is not in the room believes that he is. An entry would mask that, and leave him with half of what
    /// others see: he is told that he is out, and enters anew. XEP-0045 #enter-gc.
    /// </summary>
    private static Decision OutOfStep(RoomState room, RoomCommand.ChangePresence command)
    {
        var texts = OwnTexts.Of(room);
        var note = new PresenceNote
        {
            Codes = [StatusCode.Kicked, StatusCode.TechnicalRemoval],
            Reason = texts.NotInRoom,
            ReasonLang = texts.Lang,
        };
        var isThere = room.IsThereFor(command.From.Bare);
        var affiliation = isThere ? room.AffiliationOf(command.From.Bare) : Affiliation.None;
        return Decision.Answer(new Stanza
        {
            Kind = StanzaKind.Presence,
            Type = StanzaType.Unavailable,
            Id = command.Stanza?.Id,
            From = room.OccupantJid(command.Nick),
            To = command.From,
            Payloads = OccupantId.Of(room, isThere ? command.From.Bare : null, [MucUser.Of(affiliation, Role.None, realJid: null, note, self: true)]),
        });
    }
}
