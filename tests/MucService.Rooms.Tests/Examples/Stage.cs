using System.Globalization;
using MucService.Xmpp;

namespace MucService.Rooms.Tests.Examples;

/// <summary>The other rooms of XEP-0045's examples: who is in them, and as what.</summary>
internal static class Stage
{
    private static readonly DateTimeOffset Begin = DateTimeOffset.Parse("2002-10-13T23:00:00Z", CultureInfo.InvariantCulture);

    /// <summary>A room of which nobody is anything yet but its owner, who is not in it.</summary>
    public static Coven.Scene Room(string address, RoomConfig? config = null)
    {
        var room = new RoomState { Address = BareJid.Parse(address), Settings = new RoomSettings { Service = Domain.Parse("chat.shakespeare.lit") } };
        return new Coven.Scene(room.After(
            new RoomEvent.Created(BareJid.Parse("owner@shakespeare.lit"), Begin, Locked: false),
            new RoomEvent.Configured(config ?? RoomConfig.Default)));
    }

    /// <summary>With somebody in it.</summary>
    public static Coven.Scene With(this Coven.Scene scene, string jid, string nick, Affiliation affiliation, Role role) =>
        scene.Listed(jid, affiliation).After(new Coven.Witch(jid, nick, role).Enters(scene.Room));

    /// <summary>With somebody on its lists.</summary>
    public static Coven.Scene Listed(this Coven.Scene scene, string jid, Affiliation affiliation, string? reason = null) =>
        scene.After(new RoomEvent.AffiliationGranted(Jid.Parse(jid).Bare, affiliation, BareJid.Parse("owner@shakespeare.lit"), reason));
}
