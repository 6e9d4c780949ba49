using MucService.Rooms.Admins;
using MucService.Xmpp;

namespace MucService.Rooms.Protection;

/// <summary>
/// Keeping out whom the operator blocks. They are banned from every room: <c>forbidden</c> when they come (XEP-0045 #enter-ban), and if they
/// are there, removed with 301 as outcasts (#ban), not with 307: who is kicked may come again. Rooms' own lists stay as they are.
/// </summary>
internal static class Block
{
    private const string Reason = "Blocked by the service";

    /// <summary>The operator decided otherwise: whoever is blocked now goes.</summary>
    public static Decision Decide(RoomState room, RoomCommand.ChangeSettings command)
    {
        var changes = new AssociationChanges(room);
        if (!ReferenceEquals(room.Settings, command.Settings))
            changes.Add(new RoomEvent.SettingsChanged(command.Settings));

        foreach (var occupant in room.InOrder())
        {
            if (Obstacle(changes.After, occupant.RealJid) is not null)
                changes.Remove(occupant, StatusCode.Banned, Reason);
        }

        var note = new PresenceNote { Id = SentIds.For(command.Arrival) };
        return Decision
            .Happened(changes.Events)
            .Telling(changes.ToRemoved(note))
            .Telling(changes.OfRemoved(note, _ => true));
    }

    public static RoomState Evolve(RoomState room, RoomEvent.SettingsChanged changed) => room with { Settings = changed.Settings };

    /// <summary>Why a stanza is not even looked at, or null. Whoever is in the room was looked at when he came, and is again when the list changes.</summary>
    public static Refusal? Obstacle(RoomState room, Stanza stanza)
    {
        if (room.Settings.Blocks.IsEmpty || stanza.From is not { } from)
            return null;
        if (stanza.Type is StanzaType.Error or StanzaType.Result or StanzaType.Unavailable)
            return null;

        return from.Full is { } session && room.Sessions.ContainsKey(session) ? null : Obstacle(room, from.Bare);
    }

    /// <summary>Why somebody is not let in, or null. Admins of the service always are.</summary>
    public static Refusal? Obstacle(RoomState room, BareJid jid) => room.Settings.Admins.Contains(jid) ? null : room.Settings.Blocks.Obstacle(jid);
}
