using System.Net;
using Microsoft.Extensions.Options;

namespace MucService.Host.Settings;

/// <summary>Where orchestrators and load balancers ask how the node is. Section <c>Muc:Health</c>.</summary>
public sealed class HealthOptions
{
    /// <summary>An IP address and a port, as in <c>0.0.0.0:8080</c>; nowhere if it is not given. The admin address answers in any case.</summary>
    public string? Listen { get; init; }

    /// <summary>What <see cref="Listen"/> says; null if it says nothing, or no address.</summary>
    public IPEndPoint? ListenAddress() =>
        Listen is not null && HostPort.TryParse(Listen, out var listen) && IPAddress.TryParse(listen.Host, out var ip) ? new IPEndPoint(ip, listen.Port) : null;
}

internal sealed class HealthOptionsValidator : IValidateOptions<HealthOptions>
{
    public ValidateOptionsResult Validate(string? name, HealthOptions options)
    {
        var faults = new FaultList(name);
        faults.Unless(
            options.Listen is null || options.ListenAddress() is { Port: > 0 },
            nameof(options.Listen),
            $"must be an IP address and a port, e.g. 0.0.0.0:8080, and is '{options.Listen}'");
        return faults.Build();
    }
}
