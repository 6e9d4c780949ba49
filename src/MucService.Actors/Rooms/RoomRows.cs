using MucService.Rooms;
using MucService.Rooms.OccupantIds;
using MucService.Rooms.Reachability;
using MucService.Rooms.VCards;
using MucService.Storage;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>Between a room's state and its rows.</summary>
internal static class RoomRows
{
    /// <summary>The room's own row.</summary>
    public static RoomRow RoomOf(RoomState room, BareJid owner, bool hasJournal) => new(
        room.Address,
        owner,
        room.CreatedAt,
        room.Locked,
        room.Config.Persistent,
        room.Config.Public,
        room.Config.Name,
        room.Config.Description,
        hasJournal,
        room.Occupants.Count,
        room.NextOrder)
    {
        MembersOnly = room.Config.MembersOnly,
        PasswordProtected = room.Config.Password.Length > 0,
        OccupantIdKey = room.OccupantIdKey?.Hex ?? "",
    };

    /// <summary>What is left of a destroyed room, as its row says.</summary>
    public static Tombstone? TombstoneOf(TombstoneRow? row) =>
        row is null ? null : new Tombstone(row.DestroyedAt, row.Until, row.Alternative, row.Reason, [.. row.Heirs]);

    /// <summary>The row of what is left of a destroyed room.</summary>
    public static TombstoneRow RowOf(BareJid room, Tombstone tombstone) =>
        new(room, tombstone.DestroyedAt, tombstone.Until, tombstone.Alternative, tombstone.Reason, tombstone.Heirs);

    /// <summary>The row of a session.</summary>
    public static SessionRow SessionOf(Occupant occupant, Session session) => new(
        session.RealJid,
        occupant.Nick.Value,
        (int)occupant.Role,
        session.Order,
        session.EnteredAt,
        StanzaRenderer.RenderToBytes(PresenceOf(session)),
        session.Presence.At,
        session.Presence.Capabilities?.Node,
        session.Presence.Capabilities?.Ver,
        session.Presence.Capabilities?.Hash);

    /// <summary>What the room's owners published of it, as it is written; empty if nothing.</summary>
    public static byte[] BytesOf(RoomVCard? vCard) => vCard is null ? [] : vCard.Card.Bytes.ToArray();

    /// <summary>What the room's owners published of it, as it was written.</summary>
    public static RoomVCard? VCardOf(byte[] written) =>
        written.Length > 0 && RoomVCard.TryRead(StanzaParser.ParsePayload(written), out var vCard) ? vCard : null;

    /// <summary>The row of a message, in the ring of a room's last messages.</summary>
    public static HistoryRow HistoryOf(HistoryEntry entry, int size) => new(
        (int)(entry.Number % size),
        entry.Number,
        entry.At,
        entry.By.Value,
        entry.RealJid.ToString(),
        StanzaRenderer.RenderToBytes(entry.Message));

    /// <summary>The room that the rows describe, before its journal.</summary>
    public static RoomState Load(RoomState empty, RoomRow row, IReadOnlyList<SessionRow> sessions, IReadOnlyList<HistoryRow> history, Func<SessionPresence, ClientFeatures> featuresOf)
    {
        var nextOrder = Math.Max(row.NextOrder, sessions.Count == 0 ? 0 : sessions.Max(session => session.Order) + 1);
        var room = empty with
        {
            Exists = true,
            Locked = row.Locked,
            CreatedAt = row.CreatedAt,
            OccupantIdKey = new OccupantIdKey(row.OccupantIdKey),
            NextOrder = nextOrder,
            Affiliations = empty.Affiliations.SetItem(row.Owner, new AffiliationEntry(Affiliation.Owner)),
            History = LoadHistory(history, empty.Settings.HistorySize),
            Missed = Missed.Of(nextOrder),
        };

        foreach (var session in sessions.OrderBy(session => session.Order))
            room = Enter(room, session, featuresOf);

        return room;
    }

    private static RoomState Enter(RoomState room, SessionRow row, Func<SessionPresence, ClientFeatures> featuresOf)
    {
        if (!Nick.TryParse(row.Nick, out var nick))
            return room;

        var payloads = StanzaParser.ParseStanza(row.Presence)?.Payloads ?? [];
        var presence = SessionPresence.Of(payloads, row.PresenceAt);
        var session = new Session(row.RealJid, row.Order, row.EnteredAt, presence, featuresOf(presence));
        return Room.Evolve(room, new RoomEvent.Entered(session, nick, (Role)row.Role));
    }

    private static History LoadHistory(IReadOnlyList<HistoryRow> rows, int size)
    {
        var history = History.Empty;
        foreach (var row in rows.OrderBy(row => row.Number))
        {
            if (StanzaParser.ParseStanza(row.Message) is { } message
                && Nick.TryParse(row.Nick, out var nick)
                && BareJid.TryParse(row.RealJid, out var jid))
            {
                history = history.With(new HistoryEntry(row.Number, row.At, nick, jid, message), size);
            }
        }

        return history;
    }

    private static Stanza PresenceOf(Session session) => new()
    {
        Kind = StanzaKind.Presence,
        Type = StanzaType.Available,
        Payloads = session.Presence.Payloads,
    };
}
