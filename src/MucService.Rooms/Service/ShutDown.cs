using MucService.Xmpp;

namespace MucService.Rooms.Service;

/// <summary>
/// The service is retired for good: everybody is told, once, of himself only, and goes. Never at the end of a process, which rooms survive.
/// What owners decided stays stored. XEP-0045 #service-shutdown-kick.
/// </summary>
internal static class ShutDown
{
    public static Decision Decide(RoomState room, RoomCommand.Retire command)
    {
        var note = new PresenceNote { Id = SentIds.For(command.Arrival), Codes = [StatusCode.ServiceClosing], Reason = command.Reason };
        var decision = Decision.Nothing;
        foreach (var occupant in room.InOrder())
        {
            foreach (var session in occupant.Sessions)
            {
                decision = decision.And(new RoomEvent.Exited(session.RealJid));
                if (room.IsSuspended(session.RealJid))
                    continue;

                var gone = Presences.Render(room, occupant with { Sessions = [session] }, room.TraitsOf(occupant, session), note, StanzaType.Unavailable, self: true);
                decision = decision.Telling(gone with { To = session.RealJid });
            }
        }

        return decision;
    }
}
