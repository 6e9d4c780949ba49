using System.Collections.Immutable;
using MucService.Rooms.OccupantIds;
using MucService.Xmpp;

namespace MucService.Rooms.Owners;

/// <summary>
/// Creating a room by entering it, as the operator wants new rooms to be. What differs from the usual is decided like any configuration,
/// so that the room keeps it when the operator thinks otherwise later. XEP-0045 #createroom, #createroom-general.
/// </summary>
internal static class CreateRoom
{
    /// <summary>What happens before its creator enters.</summary>
    public static ImmutableArray<RoomEvent> Events(RoomState room, RoomCommand.Enter command)
    {
        var settings = room.Settings;
        var creator = command.From.Bare;
        var key = OccupantIdKey.Of(settings.Chance.AsSpan(), room.Address, command.Arrival);
        return
        [
            new RoomEvent.Created(creator, command.Arrival.At, settings.Locking, key),
            .. settings.Defaults == RoomConfig.Default ? [] : new RoomEvent[] { new RoomEvent.Configured(settings.Defaults) },
            .. Granted(settings.DefaultOwners, Affiliation.Owner),
            .. Granted(settings.DefaultAdmins.RemoveAll(settings.DefaultOwners.Contains), Affiliation.Admin),
        ];

        IEnumerable<RoomEvent> Granted(ImmutableArray<BareJid> jids, Affiliation affiliation) => jids
            .Where(jid => jid != creator)
            .Select(jid => new RoomEvent.AffiliationGranted(jid, affiliation, creator, Reason: null));
    }

    public static RoomState Evolve(RoomState room, RoomEvent.Created created) => room with
    {
        Exists = true,
        Tombstone = null,
        Locked = created.Locked,
        CreatedAt = created.At,
        OccupantIdKey = created.OccupantIdKey,
        Affiliations = room.Affiliations.SetItem(created.By, new AffiliationEntry(Affiliation.Owner)),
    };
}
