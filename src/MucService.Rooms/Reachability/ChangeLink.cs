using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>What a room does when the link to a domain stands otherwise. XEP-0310.</summary>
internal static class ChangeLink
{
    public static Decision Decide(RoomState room, RoomCommand.ChangeLink command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);

    public static RoomState Evolve(RoomState room, RoomEvent.LinkChanged changed) => room with
    {
        Links = room.Links.SetItem(changed.Domain, new DomainLink(changed.Standing, changed.Epoch, changed.At)),
    };
}
