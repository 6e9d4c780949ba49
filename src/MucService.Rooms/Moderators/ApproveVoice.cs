using MucService.Rooms.Admins;
using MucService.Xmpp;

namespace MucService.Rooms.Moderators;

/// <summary>A moderator grants voice to who asked for it. XEP-0045 #voiceapprove, #grantvoice.</summary>
internal static class ApproveVoice
{
    public static Decision Decide(RoomState room, RoomCommand.ApproveVoice command)
    {
        if (!room.IsThereFor(command.From.Bare))
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);
        if (room.ByRealJid(command.From) is not { } moderator || !Privileges.May(moderator.Role, RolePrivilege.GrantVoice))
            return Decision.Refuse(room, command, ErrorCondition.Forbidden);

        // Whoever has the nick now need not be who asked.
        if (room.ByNick(command.Nick) is not { } occupant || (command.Jid is { } jid && jid != occupant.RealJid))
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);
        if (occupant.Role != Role.Visitor)
            return Decision.Nothing;

        var changes = new AssociationChanges(room);
        changes.Assign(occupant, Role.Participant, reason: null);
        return Decision
            .Happened(changes.Events)
            .Telling(changes.OfChanged(new PresenceNote { Id = SentIds.For(command.Arrival) }));
    }
}
