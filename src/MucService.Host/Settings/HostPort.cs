using System.Globalization;

namespace MucService.Host.Settings;

/// <summary>A name or an IP address, and a TCP port: <c>127.0.0.1:5347</c>, <c>[::1]:5347</c>, <c>xmpp.example:5347</c>.</summary>
public readonly record struct HostPort(string Host, int Port)
{
    /// <summary>Reads the form <c>host:port</c>, with an IPv6 address in brackets. False if it is not that.</summary>
    /// <param name="text">What is written.</param>
    /// <param name="parsed">The address; an IPv6 address without its brackets.</param>
    public static bool TryParse(string text, out HostPort parsed)
    {
        parsed = default;
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535)
            return false;

        var host = text[..colon];
        if (host is ['[', .. var inner, ']'])
            host = inner;
        else if (host.Contains(':', StringComparison.Ordinal))
            return false;
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            return false;

        parsed = new HostPort(host, port);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Host.Contains(':', StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
            : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
