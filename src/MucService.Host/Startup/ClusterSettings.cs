using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using MucService.Actors.Nodes;
using MucService.Host.Settings;

namespace MucService.Host.Startup;

/// <summary>Akka's settings that follow from what <c>Muc</c> says of this node among others.</summary>
internal static class ClusterSettings
{
    /// <summary>Where the settings of the lease are that decides between two nodes.</summary>
    public const string LeasePath = "mucservice.lease";

    private const string Resolver = "akka.cluster.split-brain-resolver";
    private const string Tcp = "akka.remote.dot-netty.tcp";

    /// <summary>The name of the actor system, in which nodes of one cluster agree: a node that knows of no others lets none join.</summary>
    public static string SystemName(MucOptions options) => options.Cluster.HasOthers ? "mucservice" : "mucservice-alone";

    /// <summary>The largest message between nodes, in bytes: a stanza of the largest size, with room for its envelope.</summary>
    public static int MaxMessageBytes(MucOptions options) => (2 * options.Wire.MaxStanzaBytes) + 131_072;

    /// <summary>The settings, each with the key of ours that it follows from.</summary>
    public static IEnumerable<AkkaSettings.Derived> DerivedFrom(MucOptions options)
    {
        const string Listen = "Muc:Cluster:Listen";
        var cluster = options.Cluster;
        var listen = cluster.ListenAddress();
        yield return new($"{Tcp}.hostname", $"\"{listen.Host}\"", Listen);
        yield return new($"{Tcp}.port", $"{listen.Port}", Listen);
        yield return new($"{Tcp}.public-hostname", $"\"{listen.Host}\"", Listen);
        yield return new($"{Tcp}.maximum-frame-size", $"{MaxMessageBytes(options)}b", "Muc:Wire:MaxStanzaBytes");
        // Who forms the cluster is decided by a lease, and not by the order of the seeds.
        yield return new("akka.cluster.seed-nodes", "[]", "Muc:Cluster:Seeds");
        yield return new("akka.cluster.failure-detector.acceptable-heartbeat-pause", Milliseconds(cluster.Pause), "Muc:Cluster:Pause");
        yield return new($"{Resolver}.stable-after", Milliseconds(cluster.StableAfter), "Muc:Cluster:StableAfter");
        yield return new($"{Resolver}.down-all-when-unstable", Milliseconds(cluster.StableAfter + TimeSpan.FromSeconds(7)), "Muc:Cluster:StableAfter");

        // The next holder of the streams asks the others itself whether its predecessor may still speak (and 0 would be stable-after). Where
        // every node speaks, rooms must not come back before their old node's right has run out.
        yield return new(
            "akka.cluster.down-removal-margin", cluster.Streams == StreamHolders.One ? "1ms" : Milliseconds(cluster.StableAfter), "Muc:Cluster:StableAfter");
        yield return new($"{Resolver}.active-strategy", cluster.UsesLease ? "lease-majority" : "keep-majority", "Muc:Cluster:Arbiter");
        if (!cluster.UsesLease)
            yield break;

        yield return new($"{Resolver}.lease-majority.lease-implementation", $"\"{LeasePath}\"", "Muc:Cluster:Arbiter");
        yield return new($"{LeasePath}.lease-class", $"\"{typeof(PostgreSqlLease).FullName}, {typeof(PostgreSqlLease).Assembly.GetName().Name}\"", "Muc:Cluster:Arbiter");
        yield return new($"{LeasePath}.heartbeat-interval", "2s", "Muc:Cluster:Arbiter");
        yield return new($"{LeasePath}.heartbeat-timeout", "8s", "Muc:Cluster:Arbiter");
        yield return new($"{LeasePath}.lease-operation-timeout", "3s", "Muc:Cluster:Arbiter");
        yield return new($"{LeasePath}.connection-string", $"\"{Escaped(options.Storage.ConnectionString)}\"", "Muc:Storage:ConnectionString");
    }

    /// <summary>The nodes through which this one joins.</summary>
    public static ImmutableArray<Address> Seeds(MucOptions options) =>
        [.. options.Cluster.Seeds
            .Select(seed => HostPort.TryParse(seed, out var parsed) ? parsed : default)
            .Select(seed => new Address("akka.tcp", SystemName(options), seed.Host, seed.Port))];

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0}ms");

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
