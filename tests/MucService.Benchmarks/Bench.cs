using System.Globalization;
using MucService.Benchmarks.Driving;
using MucService.Benchmarks.Scenarios;

namespace MucService.Benchmarks;

/// <summary>What all parts of the benchmark share: how large it is, where it says what it does, and what went wrong.</summary>
/// <param name="options">How long and how large.</param>
/// <param name="log">Told what is being measured.</param>
internal sealed class Bench(BenchmarkOptions options, TextWriter log)
{
    private const int WarmUpRoom = 40;

    public BenchmarkOptions Options => options;

    /// <summary>Stanzas that came twice, out of order or unasked.</summary>
    public long Faults { get; set; }

    /// <summary>Says what is being measured.</summary>
    public void Log(string what) => log.WriteLine(what);

    /// <summary>Measures the limit program.</summary>
    public T OfLimit<T>(string what, Func<ComponentProcess, Driver, T> measure) =>
        Of($"limit program: {what}", ComponentProcess.StartLimitProgram, options.WarmUp / 4, measure);

    /// <summary>Measures the service.</summary>
    public T OfService<T>(string what, Func<ComponentProcess, Driver, T> measure, params string[] settings) =>
        Of($"service: {what}", () => ComponentProcess.StartService(settings), options.WarmUp, measure);

    /// <summary>A number as titles show it.</summary>
    public static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Has a component work for a while, so that its code is compiled when it is measured.</summary>
    private void WarmUp(ComponentProcess component, Driver driver, TimeSpan time)
    {
        var room = new FilledRoom(component, driver, WarmUpRoom, 20);
        room.Fill();
        room.Broadcast(time);
        new FilledRoom(component, driver, WarmUpRoom + 1, Math.Min(300, options.Occupants[^1])).Fill();
        new ManyRooms(component, driver, options.WarmUpRooms, 5, TimeSpan.Zero, firstRoom: 800_000).Fill();
    }

    private T Of<T>(string what, Func<ComponentProcess> start, TimeSpan warmUp, Func<ComponentProcess, Driver, T> measure)
    {
        Log(what);
        using var component = start();
        var driver = new Driver(component.Stream);
        WarmUp(component, driver, warmUp);
        return measure(component, driver);
    }
}
