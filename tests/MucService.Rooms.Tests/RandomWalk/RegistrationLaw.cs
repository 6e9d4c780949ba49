using MucService.Xmpp;

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

    /// <summary>What follows when an admin allows it, or does not.</summary>
    public static string? Answer(Model room, Step step)
    {
        var by = Model.Bare(step.From);
        if (!room.IsThereFor(by))
            return "item-not-found";
        if (room.AffiliationOf(by) < Affiliation.Admin)
            return "forbidden";
        if (room.Waiting.FirstOrDefault(waiting => waiting.Value == step.WantedNick) is not { Key: { } jid } request)
            return "item-not-found";
        if (!step.Allows)
        {
            room.Waiting.Remove(jid);
            return null;
        }

        if (Law.IsOfAnother(room, jid, request.Value))
            return "conflict";

        room.Grant(jid, Affiliation.Member);
        room.Reserve(jid, request.Value);
        return null;
    }
}
