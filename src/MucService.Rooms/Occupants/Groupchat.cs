using MucService.Rooms.Moderation;
using MucService.Rooms.SlowMode;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>Speaking to all. XEP-0045 #message.</summary>
internal static class Groupchat
{
    public static Decision Decide(RoomState room, RoomCommand.Groupchat command)
    {
        if (room.ByRealJid(command.From) is not { } occupant)
            return Decision.Refuse(room, command, room.Exists && !room.Locked ? ErrorCondition.NotAcceptable : ErrorCondition.ItemNotFound);
        if (occupant.Role < Role.Participant)
            return Decision.Refuse(room, command, ErrorCondition.Forbidden, "You have no voice in this room.");
        if (Sizes.TooLarge(room, command.Stanza!) is { } tooLarge)
            return Decision.Refuse(room, command, tooLarge);
        if (SlowDown.TooSoon(room, occupant, command) is { } tooSoon)
            return Decision.Refuse(room, command, tooSoon);

        var message = Reflection.ToAll(room, occupant, command.Stanza!, command.Arrival);
        var told = new Outgoing.ToMany(Audience.Everyone, message);
        var besides = SlowDown.Spoke(room, occupant, command);
        if (RetractMessage.Event(room, occupant, command) is { } retracted)
            besides = besides.Add(retracted);
        if (!IsToBeKept(message))
            return new Decision(besides, [told], []);
        if (Sizes.Of(message.Payloads) > room.Settings.MaxKeptMessageBytes)
            return new Decision([new RoomEvent.SaidUnkept(), .. Aside(message, command.Arrival), .. besides], [told], []);

        var entry = new HistoryEntry(room.History.LastNumber + 1, command.Arrival.At, occupant.Nick, occupant.RealJid, message);
        return new Decision([new RoomEvent.Said(entry), .. besides], [told], []);
    }

    public static RoomState Evolve(RoomState room, RoomEvent.Said said) =>
        room with { History = room.History.With(said.Entry, room.Settings.HistorySize) };

    /// <summary>That a message which the history does not hold was said, if it can be known again by its id.</summary>
    public static ReadOnlySpan<RoomEvent> Aside(Stanza message, Arrival arrival) =>
        message.Id is { } id ? new RoomEvent[] { new RoomEvent.SaidAside(id, arrival.At) } : [];

    /// <summary>True if a message goes into the history: it says something or asks to be kept, and does not ask not to be. XEP-0334.</summary>
    private static bool IsToBeKept(Stanza message)
    {
        var says = false;
        foreach (var payload in message.Payloads)
        {
            if (payload.Name.Namespace == Namespaces.Hints && payload.Name.Local is "no-store" or "no-permanent-store")
                return false;

            says |= payload.Is("body", Namespaces.Component) || payload.Is("store", Namespaces.Hints);
        }

        return says || RetractMessage.IsOne(message);
    }
}
