using MucService.Rooms.OccupantIds;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>Speaking to one. XEP-0045 #privatemessage.</summary>
internal static class PrivateMessage
{
    public static Decision Decide(RoomState room, RoomCommand.PrivateMessage command)
    {
        if (room.ByRealJid(command.From) is not { } sender)
            return Decision.Refuse(room, command, room.Exists && !room.Locked ? ErrorCondition.NotAcceptable : ErrorCondition.ItemNotFound);
        if (room.ByNick(command.To) is not { } recipient)
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);
        if (room.Config.PrivateMessagesFrom is not { } least || sender.Role < least)
            return Decision.Refuse(room, command, ErrorCondition.Forbidden, "Private messages are not allowed to you in this room.");
        if (Sizes.TooLarge(room, command.Stanza!) is { } tooLarge)
            return Decision.Refuse(room, command, tooLarge);

        var reachable = recipient.Sessions.RemoveAll(session => room.IsSuspended(session.RealJid));
        if (reachable.IsEmpty)
            return Decision.Refuse(room, command, Unreachable(room));

        // With an id of the room's, so that it is known again if it comes back, where it has none of its own: receipts need that.
        var id = command.Stanza!.Id ?? command.Arrival.StanzaId;
        var message = Pass(room, sender, command.Stanza) with { Id = id };
        var decision = Decision.Nothing;
        foreach (var session in reachable)
        {
            var passed = new PassedMessage(session.RealJid, id, recipient.Nick, command.From, sender.Nick);
            decision = decision.Telling(message with { To = session.RealJid }).And(new RoomEvent.Heard(session.RealJid, command.Arrival.Steady, passed));
        }

        return decision;
    }

    public static RoomState Evolve(RoomState room, RoomEvent.Heard heard) => heard.Passed is { } passed
        ? room with { SentPrivately = room.SentPrivately.With(passed, room.Settings.PrivateMessagesRemembered) }
        : room;

    public static RoomState Evolve(RoomState room, RoomEvent.PrivateMessageFailed failed) =>
        room with { SentPrivately = room.SentPrivately.Without(failed.Message) };

    /// <summary>
    /// That an occupant cannot be reached now. Where real JIDs are hidden it does not say that a server is to blame:
    /// that would tell who lives with whom.
    /// </summary>
    public static StanzaError Unreachable(RoomState room) => new(
        ErrorType.Wait,
        room.Config.Whois == Whois.Anyone ? ErrorCondition.RemoteServerTimeout : ErrorCondition.RecipientUnavailable);

    private static Stanza Pass(RoomState room, Occupant sender, Stanza message) => new()
    {
        Kind = StanzaKind.Message,
        Type = message.Type == StanzaType.Unknown ? StanzaType.Normal : message.Type,
        From = room.OccupantJid(sender.Nick),
        Lang = message.Lang,
        Payloads = OccupantId.Of(sender, Reflection.Genuine(room, message.Payloads).Add(new Element("x", Namespaces.MucUser))),
    };
}
