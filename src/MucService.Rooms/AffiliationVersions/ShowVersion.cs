using MucService.Xmpp;

namespace MucService.Rooms.AffiliationVersions;

/// <summary>
/// Which version of the lists a stanza leads to. XEP-0463 #self, #changes. A version is opaque and cannot be guessed, so that nobody
/// learns of changes since a time at which he was not there.
/// </summary>
internal static class ShowVersion
{
    /// <summary>The version of the lists now; null where the room has no secret to make one, or the operator wants none told.</summary>
    public static string? Of(RoomState room) => room.Settings.AffiliationVersions ? room.OccupantIdKey?.VersionOf(room.AffiliationLog.Number) : null;

    /// <summary>The <c>mav</c> of the presence that one is sent of oneself.</summary>
    public static Element? Until(RoomState room) => Mav(since: null, Of(room));

    /// <summary>
    /// The <c>mav</c> of what tells of a change; null where there was none. One request that changes several affiliations is one change:
    /// all that tells of it leads from the version before to the version after.
    /// </summary>
    public static Element? Between(RoomState before, RoomState after) =>
        before.AffiliationLog.Number == after.AffiliationLog.Number ? null : Mav(Of(before), Of(after));

    /// <summary>The element.</summary>
    public static Element? Mav(string? since, string? until) => until is null
        ? null
        : new Element("mav", Namespaces.AffiliationVersions).With("since", since).With("until", until);
}
