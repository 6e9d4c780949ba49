using Akka.Coordination;
using MucService.Storage;

namespace MucService.Actors.Nodes;

/// <summary>
/// A lease in the database: what the split-brain resolver asks where two nodes cannot reach one another. It is prolonged while it is held,
/// runs out on a clock that counts sleep, and whoever holds it is told when it is lost.
/// Settings: <c>connection-string</c>, <c>heartbeat-interval</c>, <c>heartbeat-timeout</c>, <c>lease-operation-timeout</c>.
/// </summary>
public sealed class PostgreSqlLease : Lease
{
    private static readonly TimeSpan s_again = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly BootClock _clock = new();
    private readonly LeaseTable _table;
    private readonly TimeSpan _interval;
    private readonly TimeSpan _length;
    private readonly List<Action<Exception?>> _tellLost = [];
    private CancellationTokenSource? _prolonging;
    private long _takenAt;

    /// <summary>Made by Akka, by the name of its class.</summary>
    /// <param name="settings">Name, owner and settings.</param>
    public PostgreSqlLease(LeaseSettings settings)
        : base(settings)
    {
        _interval = settings.TimeoutSettings.HeartbeatInterval;
        _length = settings.TimeoutSettings.HeartbeatTimeout;
        _table = new LeaseTable(settings.LeaseConfig.GetString("connection-string"), settings.TimeoutSettings.OperationTimeout);
    }

    /// <summary>
    /// Takes it, as the resolver does, which asks once and ends the node that does not get it: asks until that of a holder who is dead would have run out, and as long where the
    /// database does not answer. Whoever has it and lives goes on having it.
    /// </summary>
    /// <exception cref="StorageFaultException">The database does not say.</exception>
    public override async Task<bool> Acquire()
    {
        for (var began = _clock.GetTimestamp(); ;)
        {
            try
            {
                if (await Acquire(_ => { }))
                    return true;
                if (_clock.GetElapsedTime(began) > _length)
                    return false;
            }
            catch (StorageFaultException) when (_clock.GetElapsedTime(began) <= _length)
            {
                // It may say the next time.
            }

            await Task.Delay(s_again);
        }
    }

    /// <summary>Takes it if it is free now.</summary>
    /// <exception cref="StorageFaultException">The database does not say.</exception>
    public override async Task<bool> Acquire(Action<Exception?> leaseLostCallback)
    {
        if (!await TakeAsync())
            return false;

        lock (_lock)
        {
            _tellLost.Add(leaseLostCallback);
            if (_prolonging is not null)
                return true;

            _prolonging = new CancellationTokenSource();
            _ = ProlongAsync(_prolonging.Token);
        }

        return true;
    }

    /// <inheritdoc/>
    public override async Task<bool> Release()
    {
        await ForgetAsync();
        return await _table.ReleaseAsync(Settings.LeaseName, Settings.OwnerName);
    }

    /// <inheritdoc/>
    public override bool CheckLease()
    {
        lock (_lock)
            return _prolonging is not null && _clock.GetElapsedTime(_takenAt) < _length;
    }

    private async Task<bool> TakeAsync()
    {
        var askedAt = _clock.GetTimestamp();
        if (!await _table.TryTakeAsync(Settings.LeaseName, Settings.OwnerName, _length))
            return false;

        lock (_lock)
            _takenAt = askedAt;
        return true;
    }

    private async Task ProlongAsync(CancellationToken cancel)
    {
        Exception? lost = null;
        try
        {
            do
            {
                await Task.Delay(_interval, cancel);
                try
                {
                    lost = null;
                    if (!await TakeAsync())
                        break;
                }
                catch (StorageFaultException fault)
                {
                    lost = fault;
                }
            }
            while (CheckLease());
        }
        catch (OperationCanceledException)
        {
            return;
        }

        var told = await ForgetAsync();
        foreach (var tell in told)
            tell(lost);
    }

    private async Task<Action<Exception?>[]> ForgetAsync()
    {
        CancellationTokenSource? prolonging;
        Action<Exception?>[] told;
        lock (_lock)
        {
            (prolonging, _prolonging) = (_prolonging, null);
            told = [.. _tellLost];
            _tellLost.Clear();
        }

        if (prolonging is not null)
            await prolonging.CancelAsync();
        return told;
    }
}
