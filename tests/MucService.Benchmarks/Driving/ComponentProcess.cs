using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MucService.Benchmarks.Driving;

/// <summary>A component as a process of its own: the service, or the limit program; and the stream that it opened.</summary>
internal sealed class ComponentProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly DirectoryInfo? _data;

    private ComponentProcess(Process process, DirectoryInfo? data, HostStream stream)
    {
        _process = process;
        _data = data;
        Stream = stream;
    }

    public HostStream Stream { get; }

    /// <summary>What it has used until now.</summary>
    public ProcessUsage Usage => ProcessUsage.Of(_process.Id);

    /// <summary>What it holds when it has freed what is dead, in bytes that are resident; the limit program frees nothing.</summary>
    public long BytesHeld()
    {
        if (_data is not null)
            AdminSocket.CollectAsync(Path.Combine(_data.FullName, "admin.sock")).GetAwaiter().GetResult();
        return Usage.ResidentBytes;
    }

    /// <summary>Starts the service on an empty data directory, with SQLite.</summary>
    public static ComponentProcess StartService(params string[] settings)
    {
        var data = Directory.CreateTempSubdirectory("benchmark-");
        return Start(data, port => new ProcessStartInfo(
            Path.Combine(Root(), "src/MucService.Host/bin", Configuration, "net10.0/mucservice"),
            [
                $"--Muc:Components:0:Domain={Names.Service}",
                string.Create(CultureInfo.InvariantCulture, $"--Muc:Components:0:Server=127.0.0.1:{port}"),
                $"--Muc:Components:0:Secret={Names.Secret}",
                $"--Muc:Storage:DataDirectory={data.FullName}",
                "--Muc:Cluster:Listen=127.0.0.1:0",
                "--Muc:Rooms:Locking=false",
                "--Muc:Rooms:MaxOccupants=100000",
                "--Muc:Rooms:MaxRoomsPerOwner=0",
                .. Unlimited(),
                .. settings,
            ]));
    }

    /// <summary>Starts this program as the limit program.</summary>
    public static ComponentProcess StartLimitProgram() => Start(data: null, port => new ProcessStartInfo(
        "dotnet",
        [typeof(ComponentProcess).Assembly.Location, "limit", port.ToString(CultureInfo.InvariantCulture)]));

    /// <summary>What is measured is more than any person does.</summary>
    private static IEnumerable<string> Unlimited() =>
        from whose in (string[])["Occupant", "Room"]
        from what in (string[])["Messages", "PrivateMessages", "Presences", "Entries", "NickChanges", "Iqs", "Invitations", "Subjects"]
        select $"--Muc:Rooms:Rates:{whose}:{what}=unlimited";

    /// <summary>Ends it at once, and removes its data.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _data?.Delete(recursive: true);
    }

    private static ComponentProcess Start(DirectoryInfo? data, Func<int, ProcessStartInfo> startInfo)
    {
        using var listener = HostStream.Listen();
        var start = startInfo(((IPEndPoint)listener.LocalEndpoint).Port);
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var process = Process.Start(start)!;
        var said = new List<string>();
        process.OutputDataReceived += (_, line) => Remember(said, line.Data);
        process.ErrorDataReceived += (_, line) => Remember(said, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            return new ComponentProcess(process, data, HostStream.Accept(listener, StartLimit));
        }
        catch (Exception failure) when (failure is TimeoutException or IOException or SocketException)
        {
            process.Kill();
            lock (said)
                throw new InvalidOperationException($"{start.FileName} did not start:\n{string.Join('\n', said)}", failure);
        }
    }

    private static void Remember(List<string> said, string? line)
    {
        lock (said)
        {
            if (line is not null && said.Count < 200)
                said.Add(line);
        }
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MucService.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("This program is not in its repository.");
    }

    private static string Configuration =>
#if DEBUG
        "Debug";
#else
        "Release";
#endif
}
