namespace MucService.Storage.Writing;

/// <summary>What waits for a lane, in order. Any number of threads add, one takes.</summary>
internal sealed class UnitQueue
{
    private readonly object _lock = new();
    private readonly Queue<StorageUnit> _units = new();
    private bool _probe;
    private bool _closed;

    /// <summary>Adds a unit. False once the queue is closed.</summary>
    public bool TryAdd(StorageUnit unit)
    {
        lock (_lock)
        {
            if (_closed)
                return false;

            _units.Enqueue(unit);
            Monitor.Pulse(_lock);
            return true;
        }
    }

    /// <summary>Asks for a probe; it overtakes the units.</summary>
    public void AddProbe()
    {
        lock (_lock)
        {
            _probe = true;
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>No more units; what waits is still taken.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>Waits for work and takes it. False when the queue is closed and empty.</summary>
    /// <param name="batch">Receives the next units.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="probe">Whether a probe was asked for.</param>
    public bool Take(List<StorageUnit> batch, int limit, out bool probe)
    {
        lock (_lock)
        {
            while (_units.Count == 0 && !_probe && !_closed)
                Monitor.Wait(_lock);

            probe = _probe;
            _probe = false;
            while (batch.Count < limit && _units.TryDequeue(out var unit))
                batch.Add(unit);
            return batch.Count > 0 || probe || !_closed;
        }
    }
}
