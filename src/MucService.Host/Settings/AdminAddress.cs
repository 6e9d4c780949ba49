using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace MucService.Host.Settings;

/// <summary>Where the admin API listens: a Unix socket, or a loopback address. It cannot authenticate, so nothing else is allowed.</summary>
/// <param name="SocketPath">The path of the socket, or null.</param>
/// <param name="Loopback">The address and port, or null.</param>
public sealed record AdminAddress(string? SocketPath, IPEndPoint? Loopback)
{
    private const string UnixScheme = "unix:";

    /// <summary>The socket that is used where nobody says otherwise.</summary>
    public static AdminAddress Default(string dataDirectory) => new(Path.Combine(dataDirectory, "admin.sock"), null);

    /// <summary>Reads <c>unix:/path</c> or <c>http://127.0.0.1:port</c>. False if it is neither, or not loopback.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AdminAddress? address)
    {
        address = null;
        if (text.StartsWith(UnixScheme, StringComparison.Ordinal))
        {
            var path = text[UnixScheme.Length..];
            if (!Path.IsPathFullyQualified(path))
                return false;

            address = new AdminAddress(path, null);
            return true;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/" || uri.Port == 0)
            return false;
        var ip = uri.DnsSafeHost == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(uri.DnsSafeHost, out var parsed) ? parsed : IPAddress.Any;
        if (!IPAddress.IsLoopback(ip))
            return false;

        address = new AdminAddress(null, new IPEndPoint(ip, uri.Port));
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => SocketPath is null ? $"http://{Loopback}" : UnixScheme + SocketPath;
}
