using MucService.Xmpp;

namespace MucService.Rooms.Owners;

/// <summary>
/// What is left of a room that was destroyed: for a while its address answers <c>gone</c>, with the venue where the conversation goes on,
/// and only some may create a room there. XEP-0045 #destroyroom leaves that to services.
/// </summary>
internal static class DestroyedRoom
{
    /// <summary>What a room leaves that is destroyed; nothing if it was never configured, or the operator wants none.</summary>
    /// <param name="room">The room before.</param>
    /// <param name="command">Who destroys it, and why.</param>
    public static RoomEvent? Of(RoomState room, RoomCommand.Destroy command)
    {
        var settings = room.Settings;
        if (room.Locked || settings.TombstonesStand == TimeSpan.Zero || settings.MaxTombstones == 0)
            return null;

        // What the operator destroyed, its owners do not simply make again.
        var heirs = command.From is null ? [] : room.Affiliations
            .Where(entry => entry.Value.Affiliation == Affiliation.Owner)
            .Select(entry => entry.Key)
            .OrderBy(jid => jid != command.From.Bare)
            .ThenBy(jid => jid.ToString(), StringComparer.Ordinal)
            .Take(settings.MaxHeirs);
        return new RoomEvent.TombstoneSet(new Tombstone(
            command.Arrival.At, command.Arrival.At + settings.TombstonesStand, command.Alternative, command.Reason, [.. heirs]));
    }

    /// <summary>What is answered to a stanza for a room that was destroyed, or null where it is handled as if there never had been a room.</summary>
    public static Decision? Answer(RoomState room, Stanza stanza, DateTimeOffset now)
    {
        if (room.Exists || room.Tombstone is not { } tombstone || tombstone.Until <= now)
            return null;
        if (stanza.Type is StanzaType.Error or StanzaType.Result or StanzaType.Unavailable || stanza.From is not { } from)
            return null;
        if (stanza.Kind == StanzaKind.Presence && (stanza.Type != StanzaType.Available || MayCreate(room, tombstone, from.Bare)))
            return null;

        var gone = tombstone.Reason is { } reason
            ? StanzaError.Of(ErrorCondition.Gone, reason) with { Language = null }
            : StanzaError.Of(ErrorCondition.Gone, "This room was destroyed.");
        return Decision.Refuse(room, stanza, gone with { Uri = Venue(tombstone) });
    }

    /// <summary>The operator wants the address to be free.</summary>
    public static Decision Decide(RoomState room, RoomCommand.ForgetTombstone _) =>
        room.Tombstone is null ? Decision.Nothing : Decision.Happened(new RoomEvent.TombstoneRemoved());

    public static RoomState Evolve(RoomState room, RoomEvent.TombstoneSet set) => room with { Tombstone = set.Tombstone };

    public static RoomState Evolve(RoomState room, RoomEvent.TombstoneRemoved _) => room with { Tombstone = null };

    private static bool MayCreate(RoomState room, Tombstone tombstone, BareJid jid) =>
        room.Settings.Admins.Contains(jid) || (room.Settings.OwnersRecreate && tombstone.Heirs.Contains(jid));

    /// <summary>The venue as a URI to enter it by. XEP-0045 #registrar-querytypes-join, RFC 6120 section 8.3.3.5.</summary>
    private static string? Venue(Tombstone tombstone) => tombstone.Alternative switch
    {
        null => null,
        { IsDomain: true } domain => $"xmpp:{domain}",
        var room => $"xmpp:{Uri.EscapeDataString(room.Local)}@{room.Domain}?join",
    };
}
