namespace MucService.Storage.Writing;

/// <summary>While the database is down, has it tried every now and then.</summary>
internal sealed class StorageProbe : IDisposable
{
    private readonly StorageHealth _health;
    private readonly TimeSpan _interval;
    private readonly ITimer _timer;

    public StorageProbe(StorageHealth health, TimeProvider time, TimeSpan interval, Action ask)
    {
        _health = health;
        _interval = interval;
        _timer = time.CreateTimer(_ => ask(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _health.Changed += OnChanged;
    }

    public void Dispose()
    {
        _health.Changed -= OnChanged;
        _timer.Dispose();
    }

    private void OnChanged(object? sender, EventArgs change)
    {
        var interval = _health.IsDown ? _interval : Timeout.InfiniteTimeSpan;
        _timer.Change(interval, interval);
    }
}
