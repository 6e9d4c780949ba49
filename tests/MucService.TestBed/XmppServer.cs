using System.Net.Sockets;

namespace MucService.TestBed;

/// <summary>An XMPP server of a bed.</summary>
public abstract class XmppServer(NetworkNamespace @namespace, string domain, string address)
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    /// <summary>The domain of its accounts.</summary>
    public string Domain { get; } = domain;

    /// <summary>Where its clients connect from outside the bed.</summary>
    public UnixDomainSocketEndPoint Clients => new(DoorPath("c2s"));

    /// <summary>Where it serves HTTP and WebSockets from outside the bed.</summary>
    public UnixDomainSocketEndPoint Http => new(DoorPath("http"));

    /// <summary>Its loopback address within the bed.</summary>
    internal string Address { get; } = address;

    /// <summary>The doors that lead to it.</summary>
    internal IEnumerable<string> Doors => [$"{DoorPath("c2s")}={Address}:{Ports.Clients}", $"{DoorPath("http")}={Address}:{Ports.Http}"];

    /// <summary>The namespace that it runs in.</summary>
    protected NetworkNamespace Namespace { get; } = @namespace;

    /// <summary>Starts it, anew after it was killed, and waits until it takes connections.</summary>
    public async Task StartAsync()
    {
        await Namespace.StartAsync(Domain, Command());
        await Poll.UntilAsync($"{Domain} listens", StartTime, async () =>
        {
            if (!await Namespace.IsRunningAsync(Domain))
                throw new BedException($"{Domain} has ended:\n{Namespace.LogOf(Domain)}");
            return await ListensAsync(Ports.Clients) && await ListensAsync(Ports.Servers);
        });
    }

    /// <summary>Kills it with SIGKILL: its connections are refused from now on.</summary>
    public Task KillAsync() => Namespace.StopAsync(Domain, "KILL", TimeSpan.FromSeconds(10));

    /// <summary>The command that runs it in the foreground.</summary>
    protected abstract string[] Command();

    private async Task<bool> ListensAsync(int port) =>
        (await Namespace.RunAsync("ss", "--no-header", "--listening", "--tcp", "--numeric", "src", $"{Address}:{port}")).Length > 0;

    private string DoorPath(string service) => Path.Combine(Namespace.Directory, $"{Domain}.{service}");
}
