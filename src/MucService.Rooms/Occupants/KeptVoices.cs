using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>
/// Voice that moderators gave or took outlasts a visit to a moderated room: who comes back has the role that he left with. XEP-0045 #roles. Who is
/// kicked, or gets another affiliation, begins anew; and so does everybody when the room is loaded again.
/// </summary>
internal static class KeptVoices
{
    /// <summary>Of how many people it is kept. Nobody is among them without a moderator's doing.</summary>
    private const int AtMost = 1000;

    /// <summary>The role with which somebody enters.</summary>
    public static Role InitialRole(RoomState room, BareJid jid)
    {
        var initial = Privileges.InitialRole(room.AffiliationOf(jid), room.Config);
        return room.Config.Moderated && IsAboutVoice(initial) && room.Voices.TryGetValue(jid, out var kept) ? kept : initial;
    }

    /// <summary>What is kept after an occupant left with his last session.</summary>
    /// <param name="room">The state before.</param>
    /// <param name="left">The occupant.</param>
    /// <param name="isKicked">Whether moderators put him out.</param>
    public static ImmutableDictionary<BareJid, Role> After(RoomState room, Occupant left, bool isKicked)
    {
        var initial = Privileges.InitialRole(room.AffiliationOf(left.RealJid), room.Config);
        if (isKicked || !room.Config.Moderated || !IsAboutVoice(initial) || !IsAboutVoice(left.Role) || left.Role == initial)
            return room.Voices.Remove(left.RealJid);

        return room.Voices.Count < AtMost || room.Voices.ContainsKey(left.RealJid) ? room.Voices.SetItem(left.RealJid, left.Role) : room.Voices;
    }

    private static bool IsAboutVoice(Role role) => role is Role.Visitor or Role.Participant;
}
