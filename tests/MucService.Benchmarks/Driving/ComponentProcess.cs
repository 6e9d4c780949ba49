using System.Net.Sockets;

namespace MucService.Benchmarks.Driving;

/// <summary>A component as a process of its own: the service, or the limit program; and the stream that it opened.</summary>
internal sealed class ComponentProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly BenchProcess _process;
    private readonly DirectoryInfo? _data;
    private readonly string[] _settings;

    private ComponentProcess(BenchProcess process, HostStream stream, DirectoryInfo? data, string[] settings) =>
        (_process, Stream, _data, _settings) = (process, stream, data, settings);

    public HostStream Stream { get; }

    /// <summary>What it has used until now.</summary>
    public ProcessUsage Usage => _process.Usage;

    /// <summary>What it holds when it has freed what is dead, in bytes that are resident; the limit program frees nothing.</summary>
    public long BytesHeld()
    {
        if (_data is not null)
            AdminSocket.CollectAsync(Path.Combine(_data.FullName, "admin.sock")).GetAwaiter().GetResult();
        return Usage.ResidentBytes;
    }

    /// <summary>Starts the service on an empty data directory, with SQLite unless the settings say otherwise.</summary>
    public static ComponentProcess StartService(params string[] settings) => StartService(Directory.CreateTempSubdirectory("benchmark-"), settings);

    /// <summary>Starts this program as the limit program.</summary>
    public static ComponentProcess StartLimitProgram() =>
        Start(port => BenchProcess.Start("dotnet", Programs.LimitProgram(port)), data: null, []);

    /// <summary>Kills the service, and starts it again on what it has stored.</summary>
    public ComponentProcess KillAndStartAgain()
    {
        Stream.Dispose();
        _process.Dispose();
        return StartService(_data!, _settings);
    }

    /// <summary>Ends it at once, and removes its data.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        _process.Dispose();
        if (_data is { Exists: true })
            _data.Delete(recursive: true);
    }

    private static ComponentProcess StartService(DirectoryInfo data, string[] settings) =>
        Start(port => BenchProcess.Start(Programs.Service, Programs.Settings(port, data.FullName, settings)), data, settings);

    private static ComponentProcess Start(Func<int, BenchProcess> start, DirectoryInfo? data, string[] settings)
    {
        using var listener = HostStream.Listen();
        var process = start(Programs.PortOf(listener));
        try
        {
            return new ComponentProcess(process, HostStream.Accept(listener, StartLimit), data, settings);
        }
        catch (Exception failure) when (failure is TimeoutException or IOException or SocketException)
        {
            process.Dispose();
            throw new InvalidOperationException($"It did not start:\n{process.Said}", failure);
        }
    }
}
