using MucService.TestBed;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>A bed with the service running in it, shared by the tests of one class, which run one after the other.</summary>
public abstract class ServiceBed : IAsyncLifetime
{
    /// <summary>Settings that notice a cut sooner than the defaults do, for tests about what is told and not about when.</summary>
    protected static readonly (string Key, string Value)[] Quick =
        [("Muc:Links:ProbeInterval", "00:00:02"), ("Muc:Links:ProbeDeadline", "00:00:02"), ("Muc:Links:Settle", "00:00:01")];

    private Bed? _bed;
    private int _rooms;

    /// <summary>The bed.</summary>
    public Bed Bed => _bed ?? throw new InvalidOperationException("The bed is not made yet.");

    /// <summary>The service.</summary>
    public ServiceProcess Service => Bed.Service;

    /// <summary>What the service is set to, beyond its defaults.</summary>
    protected virtual IEnumerable<(string Key, string Value)> Settings => [];

    /// <summary>What the bed is made of.</summary>
    protected virtual BedOptions Options => new();

    /// <summary>The address of a room that no test has used yet.</summary>
    public string NewRoom(string name = "orchard") => $"{name}-{Interlocked.Increment(ref _rooms)}@{BedOptions.Service}";

    public async Task InitializeAsync()
    {
        _bed = await Bed.StartAsync(Options with { KeepLogsIn = Logs.Of(GetType().DeclaringType is { } tests ? $"{tests.Name}.{GetType().Name}" : GetType().Name) });
        Service.With([.. Settings]);
        await BeforeServiceAsync();
        await StartServiceAsync();
    }

    public async Task DisposeAsync()
    {
        await AfterAllAsync();
        if (_bed is not null)
            await _bed.DisposeAsync();
    }

    /// <summary>What else the service needs.</summary>
    protected virtual Task BeforeServiceAsync() => Task.CompletedTask;

    /// <summary>Ends what was begun before the service.</summary>
    protected virtual Task AfterAllAsync() => Task.CompletedTask;

    /// <summary>Starts the service.</summary>
    protected virtual Task StartServiceAsync() => Service.StartAsync();
}
