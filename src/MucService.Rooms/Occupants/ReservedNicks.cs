using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>
/// Whose each nick is that the lists reserve, by <see cref="Nick.Comparable"/>: so that nobody has to look through the lists who enters. Where old
/// lists reserve a nick for two, it is one's of them. XEP-0045 #enter-conflict, #register.
/// </summary>
public static class ReservedNicks
{
    /// <summary>The nicks of whole lists.</summary>
    public static ImmutableDictionary<string, BareJid> Of(ImmutableDictionary<BareJid, AffiliationEntry> affiliations)
    {
        var holders = ImmutableDictionary.CreateBuilder<string, BareJid>();
        foreach (var (jid, entry) in affiliations)
        {
            if (entry.Nick is { } nick)
                holders.TryAdd(nick.Comparable, jid);
        }

        return holders.ToImmutable();
    }

    /// <summary>True if the lists reserve a nick for somebody else.</summary>
    public static bool AreOfAnother(RoomState room, BareJid jid, Nick nick) =>
        room.ReservedNicks.TryGetValue(nick.Comparable, out var holder) && holder != jid;

    /// <summary>The nicks after one entry of the lists has changed.</summary>
    internal static ImmutableDictionary<string, BareJid> After(RoomState before, BareJid of, Nick? nick)
    {
        var holders = before.ReservedNicks;
        if (before.Affiliations.GetValueOrDefault(of)?.Nick is { } old && holders.TryGetValue(old.Comparable, out var holder) && holder == of)
            holders = holders.Remove(old.Comparable);

        return nick is null || holders.ContainsKey(nick.Comparable) ? holders : holders.Add(nick.Comparable, of);
    }
}
