using MucService.Xmpp;

namespace MucService.Rooms.Moderation;

/// <summary>
/// Taking back what one has said. XEP-0424. The request is a message to all like any other; the room sees to it that nobody is told again
/// what was taken back. Only who said it may, under whichever nick.
/// </summary>
internal static class RetractMessage
{
    /// <summary>What happens besides when a message takes back another.</summary>
    /// <param name="room">The room.</param>
    /// <param name="occupant">Who asks.</param>
    /// <param name="command">The message.</param>
    public static RoomEvent? Event(RoomState room, Occupant occupant, RoomCommand.Groupchat command)
    {
        var message = command.Stanza!;
        if (message.Child("retract", Namespaces.Retraction)?["id"] is not { } stanzaId)
            return null;
        if (room.History.Find(room.Address, stanzaId) is not { } entry || entry.RealJid != occupant.RealJid || Tombstones.IsRetracted(entry.Message))
            return null;

        var tombstone = new Element("retracted", Namespaces.Retraction)
            .With("id", message.Id ?? command.Arrival.StanzaId)
            .With("stamp", XmppDateTime.Format(command.Arrival.At));
        return new RoomEvent.MessageRetracted(stanzaId, tombstone);
    }

    /// <summary>True for a message that takes another back: it is kept, so that those who were away learn of it.</summary>
    public static bool IsOne(Stanza message) => message.Payload("retract", Namespaces.Retraction) is not null;
}
