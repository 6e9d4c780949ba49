using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MucService.Benchmarks.Driving;

namespace MucService.Benchmarks.Cluster;

/// <summary>Several nodes on one PostgreSQL, and the host that they are a component of.</summary>
internal sealed class NodeCluster : IDisposable
{
    /// <summary>What a node says when it begins to hold the streams.</summary>
    private const string Holds = "holds the streams of";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("benchmark-cluster-");
    private readonly List<NodeProcess> _nodes = [];
    private readonly List<int> _ports;

    /// <param name="count">How many nodes there are at first; one more may be added.</param>
    /// <param name="settings">What all are started with, beside what they need.</param>
    public NodeCluster(int count, params string[] settings)
    {
        _ports = FreePorts(count + 1);
        for (var node = 0; node <= count; node++)
            _nodes.Add(new NodeProcess(Path.Combine(_folder.FullName, $"node{node}"), [.. Programs.Settings(Host.Port, Path.Combine(_folder.FullName, $"node{node}"), SettingsOf(node, count)), .. settings]));
        Count = count;
    }

    /// <summary>The database.</summary>
    public PostgresProcess Database { get; } = new();

    /// <summary>The host.</summary>
    public ClusterHost Host { get; } = new();

    /// <summary>How many nodes there are without the one more.</summary>
    public int Count { get; }

    /// <summary>The node that there is one more of for a while.</summary>
    public NodeProcess OneMore => _nodes[Count];

    /// <summary>The node that began to hold the streams last.</summary>
    public NodeProcess Holder => _nodes.Where(node => node.IsRunning).MaxBy(node => node.LastTimeItSaid(Holds))!;

    /// <summary>A node that does not hold them.</summary>
    public NodeProcess Another => _nodes.Take(Count).First(node => node != Holder);

    /// <summary>Starts those that do not run, and waits until each says that it is ready.</summary>
    public void StartAll()
    {
        for (var node = 0; node < Count; node++)
        {
            if (!_nodes[node].IsRunning)
                _nodes[node].Start();
        }

        foreach (var node in _nodes.Take(Count))
            WaitFor(node);
    }

    /// <summary>Waits until a node says that it is ready.</summary>
    public void WaitFor(NodeProcess node)
    {
        var asked = 0L;
        Host.RunUntil(
            () =>
            {
                if (Stopwatch.GetElapsedTime(asked) < TimeSpan.FromMilliseconds(500))
                    return false;
                asked = Stopwatch.GetTimestamp();
                if (!node.IsRunning)
                    throw new InvalidOperationException($"A node has ended:\n{node.Log}");
                return node.IsReady() && Host.IsOpen;
            },
            "a node that is ready",
            StartLimit);
    }

    /// <summary>When one of the other nodes removed a node after a moment; null if none has yet.</summary>
    public long? RemovedAt(NodeProcess removed, long after) =>
        _nodes.Where(node => node != removed && node.IsRunning).Select(node => node.WhenItSaid("Member removed", after)).Min();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var node in _nodes)
            node.Dispose();
        Host.Dispose();
        Database.Dispose();
        _folder.Delete(recursive: true);
    }

    private IEnumerable<string> SettingsOf(int node, int count)
    {
        yield return "--Muc:Storage:Provider=PostgreSql";
        yield return $"--Muc:Storage:ConnectionString={Database.ConnectionString}";
        yield return string.Create(CultureInfo.InvariantCulture, $"--Muc:Cluster:Listen=127.0.0.1:{_ports[node]}");
        for (var seed = 0; seed < count; seed++)
            yield return string.Create(CultureInfo.InvariantCulture, $"--Muc:Cluster:Seeds:{seed}=127.0.0.1:{_ports[seed]}");
        yield return "--Logging:LogLevel:Akka.Cluster.Tools.Singleton=Information";
    }

    private static List<int> FreePorts(int count)
    {
        List<TcpListener> taken = [];
        for (var i = 0; i < count; i++)
        {
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            taken.Add(listener);
        }

        List<int> ports = [.. taken.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        taken.ForEach(listener => listener.Dispose());
        return ports;
    }
}
