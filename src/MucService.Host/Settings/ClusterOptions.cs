using Microsoft.Extensions.Options;

namespace MucService.Host.Settings;

/// <summary>This node among others. Section <c>Muc:Cluster</c>.</summary>
public sealed class ClusterOptions
{
    /// <summary>Where this node listens for other nodes, <c>host:port</c>; port 0 takes any that is free.</summary>
    public string Listen { get; init; } = "127.0.0.1:4053";

    /// <summary>The nodes through which this one joins, <c>host:port</c> each. None: the node is a cluster of one.</summary>
    public IReadOnlyList<string> Seeds { get; init; } = [];

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

        for (var i = 0; i < options.Seeds.Count; i++)
        {
            var key = $"{nameof(options.Seeds)}:{i}";
            if (!HostPort.TryParse(options.Seeds[i], out var seed))
                faults.Add(key, $"must be host:port, and is '{options.Seeds[i]}'");
            else if (seed != own)
                faults.Add(key, "names another node: several nodes are not supported yet");
        }

        return faults.Build();
    }
}
