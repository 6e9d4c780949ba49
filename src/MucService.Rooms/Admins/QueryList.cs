using MucService.Xmpp;

namespace MucService.Rooms.Admins;

/// <summary>Reading a list by role or affiliation. XEP-0045 #modifyvoice, #modifyban, #modifymember, #modifymod, #modifyadmin, #modifyowner.</summary>
internal static class QueryList
{
    public static Decision Decide(RoomState room, RoomCommand.QueryList command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);
}
