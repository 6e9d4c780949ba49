namespace MucService.Storage.PostgreSql;

/// <summary>The statements. Inserting and updating rooms take the same columns.</summary>
internal static class Texts
{
    public const string Begin = "BEGIN ISOLATION LEVEL READ COMMITTED";

    /// <summary>In order of key, so that transactions of two nodes do not wait for one another in a circle.</summary>
    public const string LockRooms = "SELECT room, epoch FROM rooms WHERE room = ANY($1) ORDER BY room FOR UPDATE";

    public const string NextEpochs = "SELECT nextval('room_epochs') FROM generate_series(1, $1)";

    /// <summary>Fails where another node has just created the room.</summary>
    public const string InsertRooms = """
        INSERT INTO rooms (room, service, epoch, owner, created_at, locked, persistent, public, members_only, password_protected,
                           has_journal, name, description, occupants, next_order, occupant_id_key)
        SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::boolean[], $7::boolean[],
                             $8::boolean[], $9::boolean[], $10::boolean[], $11::boolean[], $12::text[], $13::text[],
                             $14::integer[], $15::bigint[], $16::text[])
        """;

    public const string UpdateRooms = """
        UPDATE rooms SET
            epoch = new.epoch, owner = new.owner, locked = new.locked, persistent = new.persistent, public = new.public,
            members_only = new.members_only, password_protected = new.password_protected, has_journal = new.has_journal,
            name = new.name, description = new.description, occupants = new.occupants, next_order = new.next_order
        FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::boolean[], $7::boolean[],
                    $8::boolean[], $9::boolean[], $10::boolean[], $11::boolean[], $12::text[], $13::text[],
                    $14::integer[], $15::bigint[], $16::text[])
            AS new (room, service, epoch, owner, created_at, locked, persistent, public, members_only, password_protected,
                    has_journal, name, description, occupants, next_order, occupant_id_key)
        WHERE rooms.room = new.room
        """;

    public const string SetEpochs = """
        UPDATE rooms SET epoch = new.epoch FROM unnest($1::text[], $2::bigint[]) AS new (room, epoch) WHERE rooms.room = new.room
        """;

    public const string DeleteSessions = """
        DELETE FROM sessions USING unnest($1::text[], $2::text[]) AS gone (room, jid)
        WHERE sessions.room = gone.room AND sessions.jid = gone.jid
        """;

    public const string UpsertSessions = """
        INSERT INTO sessions (room, jid, service, domain, nick, role, entry_order, entered_at, presence, presence_at,
                              caps_node, caps_ver, caps_hash)
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::bigint[], $8::bigint[],
                             $9::bytea[], $10::bigint[], $11::text[], $12::text[], $13::text[])
        ON CONFLICT (room, jid) DO UPDATE SET
            nick = excluded.nick, role = excluded.role, entry_order = excluded.entry_order, entered_at = excluded.entered_at,
            presence = excluded.presence, presence_at = excluded.presence_at,
            caps_node = excluded.caps_node, caps_ver = excluded.caps_ver, caps_hash = excluded.caps_hash
        """;

    public const string DeleteDepartures = """
        DELETE FROM departures USING unnest($1::text[], $2::text[]) AS gone (room, jid)
        WHERE departures.room = gone.room AND departures.jid = gone.jid
        """;

    public const string UpsertDepartures = """
        INSERT INTO departures (room, jid, heard) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
        ON CONFLICT (room, jid) DO UPDATE SET heard = excluded.heard
        """;

    public const string UpsertVCards = """
        INSERT INTO vcards (room, vcard) SELECT * FROM unnest($1::text[], $2::bytea[])
        ON CONFLICT (room) DO UPDATE SET vcard = excluded.vcard
        """;

    public const string UpsertHistory = """
        INSERT INTO history (room, slot, number, said_at, nick, jid, message)
        SELECT * FROM unnest($1::text[], $2::integer[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::bytea[])
        ON CONFLICT (room, slot) DO UPDATE SET
            number = excluded.number, said_at = excluded.said_at, nick = excluded.nick, jid = excluded.jid, message = excluded.message
        """;
}
