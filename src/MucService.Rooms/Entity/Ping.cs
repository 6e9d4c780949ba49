using MucService.Xmpp;

namespace MucService.Rooms.Entity;

/// <summary>Is this room there? XEP-0199. A ping to an occupant is another matter: <see cref="Occupants.RelayIq"/>.</summary>
internal static class Ping
{
    public static Decision Decide(RoomState room, RoomCommand.Ping command) =>
        room.IsThereFor(command.From.Bare)
            ? Decision.Answer(command.Stanza!.Answer(StanzaType.Result))
            : Decision.Refuse(room, command, ErrorCondition.ItemNotFound);
}
