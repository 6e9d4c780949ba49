namespace MucService.Storage.Schema;

/// <summary>
/// Version 1. Times are counted in units of 100 ns since 1970, UTC, so that nothing is rounded. JIDs are in their normal form and
/// ordered by code point. No index depends on what changes with each entry and exit (the count of occupants): a join would have to
/// maintain it. Epochs come from one source for all rooms: a room that is destroyed and created again never repeats one.
/// </summary>
internal static class RoomsSessionsHistory
{
    public static Migration Migration { get; } = new(1, Sqlite, PostgreSql);

    private const string Sqlite = """
        CREATE TABLE rooms (
            room TEXT NOT NULL PRIMARY KEY,
            service TEXT NOT NULL,
            epoch INTEGER NOT NULL,
            owner TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            locked INTEGER NOT NULL,
            persistent INTEGER NOT NULL,
            public INTEGER NOT NULL,
            members_only INTEGER NOT NULL,
            password_protected INTEGER NOT NULL,
            has_journal INTEGER NOT NULL,
            name TEXT NOT NULL,
            description TEXT NOT NULL,
            occupants INTEGER NOT NULL,
            occupied INTEGER NOT NULL,
            next_order INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX rooms_of_service ON rooms (service, room);
        CREATE INDEX rooms_listed ON rooms (service, room) WHERE public AND NOT locked;
        CREATE INDEX rooms_occupied ON rooms (room) WHERE occupied;

        CREATE TABLE sessions (
            room TEXT NOT NULL,
            jid TEXT NOT NULL,
            service TEXT NOT NULL,
            domain TEXT NOT NULL,
            nick TEXT NOT NULL,
            role INTEGER NOT NULL,
            entry_order INTEGER NOT NULL,
            entered_at INTEGER NOT NULL,
            presence BLOB NOT NULL,
            presence_at INTEGER NOT NULL,
            caps_node TEXT,
            caps_ver TEXT,
            caps_hash TEXT,
            PRIMARY KEY (room, jid)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sessions_of_domain ON sessions (service, domain);

        CREATE TABLE history (
            room TEXT NOT NULL,
            slot INTEGER NOT NULL,
            number INTEGER NOT NULL,
            said_at INTEGER NOT NULL,
            nick TEXT NOT NULL,
            jid TEXT NOT NULL,
            message BLOB NOT NULL,
            PRIMARY KEY (room, slot)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE room_epochs (given INTEGER NOT NULL) STRICT;
        INSERT INTO room_epochs (given) VALUES (0);
        CREATE TABLE probe (filler BLOB NOT NULL) STRICT;
        """;

    private const string PostgreSql = """
        CREATE TABLE rooms (
            room text COLLATE "C" NOT NULL PRIMARY KEY,
            service text COLLATE "C" NOT NULL,
            epoch bigint NOT NULL,
            owner text NOT NULL,
            created_at bigint NOT NULL,
            locked boolean NOT NULL,
            persistent boolean NOT NULL,
            public boolean NOT NULL,
            members_only boolean NOT NULL,
            password_protected boolean NOT NULL,
            has_journal boolean NOT NULL,
            name text NOT NULL,
            description text NOT NULL,
            occupants integer NOT NULL,
            occupied boolean NOT NULL GENERATED ALWAYS AS (occupants > 0) STORED,
            next_order bigint NOT NULL
        ) WITH (fillfactor = 80);
        CREATE INDEX rooms_of_service ON rooms (service, room);
        CREATE INDEX rooms_listed ON rooms (service, room) WHERE public AND NOT locked;
        CREATE INDEX rooms_occupied ON rooms (room) WHERE occupied;

        CREATE TABLE sessions (
            room text COLLATE "C" NOT NULL,
            jid text COLLATE "C" NOT NULL,
            service text COLLATE "C" NOT NULL,
            domain text COLLATE "C" NOT NULL,
            nick text NOT NULL,
            role integer NOT NULL,
            entry_order bigint NOT NULL,
            entered_at bigint NOT NULL,
            presence bytea NOT NULL,
            presence_at bigint NOT NULL,
            caps_node text,
            caps_ver text,
            caps_hash text,
            PRIMARY KEY (room, jid)
        ) WITH (fillfactor = 80);
        CREATE INDEX sessions_of_domain ON sessions (service, domain);

        CREATE TABLE history (
            room text COLLATE "C" NOT NULL,
            slot integer NOT NULL,
            number bigint NOT NULL,
            said_at bigint NOT NULL,
            nick text NOT NULL,
            jid text NOT NULL,
            message bytea NOT NULL,
            PRIMARY KEY (room, slot)
        ) WITH (fillfactor = 80);

        CREATE SEQUENCE room_epochs CACHE 1;
        CREATE TABLE probe (filler bytea NOT NULL);
        """;
}
