namespace MucService.TestBed;

/// <summary>
/// Two XMPP servers that federate: <c>montague.lit</c>, the host of the service, and <c>capulet.lit</c>, a remote domain. They run in a
/// network namespace of their own, on loopback addresses, with the names of a dnsmasq, dialback and no encryption.
/// </summary>
public sealed class Bed : IAsyncDisposable
{
    /// <summary>The address of the service's host.</summary>
    internal const string HostAddress = MontagueAddress;

    private const string MontagueAddress = "127.0.0.2";
    private const string CapuletAddress = "127.0.0.3";

    private const string PubSub = $$"""
        Component "{{BedOptions.RemotePubSub}}" "pubsub"
          admins = { "nurse@capulet.lit" }
          pubsub_max_items = 1000
        """;

    private readonly BedOptions _options;

    private Bed(NetworkNamespace @namespace, BedOptions options)
    {
        _options = options;
        KeepLogsIn = options.KeepLogsIn;
        Namespace = @namespace;
        Capulet = new ProsodyServer(@namespace, "capulet.lit", CapuletAddress, options with { Web = null, RecordsInstances = false }, PubSub);
        Montague = options.EjabberdAsHost
            ? new EjabberdServer(@namespace, "montague.lit", MontagueAddress)
            : new ProsodyServer(@namespace, "montague.lit", MontagueAddress, options, Component());
        Instances = new RoomInstances(@namespace.Directory);
        Service = new ServiceProcess(@namespace, options, $"{MontagueAddress}:{Ports.Components}");
    }

    /// <summary>The service's host.</summary>
    public XmppServer Montague { get; }

    /// <summary>The server of the remote domain.</summary>
    public XmppServer Capulet { get; }

    /// <summary>The service; it does not run until it is started.</summary>
    public ServiceProcess Service { get; }

    /// <summary>What the host saw of the instances of rooms.</summary>
    public RoomInstances Instances { get; }

    /// <summary>What it is made of.</summary>
    internal BedOptions Options => _options;

    /// <summary>A folder that the logs are kept in when the bed ends.</summary>
    public string? KeepLogsIn { get; set; }

    /// <summary>Where all this runs.</summary>
    public NetworkNamespace Namespace { get; }

    /// <summary>Starts the names and both servers.</summary>
    public static async Task<Bed> StartAsync(BedOptions? options = null)
    {
        var directory = Directory.CreateTempSubdirectory($"mucbed-{Environment.ProcessId}-").FullName;
        try
        {
            var made = await NetworkNamespace.CreateAsync(directory);
            try
            {
                var bed = new Bed(made, options ?? new BedOptions());
                await bed.StartAsync();
                return bed;
            }
            catch
            {
                await made.DisposeAsync();
                throw;
            }
        }
        catch
        {
            Directory.Delete(directory, recursive: true);
            throw;
        }
    }

    /// <summary>Cuts the link: every packet between the servers vanishes, in both directions, and nobody is told.</summary>
    public Task CutAsync() => DropAsync(["--dport"], ["--sport"]);

    /// <summary>Cuts one direction: connections that lead to <c>capulet.lit</c> are dead, those that come from there are not.</summary>
    public Task CutTowardsCapuletAsync() => DropAsync(["--destination", CapuletAddress, "--dport"], ["--source", CapuletAddress, "--sport"]);

    /// <summary>Cuts the link for connections that are not there yet, whose packets vanish; open ones break with the next packet, with a reset.</summary>
    public async Task CutBeforeConnectingAsync()
    {
        await DropAsync(["--syn", "--dport"]);
        await Namespace.RunAsync("iptables", "--wait", "--append", "INPUT", "--protocol", "tcp", "--dport", $"{Ports.Servers}", "--jump", "REJECT", "--reject-with", "tcp-reset");
    }

    /// <summary>Heals the link.</summary>
    public Task HealAsync() => Namespace.RunAsync("iptables", "--wait", "--flush", "INPUT");

    /// <summary>Takes the names of <c>capulet.lit</c> away: they do not resolve any more.</summary>
    public Task ForgetCapuletAsync() => RenameAsync(capulet: false);

