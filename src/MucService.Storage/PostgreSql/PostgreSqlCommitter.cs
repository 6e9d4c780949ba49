using System.Diagnostics;
using System.Data;
using MucService.Storage.Writing;
using MucService.Xmpp;
using Npgsql;
using NpgsqlTypes;

namespace MucService.Storage.PostgreSql;

/// <summary>
/// Applies units to PostgreSQL in two round trips, however many they are: lock the rooms and learn their epochs; fold the units in
/// memory; write what came of it by arrays, and commit.
/// </summary>
internal sealed class PostgreSqlCommitter(Func<NpgsqlConnection> connect) : IUnitCommitter
{
    private NpgsqlConnection? _connection;

    public void Commit(IReadOnlyList<StorageUnit> units)
    {
        _connection ??= connect();
        var rooms = Lock(_connection, units, out var epochs);
        foreach (var unit in units)
            Apply(rooms[unit.Room], unit, epochs);

        using var batch = new NpgsqlBatch(_connection);
        foreach (var command in RoomCommands.For(rooms.Values))
            batch.BatchCommands.Add(command);
        foreach (var command in RemovalCommands.For(units))
            batch.BatchCommands.Add(command);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        batch.ExecuteNonQuery();
    }

    public void Probe()
    {
        _connection ??= connect();
        _connection.Execute("BEGIN");
        _connection.Execute("INSERT INTO probe (filler) SELECT string_agg(sha512(i::text::bytea), '') FROM generate_series(1, 1024) AS i");
        _connection.Execute("COMMIT");
        _connection.Execute("DELETE FROM probe");
    }

    public void Reset()
    {
        try
        {
            if (_connection is { State: ConnectionState.Open })
            {
                _connection.Execute("ROLLBACK");
                return;
            }
        }
        catch (Exception fault) when (fault is NpgsqlException or InvalidOperationException or IOException)
        {
            // It is broken, and replaced below.
        }

        Dispose();
    }

    public FaultKind Judge(Exception fault) => PostgreSqlFaults.KindOf(fault);

    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private static void Apply(FoldedRoom room, StorageUnit unit, Queue<long> epochs)
    {
        switch (unit)
        {
            case WriteUnit write:
                write.Outcome = room.Apply(write.Write);
                return;
            case OpenUnit { Carried: { } carried } open:
                (open.Exists, open.IsSuperseded) = room.Reopen(carried);
                return;
            case OpenUnit open:
                open.Epoch = epochs.Dequeue();
                open.Exists = room.Open(open.Epoch);
                return;
            case RemovalUnit:
                return;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Begins. Whoever holds the lock of a room decides about its next epoch; a sequence taken under it grows with each.</summary>
    private static Dictionary<BareJid, FoldedRoom> Lock(NpgsqlConnection connection, IReadOnlyList<StorageUnit> units, out Queue<long> epochs)
    {
        var names = new Dictionary<string, BareJid>();
        foreach (var unit in units)
            names[unit.Room.ToString()] = unit.Room;

        using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Texts.Begin));
        var locking = new UnnestCommand(Texts.LockRooms);
        locking.Texts().AddRange(names.Keys);
        batch.BatchCommands.Add(locking.ToBatchCommand());
        var next = new NpgsqlBatchCommand(Texts.NextEpochs);
        next.Parameters.Add(new NpgsqlParameter { Value = units.Count(unit => unit is OpenUnit { Carried: null }), NpgsqlDbType = NpgsqlDbType.Integer });
        batch.BatchCommands.Add(next);

        using var reader = batch.ExecuteReader();
        var rooms = new Dictionary<BareJid, FoldedRoom>();
        while (reader.Read())
        {
            var room = names[reader.GetString(0)];
            rooms.Add(room, new FoldedRoom(room, reader.GetInt64(1)));
        }

        foreach (var room in names.Values)
            rooms.TryAdd(room, new FoldedRoom(room, null));

        epochs = new Queue<long>();
        reader.NextResult();
        while (reader.Read())
            epochs.Enqueue(reader.GetInt64(0));
        return rooms;
    }
}
