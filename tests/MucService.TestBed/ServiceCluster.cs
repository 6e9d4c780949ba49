using System.Net;
using System.Text.Json;

namespace MucService.TestBed;

/// <summary>
/// Several nodes of the service in a bed, on one PostgreSQL. Each has a network of its own, with an address that it reaches the others and
/// the host by, so that it can be cut off from the others while it still reaches the host.
/// </summary>
public sealed class ServiceCluster
{
    private const int Port = 4053;

    private readonly Bed _bed;

    private ServiceCluster(Bed bed, IReadOnlyList<ServiceProcess> nodes)
    {
        _bed = bed;
        Nodes = nodes;
    }

    /// <summary>The nodes; none runs until it is started.</summary>
    public IReadOnlyList<ServiceProcess> Nodes { get; }

    /// <summary>Makes the networks and the nodes.</summary>
    public static async Task<ServiceCluster> CreateAsync(Bed bed, PostgresServer database, int count, params (string Key, string Value)[] settings)
    {
        // The names of networks are files; these are seen in the bed only.
        await bed.Namespace.RunAsync("mkdir", "-p", "/run/netns");
        await bed.Namespace.RunAsync("mount", "-t", "tmpfs", "tmpfs", "/run/netns");
        await bed.Namespace.RunAsync("bash", "-c", "echo 1 | tee /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv4/conf/all/route_localnet");
        await bed.Namespace.RunAsync(
            "iptables", "--wait", "--table", "nat", "--append", "PREROUTING", "--protocol", "tcp", "--dport", $"{Ports.Components}",
            "--jump", "DNAT", "--to-destination", $"{Bed.HostAddress}:{Ports.Components}");

        var nodes = new List<ServiceProcess>();
        for (var node = 1; node <= count; node++)
        {
            await MakeNetworkAsync(bed.Namespace, node);
            nodes.Add(new ServiceProcess(bed.Namespace, bed.Options, $"{Gateway(node)}:{Ports.Components}", $"node{node}", "ip", "netns", "exec", $"n{node}")
                .With(("Muc:Storage:Provider", "PostgreSql"), ("Muc:Storage:ConnectionString", database.ConnectionStringAt(Gateway(node))))
                .With(("Muc:Cluster:Listen", $"{Address(node)}:{Port}"))
                .With([.. Enumerable.Range(1, count).Select(seed => ($"Muc:Cluster:Seeds:{seed - 1}", $"{Address(seed)}:{Port}"))])
                .With(settings));
        }

        return new ServiceCluster(bed, nodes);
    }

    /// <summary>Starts all nodes and waits until each is ready.</summary>
    public async Task StartAsync()
    {
        foreach (var node in Nodes)
            await node.StartUnreadyAsync();
        foreach (var node in Nodes)
            await node.WaitUntilReadyAsync();
    }

    /// <summary>The node that has the stream to the host, or null if none says so.</summary>
    public async Task<ServiceProcess?> HolderAsync()
    {
        foreach (var node in Nodes)
        {
            if (await node.AdminAsync("/admin/v1/status") is { } status && status.Contains("\"open\":true", StringComparison.Ordinal))
                return node;
        }

        return null;
    }

    /// <summary>The node that a room lives on, as the host heard it last.</summary>
    public ServiceProcess NodeOf(string room)
    {
        var address = _bed.Instances.NodeOf(room);
        return Nodes.Single(node => $"{AddressOf(node)}:{Port}" == address);
    }

    /// <summary>Cuts a node off from the other nodes; it still reaches the host and the database.</summary>
    public Task PartitionAsync(ServiceProcess node) => CutAsync(node, "--append");

    /// <summary>Lets it reach the others again.</summary>
    public Task HealAsync(ServiceProcess node) => CutAsync(node, "--delete");

    /// <summary>Breaks the connections between two nodes: for two heartbeats each is told that the other refuses what it sends.</summary>
    public async Task BreakConnectionsAsync(ServiceProcess one, ServiceProcess other)
    {
        await RefuseAsync("--append", one, other);
        await Task.Delay(TimeSpan.FromSeconds(1.2));
        await RefuseAsync("--delete", one, other);
    }

    /// <summary>Whether every node is there and says that it sees all the others.</summary>
    public async Task<bool> IsWholeAsync() => (await Task.WhenAll(Nodes.Select(async node =>
        await node.IsRunningAsync() && await node.AdminAsync("/admin/v1/status") is { } status && SeesAll(status)))).All(sees => sees);

