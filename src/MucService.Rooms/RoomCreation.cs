using MucService.Rooms.Protection;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>Who may create rooms; the operator's admins always may. XEP-0045 #createroom-general.</summary>
public enum RoomCreation
{
    /// <summary>Everyone.</summary>
    Everyone,

    /// <summary>Who has an account at the host's own domain, or at one that the service's is a subdomain of.</summary>
    Local,

    /// <summary>Whom the operator lists, by bare JID or by domain.</summary>
    Listed,

    /// <summary>Nobody else.</summary>
    Nobody,
}

/// <summary>What is decided about the creation of rooms with what only storage knows.</summary>
public static class Creations
{
    /// <summary>Whoever would create one more room is refused: he has as many as the operator allows.</summary>
    public static Decision TooMany(RoomState room, Stanza stanza) => Decision.Refuse(
        room,
        stanza,
        new Refusal(
            new StanzaError(ErrorType.Wait, ErrorCondition.ResourceConstraint, $"You may not have more than {room.Settings.MaxRoomsPerOwner} rooms here at a time."),
            RefusalReason.RoomsPerOwner));
}

/// <summary>What the operator allows rooms to be called and who may create them.</summary>
internal static class RoomCreationRules
{
    /// <summary>Why somebody may not create this room, or null.</summary>
    public static Refusal? Obstacle(RoomState room, BareJid creator)
    {
        var settings = room.Settings;
        if (settings.Admins.Contains(creator))
            return null;
        if (!IsAllowed(settings, creator))
            return Refusal.Of(RefusalReason.Creation, ErrorCondition.NotAllowed, "You may not create rooms here.");
        if (Sizes.TooLong(room.Address.Local, settings.MaxRoomNameBytes))
            return Sizes.TooLarge($"The name of a room may have at most {settings.MaxRoomNameBytes} bytes.");

        return settings.RoomNames.Obstacle(room.Address.Local);
    }

    private static bool IsAllowed(RoomSettings settings, BareJid creator) => settings.Creation switch
    {
        RoomCreation.Everyone => true,
        RoomCreation.Local => settings.Host is { } host ? creator.Domain == host : settings.Service.Value.EndsWith("." + creator.Domain.Value, StringComparison.Ordinal),
        RoomCreation.Listed => settings.Creators.Contains(creator) || settings.Creators.Contains(new BareJid(creator.Domain)),
        RoomCreation.Nobody => false,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
