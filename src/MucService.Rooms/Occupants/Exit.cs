using System.Collections.Immutable;
using MucService.Rooms.Owners;
using MucService.Rooms.Service;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>Leaving a room. XEP-0045 #exit.</summary>
internal static class Exit
{
    public static Decision Decide(RoomState room, RoomCommand.Exit command)
    {
        if (room.SessionOf(command.From) is null)
            return Decision.Nothing;

        var note = new PresenceNote { Id = SentIds.For(command.Arrival), Asker = command.From };
        var parting = command.Stanza is { } stanza ? InboundPresence.Payloads(stanza) : [];
        return Leave(room, command.From, note, parting);
    }

    /// <summary>A session leaves, of itself or not. Others see the occupant go only with his last session.</summary>
    /// <param name="room">The state before.</param>
    /// <param name="realJid">A session that is in the room.</param>
    /// <param name="note">Why, as everybody is told.</param>
    /// <param name="parting">What the session says in leaving, or default.</param>
    public static Decision Leave(RoomState room, FullJid realJid, PresenceNote note, ImmutableArray<Payload> parting = default)
    {
        var occupant = room.ByRealJid(realJid)!;
        if (room.Locked && room.Sessions.Count == 1)
            return DestroyRoom.OnAbandonment(room, occupant, note, parting);

        var left = Decision.Happened(new RoomEvent.Exited(realJid));
        if (occupant.Sessions.Length == 1)
            return left.Telling(Presences.Unavailable(room, occupant, note, parting));

        var session = occupant.SessionOf(realJid)!;
        return left.Telling(Presences.SessionLeft(room.After(left.Events.AsSpan()), occupant, session, note));
    }

    public static RoomState Evolve(RoomState room, RoomEvent.Exited exited)
    {
        if (!room.Sessions.TryGetValue(exited.RealJid, out var key))
            return room;

        var occupant = room.Occupants[key].Without(exited.RealJid);
        var isGone = occupant.Sessions.IsEmpty;
        return ForgetWhenEmpty.Evolve(room with
        {
            Occupants = isGone ? room.Occupants.Remove(key) : room.Occupants.SetItem(key, occupant),
            Sessions = room.Sessions.Remove(exited.RealJid),
            Voices = isGone ? KeptVoices.After(room, occupant, exited.Kicked) : room.Voices,
        });
    }
}
