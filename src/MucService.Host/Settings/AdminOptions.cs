using System.Text;
using Microsoft.Extensions.Options;

namespace MucService.Host.Settings;

/// <summary>Where the node answers for its health, and to mucctl. Section <c>Muc:Admin</c>.</summary>
public sealed class AdminOptions
{
    /// <summary><c>unix:/path</c> of a socket that only its owner may use, or <c>http://</c> with a loopback address and a port.</summary>
    public string? Listen { get; init; }
}

internal sealed class AdminOptionsValidator : IValidateOptions<AdminOptions>
{
    // The length of sun_path in unix(7), with its final zero.
    private const int LongestSocketPath = 107;

    public ValidateOptionsResult Validate(string? name, AdminOptions options)
    {
        var faults = new FaultList(name);
        if (options.Listen is null)
            return faults.Build();
        if (!AdminAddress.TryParse(options.Listen, out var address))
        {
            faults.Add(nameof(options.Listen), $"must be unix:/path or http:// with a loopback address and a port, and is '{options.Listen}'");
            return faults.Build();
        }

        faults.Unless(
            address.SocketPath is null || Encoding.UTF8.GetByteCount(address.SocketPath) <= LongestSocketPath,
            nameof(options.Listen),
            $"names a socket path longer than {LongestSocketPath} bytes");
        return faults.Build();
    }
}
