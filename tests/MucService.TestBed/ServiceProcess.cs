using System.Net;
using System.Net.Sockets;

namespace MucService.TestBed;

/// <summary>The service of a bed, as a process that can be killed and started again on the same data.</summary>
public sealed class ServiceProcess
{
    private static readonly TimeSpan ReadyTime = TimeSpan.FromSeconds(180);

    private readonly NetworkNamespace _namespace;
    private readonly Dictionary<string, string> _settings;
    private readonly string[] _within;

    internal ServiceProcess(NetworkNamespace @namespace, BedOptions options, string host, string name = "mucservice", params string[] within)
    {
        _namespace = @namespace;
        _within = within;
        Name = name;
        _settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Muc:Components:0:Domain"] = BedOptions.Service,
            ["Muc:Components:0:Server"] = host,
            ["Muc:Components:0:Secret"] = BedOptions.Secret,
            ["Muc:Components:0:Host"] = "montague.lit",
            ["Muc:Storage:DataDirectory"] = Path.Combine(@namespace.Directory, name == "mucservice" ? "data" : name),
        };
        if (options.RecordsInstances)
            With(("Muc:Wire:MarkInstances", "true"));
    }

    /// <summary>The name that its log is called by.</summary>
    public string Name { get; }

    /// <summary>What is started: this repository's program, or that of another version.</summary>
    public string Program { get; set; } = Repository.Service;

    /// <summary>The Unix socket of its admin address.</summary>
    public string AdminSocket => _settings.TryGetValue("Muc:Admin:Listen", out var listen)
        ? listen["unix:".Length..]
        : Path.Combine(_settings["Muc:Storage:DataDirectory"], "admin.sock");

    /// <summary>The folder of its data.</summary>
    public string DataDirectory => _settings["Muc:Storage:DataDirectory"];

    /// <summary>The domain that its rooms are on.</summary>
    public string Domain => _settings["Muc:Components:0:Domain"];

    /// <summary>The last lines of its log.</summary>
    public string Log => _namespace.LogOf(Name);

    /// <summary>Changes settings for the next start.</summary>
    public ServiceProcess With(params (string Key, string Value)[] settings)
    {
        foreach (var (key, value) in settings)
            _settings[key] = value;
        return this;
    }

    /// <summary>Has it serve one more domain behind the same host from the next start.</summary>
    public ServiceProcess Serving(string domain) => With(
        ("Muc:Components:1:Domain", domain),
        ("Muc:Components:1:Server", _settings["Muc:Components:0:Server"]),
        ("Muc:Components:1:Secret", BedOptions.Secret),
        ("Muc:Components:1:Host", _settings["Muc:Components:0:Host"]));

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        await StartUnreadyAsync();
        await WaitUntilReadyAsync();
    }

    /// <summary>Starts it and waits for nothing.</summary>
    public async Task StartUnreadyAsync()
    {
        if (!File.Exists(Program))
            throw new BedException($"{Program} is not there: build src/MucService.Host first.");
        await _namespace.StartAsync(Name, [.. _within, Program, .. _settings.Select(setting => $"--{setting.Key}={setting.Value}")]);
    }

    /// <summary>Waits until it says that it is ready.</summary>
    public Task WaitUntilReadyAsync() =>
        Poll.UntilAsync(() => $"the service is ready; its log:\n{Log}", ReadyTime, async () =>
        {
            await MustRunAsync();
            return (await ReadinessAsync())?.Status == HttpStatusCode.OK;
        });

    /// <summary>What <c>GET /health/ready</c> says; <see langword="null"/> while nobody answers.</summary>
    public Task<(HttpStatusCode Status, string Text)?> ReadinessAsync() => AskAsync("/health/ready");

    /// <summary>
    /// Waits until the service has had an answer of a domain. A cut before that proves nothing about a domain that may never have
    /// answered anything, and is not noticed.
    /// </summary>
    public Task WaitUntilLinkIsUpAsync(string domain)
    {
        var link = "";
        return Poll.UntilAsync(() => $"the link to {domain} is up; {Name} says: {link}; its log:\n{Log}", ReadyTime, async () =>
        {
            await MustRunAsync();
            link = await AdminAsync($"/admin/v1/links/{domain}") ?? "";
            return link.Contains("\"state\":\"up\"", StringComparison.Ordinal);
        });
    }

    /// <summary>Runs mucctl against it.</summary>
    /// <returns>What mucctl printed.</returns>
    /// <exception cref="BedException">It was refused; the message has what mucctl said.</exception>
    public Task<string> ControlAsync(params string[] words) =>
        _namespace.RunAsync([Repository.AdminTool, .. words, "--address", $"unix:{AdminSocket}"]);

    /// <summary>Ends it with SIGKILL.</summary>
    public Task KillAsync() => _namespace.StopAsync(Name, "KILL", TimeSpan.FromSeconds(10));

    /// <summary>Stops it in the middle of whatever it does, with SIGSTOP.</summary>
    public Task FreezeAsync() => _namespace.SignalAsync(Name, "STOP");

    /// <summary>Has it go on where it was stopped.</summary>
    public Task ThawAsync() => _namespace.SignalAsync(Name, "CONT");

    /// <summary>Whether its process is there.</summary>
    public Task<bool> IsRunningAsync() => _namespace.IsRunningAsync(Name);

    /// <summary>What the admin address says to a question; <see langword="null"/> while nobody answers.</summary>
    public async Task<string?> AdminAsync(string path) => (await AskAsync(path))?.Text;

    /// <summary>Asks it to end, with SIGTERM.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> TerminateAsync() => _namespace.StopAsync(Name, "TERM", TimeSpan.FromSeconds(30));

    // What has ended is not waited for.
    private async Task MustRunAsync()
    {
        if (!await IsRunningAsync())
            throw new BedException($"{Name} has ended:\n{Log}");
    }

    private async Task<(HttpStatusCode Status, string Text)?> AskAsync(string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, cancel) => ConnectAsync(AdminSocket, cancel) })
        {
            BaseAddress = new Uri("http://localhost"),
            Timeout = TimeSpan.FromSeconds(10),
        };
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
