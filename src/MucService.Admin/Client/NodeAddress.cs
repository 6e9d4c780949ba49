namespace MucService.Admin.Client;

/// <summary>Where a node's admin API listens: a Unix socket, or a loopback address.</summary>
/// <param name="SocketPath">The path of the socket, or null.</param>
/// <param name="Base">What requests are relative to.</param>
internal sealed record NodeAddress(string? SocketPath, Uri Base)
{
    private const string Unix = "unix:";

    /// <summary>What is named on the command line, else by <c>MUCCTL_ADDRESS</c>, else the socket in the default data directory.</summary>
    /// <exception cref="AdminException">It is not an address.</exception>
    public static NodeAddress Choose(string? named) =>
        Parse(NotEmpty(named) ?? NotEmpty(Environment.GetEnvironmentVariable("MUCCTL_ADDRESS")) ?? Default());

    private static NodeAddress Parse(string text)
    {
        if (text.StartsWith(Unix, StringComparison.Ordinal) && text.Length > Unix.Length)
            return new NodeAddress(text[Unix.Length..], new Uri("http://localhost"));
        if (text.StartsWith('/'))
            return new NodeAddress(text, new Uri("http://localhost"));
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp)
            return new NodeAddress(null, uri);

        throw new AdminException(ExitCodes.Misused, $"'{text}' is no address: say unix:/path or http://127.0.0.1:5380");
    }

    private static string Default()
    {
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is ['/', ..] home
            ? home
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Unix + Path.Combine(state, "mucservice", "admin.sock");
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <inheritdoc/>
    public override string ToString() => SocketPath is null ? Base.GetLeftPart(UriPartial.Authority) : Unix + SocketPath;
}
