namespace MucService.Rooms.Moderators;

/// <summary>Granting and revoking voice. XEP-0045 #grantvoice, #revokevoice.</summary>
internal static class ModifyVoice
{
    public static RoomState Evolve(RoomState room, RoomEvent.RoleChanged changed)
    {
        var key = changed.Nick.Comparable;
        return room with { Occupants = room.Occupants.SetItem(key, room.Occupants[key] with { Role = changed.Role }) };
    }
}
