namespace MucService.Rooms.Tests.RandomWalk;

/// <summary>Who may ask the admins of a members-only room to be registered. XEP-0045 #register, #regapprove.</summary>
internal static class RegistrationLaw
{
    /// <summary>The condition that refuses it, or null where he waits from now on.</summary>
    public static string? Ask(Model room, string jid, string nick)
    {
        if (room.Waiting.ContainsKey(jid))
            return "resource-constraint";
        if (room.Waiting.Values.Any(wanted => string.Equals(wanted, nick, StringComparison.OrdinalIgnoreCase)))
            return "conflict";

        room.Waiting[jid] = nick;
        return null;
    }
}
