using System.Globalization;
using MucService.Admin.Client;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MucService.Admin.Output;

/// <summary>How each answer looks for people.</summary>
internal static class Tables
{
    public static IRenderable Node(NodeView node)
    {
        var parts = new List<IRenderable>
        {
            Pairs(
                ("version", node.Version),
                ("started", Time(node.StartedAt)),
                ("ready", YesNo(node.Ready)),
                ("storage", node.StorageDownReason is null ? "works" : $"down: {node.StorageDownReason}"),
                ("refusals", Number(node.Refusals))),
            new Text(""),
            List(["SERVICE", "ROOMS"], node.Services, service => [service.Domain, service.Rooms is { } rooms ? Number(rooms) : "unknown"]),
            new Text(""),
            List(
                ["STREAM", "HOST", "STATE", "SINCE", "REASON"],
                node.Streams,
                stream => [stream.Domain, stream.Server, stream.Open ? "open" : "closed", Time(stream.Since), stream.Reason ?? ""]),
        };
        if (node.Nodes is { Count: > 0 } nodes)
        {
            parts.Add(new Text(""));
            parts.Add(List(["NODE", "STATE", "THIS ONE"], nodes, one => [one.Address, one.State, YesNo(one.This)]));
        }

        return new Rows(parts);
    }

    public static IRenderable Refusals(IReadOnlyList<RefusalView> refusals) => List(
        ["REASON", "CONDITION", "COUNT"],
        refusals,
        refused => [refused.Reason, refused.Condition, Number(refused.Count)]);

    public static IRenderable Memory(MemoryView memory) => Pairs(
        ("heap", $"{Number(memory.HeapBytes)} bytes"),
        ("kept for it", $"{Number(memory.CommittedBytes)} bytes"),
        ("resident", $"{Number(memory.ResidentBytes)} bytes"));

    public static IRenderable Blocks(BlocksView blocks) => new Rows(
        List(["BLOCKED", "BY"], blocks.Blocked, blocked => [blocked.Jid, blocked.By]),
        new Text(""),
        List(["LIST", "ENTRIES", "HEARD", "STATE"], blocks.Lists, list => [list.Name, Number(list.Entries), list.HeardAt is { } at ? Time(at) : "not yet", list.State]));

    public static IRenderable Rooms(IReadOnlyList<RoomRow> rooms) => List(
        ["ROOM", "OCCUPANTS", "FLAGS", "NAME"],
        rooms,
        room => [room.Room, Number(room.Occupants), Flags(room), room.Name]);

    public static IRenderable Tombstones(IReadOnlyList<TombstoneView> tombstones) => List(
        ["ROOM", "DESTROYED", "UNTIL", "VENUE", "MAY CREATE IT ANEW", "REASON"],
        tombstones,
        tombstone =>
        [
            tombstone.Room, Time(tombstone.DestroyedAt), Time(tombstone.Until), tombstone.Alternative ?? "", string.Join(',', tombstone.Heirs), tombstone.Reason ?? "",
        ]);

    public static IRenderable Room(RoomView room) => new Rows(
        Pairs(
            ("room", room.Room),
            ("name", room.Name),
            ("description", room.Description),
            ("subject", room.Subject ?? ""),
            ("occupants", $"{Number(room.Occupants)}{(room.MaxOccupants > 0 ? $" of {Number(room.MaxOccupants)}" : "")}"),
            ("created", Time(room.CreatedAt)),
            ("locked", YesNo(room.Locked)),
            ("persistent", YesNo(room.Persistent)),
            ("public", YesNo(room.Public)),
            ("members only", YesNo(room.MembersOnly)),
            ("moderated", YesNo(room.Moderated)),
            ("password", YesNo(room.PasswordProtected)),
            ("real JIDs", room.RealJidsVisible ? "shown to anyone" : "shown to moderators")),
        new Text(""),
        List(["JID", "AFFILIATION"], room.Affiliations, entry => [entry.Jid, entry.Affiliation]));

    public static IRenderable Occupants(IReadOnlyList<OccupantView> occupants) => List(
        ["NICK", "ROLE", "AFFILIATION", "SESSION", "LINK", "ENTERED"],
        [.. occupants.SelectMany(occupant => occupant.Sessions.Select(session => (occupant, session)))],
        row => [row.occupant.Nick, row.occupant.Role, row.occupant.Affiliation, row.session.RealJid, row.session.Link, Time(row.session.EnteredAt)]);

    private static string Flags(RoomRow room)
    {
        (bool Set, string Word)[] flags =
            [(room.Locked, "locked"), (room.Persistent, "persistent"), (room.MembersOnly, "members-only"), (!room.Public, "hidden")];
        return string.Join(',', flags.Where(flag => flag.Set).Select(flag => flag.Word));
    }

    internal static Table List<T>(string[] heads, IReadOnlyList<T> rows, Func<T, string[]> cells)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var head in heads)
            table.AddColumn(new TableColumn(new Text(head, new Style(decoration: Decoration.Bold))).PadLeft(0).PadRight(2));
        foreach (var row in rows)
            table.AddRow(cells(row).Select(cell => new Text(Printer.Plain(cell))));
        return table;
    }

    internal static Grid Pairs(params (string Name, string Value)[] pairs)
    {
        var grid = new Grid().AddColumn(new GridColumn().Padding(0, 0, 2, 0)).AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        foreach (var (name, value) in pairs)
            grid.AddRow(new Text(name, new Style(decoration: Decoration.Bold)), new Text(Printer.Plain(value)));
        return grid;
    }

    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal static string YesNo(bool value) => value ? "yes" : "no";
}
