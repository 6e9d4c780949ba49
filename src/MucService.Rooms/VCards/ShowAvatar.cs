using MucService.Xmpp;

namespace MucService.Rooms.VCards;

/// <summary>
/// How people learn that a room has an avatar: by its information (XEP-0486 #disco-avatar-hash), and by a presence of the room itself, which
/// that XEP does not recommend and older clients wait for (#presence): therefore only where there is an avatar, or was one.
/// </summary>
internal static class ShowAvatar
{
    /// <summary>The field of the room's information; null where it has no avatar.</summary>
    public static FormField? Info(RoomState room) => room.VCard is { AvatarHashes: { IsEmpty: false } hashes }
        ? new FormField { Name = "muc#roominfo_avatarhash", Type = FormFieldType.TextMulti, Label = "Avatar hash", Values = hashes }
        : null;

    /// <summary>The room's own presence, for who enters.</summary>
    public static IEnumerable<Outgoing> To(RoomState room, FullJid to, string? id) =>
        HashOf(room) is { } hash ? [new Outgoing.ToOne(Presence(room, hash, id) with { To = to })] : [];

    /// <summary>The room's own presence, for everybody, after its avatar became another.</summary>
    public static IEnumerable<Outgoing> Changed(RoomState before, RoomState after, string? id) =>
        HashOf(before) == HashOf(after) ? [] : [new Outgoing.ToMany(Audience.Everyone, Presence(after, HashOf(after) ?? "", id))];

    private static string? HashOf(RoomState room) => room.VCard?.AvatarHashes.FirstOrDefault();

    private static Stanza Presence(RoomState room, string hash, string? id) => new()
    {
        Kind = StanzaKind.Presence,
        Type = StanzaType.Available,
        Id = id,
        From = room.Address,
        Payloads = [new Element("x", Namespaces.VCardUpdate).With(new Element("photo", Namespaces.VCardUpdate).WithText(hash))],
    };
}
