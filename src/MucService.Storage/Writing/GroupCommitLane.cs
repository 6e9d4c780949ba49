using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MucService.Storage.Writing;

/// <summary>What the lanes of a store share.</summary>
internal sealed record LaneContext(StorageSettings Settings, StorageHealth Health, StorageMetrics Metrics, FailedEpochs Lost, ILogger Log);

/// <summary>
/// One thread with one connection. It commits what waits, in one transaction; while it does, the next ones gather. No timer:
/// the busier it is, the more share a commit. Nothing that a unit or the database does ends the thread.
/// </summary>
internal sealed class GroupCommitLane : IDisposable
{
    private readonly LaneContext _context;
    private readonly IUnitCommitter _committer;
    private readonly UnitQueue _queue = new();
    private readonly List<StorageUnit> _batch = [];
    private readonly Thread _thread;

    public GroupCommitLane(string name, IUnitCommitter committer, LaneContext context)
    {
        _context = context;
        _committer = committer;
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Adds a unit to what waits. False once the lane is closed.</summary>
    public bool TryAdd(StorageUnit unit) => _queue.TryAdd(unit);

    /// <summary>Has the lane find out whether the database works again.</summary>
    public void AskForProbe() => _queue.AddProbe();

    /// <summary>Commits what waits, then ends.</summary>
    public void Close() => _queue.Close();

    /// <summary>Waits for the end.</summary>
    public void Dispose()
    {
        Close();
        _thread.Join();
    }

    private void Run()
    {
        while (_queue.Take(_batch, _context.Settings.UnitsPerCommit, out var probe))
        {
            if (probe)
                Probe();

            Process(_batch);
            _batch.Clear();
        }

        _committer.Dispose();
    }

    private void Probe()
    {
        try
        {
            _committer.Probe();
            _context.Health.Up();
        }
        catch (Exception fault)
        {
            _committer.Reset();
            _context.Health.Down(Faults.InOneLine(fault));
        }
    }

    private void Process(List<StorageUnit> batch)
    {
        if (_context.Health.IsDown)
        {
            FailAll(batch);
            return;
        }

        var units = WithoutThoseThatFollowAFailure(batch);
        if (units.Count == 0 || CommitWithPatience(units) is not { } fault)
            return;

        if (_committer.Judge(fault) is FaultKind.Database or FaultKind.Connection)
        {
            _context.Health.Down(Faults.InOneLine(fault));
            FailAll(units);
            return;
        }

        ProcessOneByOne(units, fault);
    }

    /// <summary>A connection that was lost while idle says so only when it is used: a fresh one gets one chance.</summary>
    private Exception? CommitWithPatience(List<StorageUnit> units)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (TryCommit(units) is not { } fault)
                return null;

            var attempts = _committer.Judge(fault) switch
            {
                FaultKind.Connection => 2,
                FaultKind.Conflict => 3,
                _ => 1,
            };
            if (attempt >= attempts)
                return fault;
        }
    }

    private void ProcessOneByOne(List<StorageUnit> units, Exception fault)
    {
        if (units.Count > 1)
        {
            foreach (var unit in units)
                Process([unit]);
            return;
        }

        _context.Log.LogError("A change of {Room} cannot be stored: {Reason}", units[0].Room, Faults.InOneLine(fault));
        FailAll(units);
    }

    /// <summary>Null if it was committed, and everybody told; otherwise what went wrong, with nobody told.</summary>
    private Exception? TryCommit(List<StorageUnit> units)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            _committer.Commit(units);
        }
        catch (Exception fault)
        {
            _committer.Reset();
            return fault;
        }

        _context.Metrics.Committed(Stopwatch.GetElapsedTime(began));
        foreach (var unit in units)
            Acknowledge(unit);
        return null;
    }

    private List<StorageUnit> WithoutThoseThatFollowAFailure(List<StorageUnit> batch)
    {
        var units = new List<StorageUnit>(batch.Count);
        foreach (var unit in batch)
        {
            if (unit is WriteUnit write && _context.Lost.Covers(write.Write))
                End(write, WriteOutcome.Failed);
            else
                units.Add(unit);
        }

        return units;
    }

    private void Acknowledge(StorageUnit unit)
    {
        switch (unit)
        {
            case WriteUnit write:
                End(write, write.Outcome);
                return;
            case OpenUnit open:
                _context.Lost.Reopened(open.Room, open.Epoch);
                Guarded(() => open.Done(open, null));
                return;
            case RemovalUnit removal:
                End(removal, kept: true);
                return;
            default:
                throw new UnreachableException();
        }
    }

    private void FailAll(List<StorageUnit> units)
    {
        var reason = _context.Health.Reason ?? "the change cannot be stored";
        foreach (var unit in units)
        {
            if (unit is WriteUnit write)
                End(write, WriteOutcome.Failed);
            else if (unit is OpenUnit open)
                Guarded(() => open.Done(open, reason));
            else if (unit is RemovalUnit removal)
                End(removal, kept: false);
        }
    }

    private void End(WriteUnit unit, WriteOutcome outcome)
    {
        if (outcome == WriteOutcome.Failed)
            _context.Lost.Add(unit.Write);

        _context.Metrics.Dequeued(unit.Bytes);
        _context.Metrics.Ended(outcome, unit.Write.RowCount);
        Guarded(() => unit.Done(outcome));
    }

    private void End(RemovalUnit unit, bool kept)
    {
        _context.Metrics.Dequeued(unit.Bytes);
        Guarded(() => unit.Done(kept));
    }

    private void Guarded(Action callback)
    {
        try
        {
            callback();
        }
        catch (Exception fault)
        {
            _context.Log.LogError(fault, "What was called after a commit threw; it must not");
        }
    }
}
