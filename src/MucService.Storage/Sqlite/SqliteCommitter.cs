using System.Diagnostics;
using Microsoft.Data.Sqlite;
using MucService.Storage.Writing;

namespace MucService.Storage.Sqlite;

/// <summary>Applies units to SQLite one after the other, by prepared statements, in one transaction.</summary>
internal sealed class SqliteCommitter(Func<SqliteConnection> connect, SqliteCheckpoints checkpoints) : IUnitCommitter
{
    private const int EpochsReserved = 1000;

    private readonly Func<SqliteConnection> _connect = connect;
    private SqliteStatements? _statements;
    private long _lastEpoch;
    private long _reservedEpochs;

    public void Commit(IReadOnlyList<StorageUnit> units)
    {
        var statements = _statements ??= new SqliteStatements(_connect());
        statements.Begin();
        foreach (var unit in units)
            Apply(statements, unit);
        if (units.OfType<RemovalUnit>().LastOrDefault() is { } last)
            statements.Removals.Trim(last);
        statements.Commit();
        checkpoints.Committed(units.Count);
    }

    public void Probe()
    {
        var statements = _statements ??= new SqliteStatements(_connect());
        statements.Probe();
    }

    public void Reset()
    {
        _statements?.Dispose();
        _statements = null;
        // What this transaction reserved is not reserved.
        _reservedEpochs = _lastEpoch;
    }

    public FaultKind Judge(Exception fault) => fault switch
    {
        // Constraint, type or size: the data is at fault, not the database.
        SqliteException { SqliteErrorCode: 18 or 19 or 20 or 25 } => FaultKind.Unit,
        SqliteException => FaultKind.Database,
        IOException or UnauthorizedAccessException => FaultKind.Database,
        _ => FaultKind.Unit,
    };

    public void Dispose()
    {
        checkpoints.Dispose();
        _statements?.Dispose();
    }

    private void Apply(SqliteStatements statements, StorageUnit unit)
    {
        switch (unit)
        {
            case WriteUnit write:
                write.Outcome = Apply(statements, write.Write);
                return;
            case OpenUnit { Carried: { } carried } open:
                open.Exists = statements.Exists(open.Room);
                open.IsSuperseded = open.Exists && !statements.HasEpoch(open.Room, carried);
                return;
            case OpenUnit open:
                open.Epoch = NextEpoch(statements);
                open.Exists = statements.SetEpoch(open.Room, open.Epoch);
                return;
            case RemovalUnit removal:
                statements.Removals.Add(removal.Removal);
                return;
            default:
                throw new UnreachableException();
        }
    }

    private static WriteOutcome Apply(SqliteStatements statements, RoomWrite write)
    {
        if (write.Forget)
            return Forget(statements, write);
        if (write is not { RemovesTombstone: true, Create: false } && !IsCurrent(statements, write))
            return WriteOutcome.Superseded;

        if (write.RemovesTombstone)
            statements.Tombstones.Remove(write.Room);

        foreach (var gone in write.Deletes)
            statements.DeleteSession(write.Room, gone);
        foreach (var session in write.Upserts)
            statements.UpsertSession(write.Room, session);
        foreach (var message in write.History)
            statements.UpsertHistory(write.Room, message);
        if (write.VCard is { } vCard)
            statements.SetVCard(write.Room, vCard);
        if (write.Watermark is { } watermark)
            statements.Watermarks.Write(write.Room, watermark);
        foreach (var departure in write.Departures)
            statements.Departures.Write(write.Room, departure);
        return WriteOutcome.Written;
    }

    private static WriteOutcome Forget(SqliteStatements statements, RoomWrite write)
    {
        if (!statements.Forget(write.Room, write.Epoch) && statements.Exists(write.Room))
            return WriteOutcome.Superseded;

        if (write.Tombstone is { } tombstone)
            statements.Tombstones.Add(tombstone, write.TombstonesAtMost);
        return WriteOutcome.Written;
    }

    private static bool IsCurrent(SqliteStatements statements, RoomWrite write) => write switch
    {
        { Create: true, Row: { } row } => statements.CreateRoom(row, write.Epoch),
        { Row: { } row } => statements.UpdateRoom(row, write.Epoch),
        _ => statements.HasEpoch(write.Room, write.Epoch),
    };

    private long NextEpoch(SqliteStatements statements)
    {
        if (_lastEpoch >= _reservedEpochs)
        {
            _reservedEpochs = statements.ReserveEpochs(EpochsReserved);
            _lastEpoch = Math.Max(_lastEpoch, _reservedEpochs - EpochsReserved);
        }

        return ++_lastEpoch;
    }
}
