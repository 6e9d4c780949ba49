using MucService.Xmpp;

namespace MucService.Rooms.Admins;

/// <summary>Changing roles and affiliations, all or nothing. XEP-0045 #moderator, #admin, #owner.</summary>
internal static class Administrate
{
    public static Decision Decide(RoomState room, RoomCommand.Administrate command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);

    public static RoomState Evolve(RoomState room, RoomEvent.AffiliationGranted granted) => room with
    {
        Affiliations = granted.Affiliation == Affiliation.None
            ? room.Affiliations.Remove(granted.Of)
            : room.Affiliations.SetItem(granted.Of, new AffiliationEntry(granted.Affiliation, granted.Reason, granted.Nick)),
    };
}
