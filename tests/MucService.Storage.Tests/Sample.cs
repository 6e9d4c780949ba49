using System.Globalization;
using MucService.Xmpp;

namespace MucService.Storage.Tests;

/// <summary>Rows to store.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero).AddTicks(1234567);

    public static BareJid Room(string local = "tea") => BareJid.Parse($"{local}@muc.example");

    public static RoomRow Row(BareJid room, int occupants = 0) => new(
        room, BareJid.Parse("ada@home.example"), Noon, Locked: false, Persistent: true, Public: true, "Tea", "With or without milk ☕",
        HasJournal: true, occupants, NextOrder: 7) { MembersOnly = true, PasswordProtected = true, OccupantIdKey = "c0ffee" };

    public static SessionRow Session(int number, string domain = "home.example", string presence = "<show>away</show>") => new(
        FullJid.Parse(string.Create(CultureInfo.InvariantCulture, $"user{number}@{domain}/desk")),
        string.Create(CultureInfo.InvariantCulture, $"Nick {number}"), Role: 2, Order: number, Noon.AddSeconds(number),
        System.Text.Encoding.UTF8.GetBytes(presence), Noon.AddSeconds(number), "node", number % 2 == 0 ? null : "ver", "sha-1");

    public static HistoryRow Message(long number, int ring = 20) => new(
        (int)(number % ring), number, Noon.AddSeconds(number), "ada", "ada@home.example",
        System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<body>{number}</body>")));

    public static RoomWrite Create(BareJid room, long epoch, int occupants = 0, params SessionRow[] sessions) =>
        new(room, epoch, Row(room, occupants), sessions, [], [], Create: true, Forget: false);

    public static RoomWrite Change(BareJid room, long epoch, RoomRow? row = null) => new(room, epoch, row, [], [], [], Create: false, Forget: false);
}
