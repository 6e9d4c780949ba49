namespace MucService.TestBed;

/// <summary>An ejabberd as the service's host, configured from <c>Files/ejabberd.yml</c> and the snippet in <c>deploy/ejabberd</c>.</summary>
public sealed class EjabberdServer : XmppServer
{
    private readonly string _directory;
    private readonly string _config;
    private readonly string _resolver;

    internal EjabberdServer(NetworkNamespace @namespace, string domain, string address)
        : base(@namespace, domain, address)
    {
        _directory = Path.Combine(@namespace.Directory, domain);
        Directory.CreateDirectory(_directory);
        var snippet = Path.Combine(_directory, "mucservice.yml");
        File.WriteAllText(snippet, Repository.Read("deploy/ejabberd/mucservice.yml")
            .Replace("5347", $"{Ports.Components}", StringComparison.Ordinal)
            .Replace("127.0.0.1", address, StringComparison.Ordinal));
        _resolver = Template.Write("inetrc", Path.Combine(_directory, "inetrc"), ("dns", $"{Ports.Dns}"));
        _config = Template.Write(
            "ejabberd.yml",
            Path.Combine(_directory, "ejabberd.yml"),
            ("domain", domain),
            ("address", address),
            ("c2s", $"{Ports.Clients}"),
            ("s2s", $"{Ports.Servers}"),
            ("snippet", snippet));
    }

    /// <inheritdoc/>
    protected override string[] Command() =>
    [
        // Without a node name, and so without epmd, which would outlive it.
        "env", "ERL_LIBS=/usr/lib/x86_64-linux-gnu:/usr/lib/aarch64-linux-gnu", $"ERL_INETRC={_resolver}",
        $"EJABBERD_CONFIG_PATH={_config}", $"EJABBERD_LOG_PATH={_directory}/ejabberd.log",
        "erl", "-noinput", "-mnesia", "dir", $"\"{_directory}/spool\"", "-s", "ejabberd",
    ];
}
