using System.Text;
using MucService.Rooms.Admins;
using MucService.Rooms.OccupantIds;
using MucService.Xmpp;

namespace MucService.Rooms.Moderation;

/// <summary>
/// Taking back what somebody else has said. XEP-0425. Moderators may. What the room does not keep any more is taken back all the same:
/// clients know whether they show it.
/// </summary>
internal static class ModerateMessage
{
    private const int MaxIdLength = 256;

    public static Decision Decide(RoomState room, RoomCommand.ModerateMessage command)
    {
        if (!room.IsThereFor(command.From.Bare))
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);
        if (Requester.Of(room, command.From) is not { Role: Role.Moderator, Nick: { } nick })
            return Decision.Refuse(room, command, ErrorCondition.Forbidden, "Only moderators are allowed to moderate other participants' messages.");
        if (command.StanzaId.Length is 0 or > MaxIdLength)
            return Decision.Refuse(room, command, ErrorCondition.BadRequest);
        if (command.Reason is { } reason && Encoding.UTF8.GetByteCount(reason) > room.Settings.MaxReasonBytes)
            return Decision.Refuse(room, command, ErrorCondition.PolicyViolation, $"A reason may have at most {room.Settings.MaxReasonBytes} bytes.");
        if (room.History.Find(room.Address, command.StanzaId) is { } entry && Tombstones.IsRetracted(entry.Message))
            return Decision.Answer(command.Stanza!.Answer(StanzaType.Result));

        return Moderate(room, command, nick);
    }

    private static Decision Moderate(RoomState room, RoomCommand.ModerateMessage command, Nick nick)
    {
        var tombstone = With(room, command, nick, new Element("retracted", Namespaces.Retraction)
            .With("stamp", XmppDateTime.Format(command.Arrival.At)));
        var message = Reflection.FromRoom(
            room, command.Arrival, With(room, command, nick, new Element("retract", Namespaces.Retraction).With("id", command.StanzaId)))
            with { Lang = command.Stanza?.Lang };
        var kept = new HistoryEntry(room.History.LastNumber + 1, command.Arrival.At, nick, command.From.Bare, message);
        return Decision
            .Happened(new RoomEvent.MessageRetracted(command.StanzaId, tombstone), new RoomEvent.Said(kept))
            .Telling(new Outgoing.ToMany(Audience.Everyone, message))
            .Telling(command.Stanza!.Answer(StanzaType.Result));
    }

    /// <summary>An element with who moderated, and why.</summary>
    private static Element With(RoomState room, RoomCommand.ModerateMessage command, Nick nick, Element retraction)
    {
        var moderated = new Element("moderated", Namespaces.Moderation)
            .With("by", room.OccupantJid(nick).ToString())
            .With(OccupantId.ElementOf(room, command.From.Bare));
        return retraction
            .With(moderated)
            .With(command.Reason is { Length: > 0 } reason ? new Element("reason", Namespaces.Retraction).WithText(reason) : null);
    }
}
