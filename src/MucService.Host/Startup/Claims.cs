using System.Net;
using System.Net.Sockets;
using MucService.Host.Settings;

namespace MucService.Host.Startup;

/// <summary>The addresses a node must have for itself: for administration, and among the nodes. (The data directory is claimed by the store.)</summary>
internal sealed class Claims : IDisposable
{
    private Claims(Socket? adminListener, AdminAddress admin, Socket? healthListener)
    {
        AdminListener = adminListener;
        Admin = admin;
        HealthListener = healthListener;
    }

    /// <summary>Where the admin API listens.</summary>
    public AdminAddress Admin { get; }

    /// <summary>The socket bound to it, not listening yet.</summary>
    public Socket? AdminListener { get; }

    /// <summary>The socket bound to the health address, not listening yet; null where there is none.</summary>
    public Socket? HealthListener { get; }

    /// <summary>Takes all it can, and says what is taken, one line each. Only a claim without faults is to be used.</summary>
    public static (Claims Claims, IReadOnlyList<string> Faults) Take(MucOptions options)
    {
        var faults = new List<string>();
        var admin = options.Admin.Listen is { } listen && AdminAddress.TryParse(listen, out var named)
            ? named
            : AdminAddress.Default(options.Storage.DataDirectoryOrDefault);

        var listener = Try(() => AdminSocket.Bind(admin), faults);
        var health = options.Health.ListenAddress() is { } address ? Try(() => BindHealth(address), faults) : null;
        Try(() => CheckPort(options.Cluster.ListenAddress()), faults);
        return (new Claims(listener, admin, health), faults);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AdminListener?.Dispose();
        HealthListener?.Dispose();
    }

    private static Socket BindHealth(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(address);
            return socket;
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            throw new StartFaultException($"Muc:Health:Listen {address} cannot be used: {Reason(fault)}", fault);
        }
    }

    private static Socket? CheckPort(HostPort own)
    {
        if (own.Port == 0)
            return null;

        try
        {
            // Akka takes the port later and reports it with a stack trace; so it is tried here and given back.
            using var probe = new TcpListener(Dns.GetHostAddresses(own.Host)[0], own.Port);
            probe.Start();
            return null;
        }
        catch (SocketException fault)
        {
            throw new StartFaultException($"Muc:Cluster:Listen {own} cannot be used: {Reason(fault)}", fault);
        }
    }

    /// <summary>What the system said, for an operator.</summary>
    internal static string Reason(SocketException fault) =>
        fault.SocketErrorCode == SocketError.AddressAlreadyInUse ? "another process listens there" : fault.Message;

    private static T? Try<T>(Func<T> take, List<string> faults)
        where T : class?
    {
        try
        {
            return take();
        }
        catch (StartFaultException fault)
        {
            faults.Add(fault.Message);
            return null;
        }
    }
}
