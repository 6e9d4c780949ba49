using System.Globalization;
using MucService.Benchmarks.Driving;

namespace MucService.Benchmarks.Hosts;

/// <summary>An XMPP server as Debian packages it, on free ports of the loopback address, with a component and a multi-user chat of its own.</summary>
internal sealed class RealHost : IDisposable
{
    /// <summary>Where its own multi-user chat is.</summary>
    public const string OwnService = "conference." + Names.Near;

    private readonly DirectoryInfo _directory;
    private readonly BenchProcess _process;

    private RealHost(DirectoryInfo directory, BenchProcess process, int clients, int components) =>
        (_directory, _process, Clients, Components) = (directory, process, clients, components);

    /// <summary>The port for clients.</summary>
    public int Clients { get; }

    /// <summary>The port for components.</summary>
    public int Components { get; }

    /// <summary>What it has used until now.</summary>
    public ProcessUsage Usage => _process.Usage;

    /// <summary>Waits until clients can log in.</summary>
    /// <exception cref="InvalidOperationException">They cannot.</exception>
    public void WaitUntilReady()
    {
        try
        {
            ClientStream.LogIn(Clients, 0).Dispose();
        }
        catch (Exception failure) when (failure is System.Net.Sockets.SocketException or IOException)
        {
            throw new InvalidOperationException($"Nobody can log in: {failure.Message}: {_process.Said}", failure);
        }
    }

    /// <param name="name">prosody or ejabberd.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static RealHost Start(string name)
    {
        var directory = Directory.CreateTempSubdirectory("benchmark-host-");
        var (clients, components) = (Programs.FreePort(), Programs.FreePort());
        var process = name switch
        {
            "prosody" => StartProsody(directory.FullName, clients, components),
            "ejabberd" => StartEjabberd(directory.FullName, clients, components),
            _ => throw new ArgumentException($"{name} is no host.", nameof(name)),
        };
        return new RealHost(directory, process, clients, components);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private static BenchProcess StartProsody(string directory, int clients, int components)
    {
        var config = Path.Combine(directory, "prosody.cfg.lua");
        File.WriteAllText(config, string.Create(CultureInfo.InvariantCulture, $$"""
            run_as_root = true
            pidfile = "{{directory}}/pid"
            data_path = "{{directory}}"
            certificates = "{{directory}}"
            log = { warn = "*console" }
            interfaces = { "127.0.0.1" }
            c2s_ports = { {{clients}} }
            c2s_direct_tls_ports = {}
            component_ports = { {{components}} }
            s2s_ports = {}
            s2s_direct_tls_ports = {}
            modules_enabled = { "saslauth", "disco", "ping" }
            modules_disabled = { "tls", "offline", "s2s" }
            storage = "memory"
            authentication = "insecure"
            insecure_open_authentication = "Yes please, I know what I'm doing!"
            c2s_require_encryption = false
            allow_unencrypted_plain_auth = true
            limits = {}
            VirtualHost "{{Names.Near}}"
            Component "{{Names.Service}}"
              component_secret = "{{Names.Secret}}"
            Component "{{OwnService}}" "muc"
            """));
        return BenchProcess.Start("prosody", ["-F", "--config", config]);
    }

    private static BenchProcess StartEjabberd(string directory, int clients, int components)
    {
        var config = Path.Combine(directory, "ejabberd.yml");
        File.WriteAllText(config, string.Create(CultureInfo.InvariantCulture, $$"""
            hosts: [{{Names.Near}}]
            loglevel: warning
            auth_method: [anonymous]
            anonymous_protocol: both
            allow_multiple_connections: true
            shaper: {}
            listen:
              - {port: {{clients}}, ip: "127.0.0.1", module: ejabberd_c2s, starttls: false}
              - port: {{components}}
                ip: "127.0.0.1"
                module: ejabberd_service
                access: all
                hosts:
                  "{{Names.Service}}":
                    password: "{{Names.Secret}}"
            modules:
              mod_disco: {}
              mod_ping: {}
              mod_muc: {host: {{OwnService}}, min_message_interval: 0, max_users: 1000}
            """));
        return BenchProcess.Start(
            "env",
            [
                "ERL_LIBS=/usr/lib/x86_64-linux-gnu:/usr/lib/aarch64-linux-gnu",
                $"EJABBERD_CONFIG_PATH={config}", $"EJABBERD_LOG_PATH={directory}/ejabberd.log",
                "erl", "-noinput", "-mnesia", "dir", $"\"{directory}/spool\"", "-s", "ejabberd",
            ]);
    }
}