    /// <summary>Gives <c>capulet.lit</c> its names back.</summary>
    public Task RememberCapuletAsync() => RenameAsync(capulet: true);

    /// <summary>How many connections to <c>capulet.lit</c> have data in them or could: open ones, and closed ones that the kernel still serves.</summary>
    public async Task<int> ConnectionsToCapuletAsync() =>
        (await Namespace.RunAsync(
            "ss", "--no-header", "--tcp", "--numeric", "state", "connected", "exclude", "syn-sent", "exclude", "time-wait",
            "dst", $"{CapuletAddress}:{Ports.Servers}")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>Starts the host again, with another secret for the service. Its clients and streams are lost.</summary>
    public async Task RestartHostAsync(string secret)
    {
        await Montague.KillAsync();
        ProsodyServer.HostOfTheService(Namespace.Directory, MontagueAddress, secret, _options);
        await Montague.StartAsync();
    }

    /// <summary>Ends all that runs in the bed and removes its files; the logs are kept where <see cref="KeepLogsIn"/> says.</summary>
    public async ValueTask DisposeAsync()
    {
        await Namespace.DisposeAsync();
        if (KeepLogsIn is { } kept)
        {
            Directory.CreateDirectory(kept);
            foreach (var log in Directory.EnumerateFiles(Namespace.Directory, "*.log"))
                File.Copy(log, Path.Combine(kept, Path.GetFileName(log)), overwrite: true);
        }

        Directory.Delete(Namespace.Directory, recursive: true);
    }

    private string Hosts => Path.Combine(Namespace.Directory, "hosts");

    private async Task DropAsync(params string[][] which)
    {
        foreach (var packets in which)
            await Namespace.RunAsync(["iptables", "--wait", "--append", "INPUT", "--protocol", "tcp", .. packets, $"{Ports.Servers}", "--jump", "DROP"]);
    }

    private async Task RenameAsync(bool capulet)
    {
        await Namespace.StopAsync("dnsmasq", "TERM", TimeSpan.FromSeconds(10));
        await StartNamesAsync(capulet);
    }

    private string Component() =>
        _options.HostServesRooms
            ? $"Component \"{BedOptions.Service}\" \"muc\""
            : ProsodyServer.HostOfTheService(Namespace.Directory, MontagueAddress, _options.SecretAtHost, _options);

    private async Task StartNamesAsync(bool capulet)
    {
        var names = Template.Write(
            "dnsmasq.conf",
            Path.Combine(Namespace.Directory, "dnsmasq.conf"),
            ("dns", $"{Ports.Dns}"),
            ("names", Names(Montague, Montague.Domain, BedOptions.Service, BedOptions.OtherService) + (capulet ? Names(Capulet, Capulet.Domain, BedOptions.RemotePubSub) : "")));
        await Namespace.StartAsync("dnsmasq", "dnsmasq", "--conf-file=" + names);
        await File.WriteAllTextAsync(Hosts, $"127.0.0.1 localhost\n{(capulet ? $"{Capulet.Address} {Capulet.Domain}\n" : "")}");
    }

    private async Task StartAsync()
    {
        await StartNamesAsync(capulet: true);

        // An ejabberd resolves addresses through the C library, which reads this file; nobody outside the namespace sees it.
        if (_options.EjabberdAsHost)
            await Namespace.RunAsync("mount", "--bind", Hosts, "/etc/hosts");

        await Namespace.StartAsync(
            "doors",
            ["dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "MucService.TestBed.dll"), .. Montague.Doors, .. Capulet.Doors]);
        await Task.WhenAll(Montague.StartAsync(), Capulet.StartAsync());
        await Poll.UntilAsync(
            "the doors of the bed are open",
            TimeSpan.FromSeconds(30),
            () => Task.FromResult(File.Exists($"{Montague.Clients}") && File.Exists($"{Capulet.Http}")));
    }

    private static string Names(XmppServer server, params string[] domains) =>
        string.Concat(domains.Select(domain =>
            $"address=/{domain}/{server.Address}\nsrv-host=_xmpp-server._tcp.{domain},{server.Domain},{Ports.Servers}\n"));
}
