using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace MucService.TestBed;

/// <summary>
/// A host for the scripts of Prosody's own suite, with the configuration that comes with them; the service, in place of the host's rooms, on the
/// domain that they name. Everything runs in a network namespace of its own.
/// </summary>
public sealed partial class SuiteBed : IAsyncDisposable
{
    /// <summary>The domain of the rooms in the scripts.</summary>
    public const string Rooms = "conference.localhost";

    private const string Host = "localhost";
    private const string Admin = "admin@localhost";
    private const string Prosody = "prosody";
    private static readonly string Program = Environment.GetEnvironmentVariable("MUC_TESTS_PROSODY") ?? Prosody;

    private readonly NetworkNamespace _namespace;
    private readonly ServiceProcess _service;
    private int _services;

    private SuiteBed(NetworkNamespace @namespace)
    {
        _namespace = @namespace;
        _service = new ServiceProcess(@namespace, new BedOptions(), "127.0.0.1:5347");
    }

    /// <summary>Where clients connect.</summary>
    public UnixDomainSocketEndPoint Clients => new(Path.Combine(_namespace.Directory, "c2s"));

    /// <summary>Starts the host.</summary>
    /// <param name="configuration">The path of the suite's configuration of Prosody.</param>
    /// <param name="hostServesRooms">Whether the host's own rooms stay.</param>
    /// <exception cref="BedException">The configuration has no rooms, or the host does not start.</exception>
    public static async Task<SuiteBed> StartAsync(string configuration, bool hostServesRooms)
    {
        var text = await File.ReadAllTextAsync(configuration);
        if (!RoomsOfHost().IsMatch(text))
            throw new BedException($"{configuration} has no component \"{Rooms}\" with rooms.");
        if (!hostServesRooms)
            text = RoomsOfHost().Replace(text, $"Component \"{Rooms}\"\n  component_secret = \"{BedOptions.Secret}\"\n\n");

        var directory = Directory.CreateTempSubdirectory($"mucsuite-{Environment.ProcessId}-").FullName;
        // It reads files beside it.
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(configuration)!, "*.txt"))
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)));
        var config = Path.Combine(directory, "prosody.cfg.lua");
        await File.WriteAllTextAsync(config, $"{Here(directory)}{text}");
        var bed = new SuiteBed(await NetworkNamespace.CreateAsync(directory));
        try
        {
            await bed.StartHostAsync(config);
            return bed;
        }
        catch
        {
            await bed.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the service, in place of the one that runs, on a database of its own: it knows no rooms.</summary>
    public async Task StartServiceAsync(params (string Key, string Value)[] settings)
    {
        if (_services++ > 0)
            await _service.KillAsync();
        _service.With(
            ("Muc:Components:0:Domain", Rooms),
            ("Muc:Components:0:Host", Host),
            ("Muc:Admins:0", Admin),
            ("Muc:Storage:DataDirectory", Path.Combine(_namespace.Directory, $"data-{_services}")));
        await _service.With(settings).StartAsync();
    }

    /// <summary>Ends all that runs in it and removes its files, but for the logs, which are kept in <c>TestResults/beds/conformance</c>.</summary>
    public async ValueTask DisposeAsync()
    {
        await _namespace.DisposeAsync();
        var kept = Directory.CreateDirectory(Path.Combine(Repository.Root, "TestResults/beds/conformance")).FullName;
        foreach (var log in Directory.EnumerateFiles(_namespace.Directory, "*.log"))
            File.Copy(log, Path.Combine(kept, Path.GetFileName(log)), overwrite: true);
        Directory.Delete(_namespace.Directory, recursive: true);
    }

    /// <summary>What the suite's configuration does not say: where it runs. It may be in a root of its own, with no file of hosts and no resolver.</summary>
    private static string Here(string directory) =>
        $"run_as_root = true\ndata_path = \"{directory}\"\nunbound = {{ resolvconf = false, hoststxt = \"/dev/null\" }}\n";

    private async Task StartHostAsync(string config)
    {
        await _namespace.StartAsync(Prosody, Program, "-F", "--config", config);
        await Poll.UntilAsync("the host listens", TimeSpan.FromSeconds(60), async () =>
        {
            if (!await _namespace.IsRunningAsync(Prosody))
                throw new BedException($"The host has ended:\n{_namespace.LogOf(Prosody)}");
            return (await _namespace.RunAsync("ss", "--no-header", "--listening", "--tcp", "--numeric", "sport", "=", ":5222")).Length > 0;
        });
        await _namespace.StartAsync(
            "doors", "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "MucService.TestBed.dll"), $"{Clients}=127.0.0.1:5222");
        await Poll.UntilAsync("the door of the bed is open", TimeSpan.FromSeconds(30), () => Task.FromResult(File.Exists($"{Clients}")));
    }

    // The component and what is set for it, up to the next host.
    [GeneratedRegex("""^Component "conference\.localhost" "muc"\n.*?(?=^(Component|VirtualHost)\b)""", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RoomsOfHost();
}
