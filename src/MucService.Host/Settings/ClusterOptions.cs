using Microsoft.Extensions.Options;

namespace MucService.Host.Settings;

/// <summary>Who decides where nodes cannot reach one another.</summary>
public enum Arbiter
{
    /// <summary>A lease in the database for up to two nodes, a majority of the nodes for more.</summary>
    Automatic,

    /// <summary>The nodes that are more than half of them go on, the others end.</summary>
    Majority,

    /// <summary>Whoever gets the lease goes on; the majority asks first.</summary>
    Lease,
}

/// <summary>Which nodes hold streams to the host.</summary>
public enum StreamHolders
{
    /// <summary>One node holds all streams of a service, the others stand by.</summary>
    One,

    /// <summary>Each node holds streams of its own. The host must allow several for one domain.</summary>
    PerNode,
}

/// <summary>This node among others. Section <c>Muc:Cluster</c>.</summary>
public sealed class ClusterOptions
{
    /// <summary>Where this node listens for other nodes, <c>host:port</c>; port 0 takes any that is free.</summary>
    public string Listen { get; init; } = "127.0.0.1:4053";

    /// <summary>The nodes through which this one joins, <c>host:port</c> each. None, or only itself: the node is a cluster of one.</summary>
    public IReadOnlyList<string> Seeds { get; init; } = [];

    /// <summary>Who decides where nodes cannot reach one another.</summary>
    public Arbiter Arbiter { get; init; } = Arbiter.Automatic;

    /// <summary>Which nodes hold streams to the host.</summary>
    public StreamHolders Streams { get; init; } = StreamHolders.One;

    /// <summary>How long another node may be silent before it counts as unreachable.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long nodes must be unreachable before they are removed, and once more before others take their places. As long a node may write to
    /// hosts after most of the others agreed to it: its right has run out when it is removed.
    /// </summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How many bytes of stanzas are accepted for one room and not handled; beyond it they are refused.</summary>
    public long MaxAcceptedBytesPerRoom { get; init; } = 4_194_304;

    /// <summary>True if there are other nodes.</summary>
    public bool HasOthers => Seeds.Any(seed => HostPort.TryParse(seed, out var parsed) && parsed != ListenAddress());

    /// <summary>True if a lease decides.</summary>
    public bool UsesLease => HasOthers && (Arbiter == Arbiter.Lease || (Arbiter == Arbiter.Automatic && Seeds.Count <= 2));

    /// <summary>What <see cref="Listen"/> says. The options are valid; of others it is nothing.</summary>
    public HostPort ListenAddress() => HostPort.TryParse(Listen, out var own) ? own : default;
}

internal sealed class ClusterOptionsValidator : IValidateOptions<ClusterOptions>
{
    public ValidateOptionsResult Validate(string? name, ClusterOptions options)
    {
        var faults = new FaultList(name);
        var listens = HostPort.TryParse(options.Listen, out var own);
        faults.Unless(listens, nameof(options.Listen), $"must be host:port, and is '{options.Listen}'");
        faults.Unless(own.Host is not ("0.0.0.0" or "::"), nameof(options.Listen), "must be an address that other nodes can reach, not all addresses at once");
        faults.Unless(own.Port > 0 || !options.HasOthers, nameof(options.Listen), "must name the port where there are other nodes");

        for (var i = 0; i < options.Seeds.Count; i++)
            faults.Unless(HostPort.TryParse(options.Seeds[i], out _), $"{nameof(options.Seeds)}:{i}", $"must be host:port, and is '{options.Seeds[i]}'");

        faults.Range(options.Pause, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2), nameof(options.Pause));
        faults.Range(options.StableAfter, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2), nameof(options.StableAfter));
        faults.Range(options.MaxAcceptedBytesPerRoom, 65_536, 1_073_741_824, nameof(options.MaxAcceptedBytesPerRoom));
        return faults.Build();
    }
}