    /// <summary>Cuts a node off from the database: its packets vanish. It still reaches the host and the others.</summary>
    public Task CutDatabaseAsync(ServiceProcess node) => CutAsync(node, "--append", Ports.Database);

    /// <summary>Lets it reach the database again.</summary>
    public Task HealDatabaseAsync(ServiceProcess node) => CutAsync(node, "--delete", Ports.Database);

    /// <summary>Cuts a node off from the host: its packets vanish. It still reaches the others and the database.</summary>
    public Task CutHostAsync(ServiceProcess node) => CutAsync(node, "--append", Ports.Components);

    /// <summary>Lets it reach the host again.</summary>
    public Task HealHostAsync(ServiceProcess node) => CutAsync(node, "--delete", Ports.Components);

    /// <summary>Starts every node again that has ended, or ends yet because others have taken its place, and waits until all are ready and each sees all the others.</summary>
    /// <exception cref="TimeoutException">They are not ready in time.</exception>
    public Task RestoreAsync(TimeSpan patience) => Poll.UntilAsync("all nodes are ready", patience, async () =>
    {
        var ready = true;
        foreach (var node in Nodes)
        {
            if (!await node.IsRunningAsync())
                await node.StartUnreadyAsync();
            ready &= (await node.ReadinessAsync())?.Status == HttpStatusCode.OK
                && await node.AdminAsync("/admin/v1/status") is { } status
                && status.Contains("\"storageDownReason\":null", StringComparison.Ordinal)
                && SeesAll(status);
        }

        return ready;
    });

    // A node of an earlier version, as there is in an upgrade, does not say whom it sees.
    private bool SeesAll(string status)
    {
        using var json = JsonDocument.Parse(status);
        return !json.RootElement.TryGetProperty("nodes", out var nodes)
            || (nodes.GetArrayLength() == Nodes.Count && nodes.EnumerateArray().All(node => node.GetProperty("state").GetString() == "up"));
    }

    // What comes from a node to the bed itself: the database, and the host, whose address is another one.
    private async Task CutAsync(ServiceProcess node, string what, int port) =>
        await _bed.Namespace.RunAsync(
            "iptables", "--wait", what, "INPUT", "--source", AddressOf(node), "--protocol", "tcp", "--dport", $"{port}", "--jump", "DROP");

    private async Task RefuseAsync(string what, ServiceProcess one, ServiceProcess other)
    {
        foreach (var (from, to) in new[] { (one, other), (other, one) })
        {
            await _bed.Namespace.RunAsync(
                "iptables", "--wait", what, "FORWARD", "--source", AddressOf(from), "--destination", AddressOf(to), "--protocol", "tcp",
                "--jump", "REJECT", "--reject-with", "tcp-reset");
        }
    }

    private string AddressOf(ServiceProcess node) => Address(Nodes.ToList().IndexOf(node) + 1);

    private async Task CutAsync(ServiceProcess node, string what)
    {
        var address = AddressOf(node);
        await _bed.Namespace.RunAsync("iptables", "--wait", what, "FORWARD", "--source", address, "--jump", "DROP");
        await _bed.Namespace.RunAsync("iptables", "--wait", what, "FORWARD", "--destination", address, "--jump", "DROP");
    }

    private static async Task MakeNetworkAsync(NetworkNamespace bed, int node)
    {
        await bed.RunAsync("ip", "netns", "add", $"n{node}");
        await bed.RunAsync("ip", "link", "add", $"v{node}", "type", "veth", "peer", "name", $"e{node}");
        await bed.RunAsync("ip", "link", "set", $"e{node}", "netns", $"n{node}");
        await bed.RunAsync("ip", "address", "add", $"{Gateway(node)}/24", "dev", $"v{node}");
        await bed.RunAsync("ip", "link", "set", $"v{node}", "up");
        await bed.RunAsync("ip", "-n", $"n{node}", "address", "add", $"{Address(node)}/24", "dev", $"e{node}");
        await bed.RunAsync("ip", "-n", $"n{node}", "link", "set", $"e{node}", "up");
        await bed.RunAsync("ip", "-n", $"n{node}", "link", "set", "lo", "up");
        await bed.RunAsync("ip", "-n", $"n{node}", "route", "add", "default", "via", Gateway(node));
    }

    private static string Gateway(int node) => $"10.77.{node}.1";

    private static string Address(int node) => $"10.77.{node}.2";
}
