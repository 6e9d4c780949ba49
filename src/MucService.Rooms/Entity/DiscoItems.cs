using MucService.Rooms.AdHoc;
using MucService.Xmpp;

namespace MucService.Rooms.Entity;

/// <summary>Who is in this room? Told to occupants, and to anyone where the room is public and open. XEP-0045 #disco-roomitems.</summary>
internal static class DiscoItems
{
    public static Decision Decide(RoomState room, RoomCommand.QueryItems command)
    {
        if (!room.IsThereFor(command.From.Bare))
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);
        if (AdHocDisco.Knows(command.Node))
            return AdHocDisco.Items(room, command);
        if (command.Node is { Length: > 0 })
            return Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);

        var occupants = MayKnow(room, command.From)
            ? room.Occupants.Values.Where(occupant => Presences.IsBroadcast(room, occupant)).OrderBy(occupant => occupant.Sessions[0].Order)
            : Enumerable.Empty<Occupant>();
        var query = Disco.Items(node: null, occupants.Select(occupant => new DiscoItem(room.OccupantJid(occupant.Nick))));
        return Decision.Answer(command.Stanza!.Answer(StanzaType.Result).With(query));
    }

    private static bool MayKnow(RoomState room, Jid asker) =>
        room.Config is { Public: true, MembersOnly: false, Password: "" }
        || (asker.Full is { } session && room.Sessions.ContainsKey(session));
}
