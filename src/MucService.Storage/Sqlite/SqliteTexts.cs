namespace MucService.Storage.Sqlite;

/// <summary>The longer statements. Parameters 0 to 11 mean the same in creating and updating a room.</summary>
internal static class SqliteTexts
{
    /// <summary>Changes nothing where the room exists with another epoch.</summary>
    public const string CreateRoom = """
        INSERT INTO rooms (room, epoch, locked, persistent, public, members_only, password_protected, has_journal,
                           name, description, occupants, next_order, service, owner, created_at, occupant_id_key, occupied)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $10 > 0)
        ON CONFLICT (room) DO UPDATE SET
            locked = excluded.locked, persistent = excluded.persistent, public = excluded.public,
            members_only = excluded.members_only, password_protected = excluded.password_protected,
            has_journal = excluded.has_journal, name = excluded.name, description = excluded.description,
            occupants = excluded.occupants, next_order = excluded.next_order, occupied = excluded.occupied
        WHERE epoch = excluded.epoch
        """;

    public const string UpdateRoom = """
        UPDATE rooms SET persistent = $3, members_only = $5, password_protected = $6, has_journal = $7,
                         name = $8, description = $9, occupants = $10, next_order = $11, owner = $12
        WHERE room = $0 AND epoch = $1
        """;

    /// <summary>
    /// What indexes depend on. SQLite maintains an index whenever a column of it is set, changed or not, and this changes seldom.
    /// </summary>
    public const string UpdateStanding = """
        UPDATE rooms SET locked = $1, public = $2, occupied = $3
        WHERE room = $0 AND (locked, public, occupied) <> ($1, $2, $3)
        """;

    /// <summary>The domain follows from the JID: left alone, its index is not touched.</summary>
    public const string UpsertSession = """
        INSERT INTO sessions (room, jid, service, domain, nick, role, entry_order, entered_at, presence, presence_at,
                              caps_node, caps_ver, caps_hash)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (room, jid) DO UPDATE SET
            nick = excluded.nick, role = excluded.role, entry_order = excluded.entry_order, entered_at = excluded.entered_at,
            presence = excluded.presence, presence_at = excluded.presence_at,
            caps_node = excluded.caps_node, caps_ver = excluded.caps_ver, caps_hash = excluded.caps_hash
        """;

    public const string UpsertHistory = """
        INSERT INTO history (room, slot, number, said_at, nick, jid, message)
        VALUES ($0, $1, $2, $3, $4, $5, $6)
        ON CONFLICT (room, slot) DO UPDATE SET
            number = excluded.number, said_at = excluded.said_at, nick = excluded.nick, jid = excluded.jid, message = excluded.message
        """;
}
