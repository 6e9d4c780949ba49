using MucService.Rooms.Protection;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>Another nick. XEP-0045 #changenick.</summary>
internal static class ChangeNick
{
    public static Decision Decide(RoomState room, Occupant occupant, RoomCommand.ChangePresence command)
    {
        if (room.Config.NicksLocked && room.Affiliations.GetValueOrDefault(occupant.RealJid)?.Nick is { } reserved && reserved != command.Nick)
            return Decision.Refuse(room, command, new StanzaError(ErrorType.Cancel, ErrorCondition.NotAcceptable, $"Your nick in this room is '{reserved}'."));
        if (IsTaken(room, occupant, command.Nick))
            return Decision.Refuse(room, command, ErrorCondition.Conflict);
        if (Unfit(room, occupant.RealJid, command.Nick) is { } unfit)
            return Decision.Refuse(room, command, unfit);

        var note = ChangePresence.NoteFor(command);
        var spoke = new RoomEvent.PresenceChanged(command.From, InboundPresence.Shown(command.Stanza!, command.Arrival.At));
        RoomEvent[] said = [spoke, .. RelayPaused.With(room, command.From, command.Stanza!, command.Arrival.Steady)];
        return Decision.Nothing
            .Telling(Reconcile.FormerOwner(room, command.From, command.Nick, note.Id))
            .Then(Change(room, occupant, command.Nick, note, said))
            .Asking(ChangePresence.CapabilitiesToLearn(occupant.SessionOf(command.From), command.From, spoke.Presence));
    }

    /// <summary>An occupant gets another nick with all his sessions: gone under the old, and there under the new.</summary>
    /// <param name="room">The state before.</param>
    /// <param name="occupant">Who.</param>
    /// <param name="nick">A nick that is free.</param>
    /// <param name="note">The id and the asker.</param>
    /// <param name="spoke">The presence that came with it, if any.</param>
    public static Decision Change(RoomState room, Occupant occupant, Nick nick, PresenceNote note, params ReadOnlySpan<RoomEvent> spoke)
    {
        var decision = Decision.Happened(new RoomEvent.NickChanged(occupant.Nick, nick, occupant.RealJids)).And(spoke);
        var after = room.After(decision.Events.AsSpan());
        return decision
            .Telling(Presences.Unavailable(room, occupant, note with { Codes = [StatusCode.NickChanged], NewNick = nick }))
            .Telling(Presences.Available(after, after.ByNick(nick)!, note));
    }

    /// <summary>Why the operator does not allow a nick, or null: it is too long, or he reserves it or its like. His admins may use any.</summary>
    public static Refusal? Unfit(RoomState room, BareJid jid, Nick nick)
    {
        if (Sizes.TooLong(nick.Value, room.Settings.MaxNickBytes))
            return Sizes.TooLarge($"A nick may have at most {room.Settings.MaxNickBytes} bytes.");

        return room.Settings.Admins.Contains(jid) ? null : room.Settings.Nicks.Obstacle(nick);
    }

    /// <summary>
    /// True if another occupant has a nick that cannot be told from this one, or it is reserved for another.
    /// An occupant may always write his own nick otherwise.
    /// </summary>
    public static bool IsTaken(RoomState room, Occupant occupant, Nick nick) =>
        (room.Occupants.TryGetValue(nick.Comparable, out var holder) && holder.Nick != occupant.Nick)
        || ReservedNicks.AreOfAnother(room, occupant.RealJid, nick);

    public static RoomState Evolve(RoomState room, RoomEvent.NickChanged changed)
    {
        var occupant = room.Occupants[changed.Old.Comparable] with { Nick = changed.New };
        var key = changed.New.Comparable;
        return room with
        {
            Occupants = room.Occupants.Remove(changed.Old.Comparable).SetItem(key, occupant),
            Sessions = room.Sessions.SetItems(occupant.Sessions.Select(session => KeyValuePair.Create(session.RealJid, key))),
        };
    }
}
