namespace MucService.Actors.Nodes;

/// <summary>How several nodes work together.</summary>
public sealed record ClusterSettings
{
    /// <summary>How long a node may speak to hosts after most of the others agreed to it.</summary>
    public TimeSpan RightToSpeak { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Who may form the cluster; null where the actor system's own seed nodes say so.</summary>
    public ClusterFormation? Formation { get; init; }

    /// <summary>True where each node has streams of its own, which the host must allow; else one node has all of a service.</summary>
    public bool StreamsPerNode { get; init; }

    /// <summary>The path of the settings of the lease that decides between two nodes; null where a majority decides.</summary>
    public string? LeasePath { get; init; }

    /// <summary>How many bytes of stanzas are accepted for one room and not handled at most; beyond it they are refused.</summary>
    public long InboundBytesPerRoom { get; init; } = 4 * 1024 * 1024;

    /// <summary>The largest message between nodes, in bytes: what does not fit with its envelope is refused to its sender.</summary>
    public long MaxMessageBytes { get; init; } = 2 * 1024 * 1024;
}
