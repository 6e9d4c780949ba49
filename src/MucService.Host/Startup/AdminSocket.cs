using System.Net.Sockets;
using MucService.Host.Settings;

namespace MucService.Host.Startup;

/// <summary>Binds the admin address, so that a taken one is known before anything starts.</summary>
internal static class AdminSocket
{
    private const string Key = "Muc:Admin:Listen";

    /// <summary>A bound socket that does not listen yet.</summary>
    /// <exception cref="StartFaultException">It is taken, or cannot be had.</exception>
    public static Socket Bind(AdminAddress address) =>
        address.SocketPath is { } path ? BindPath(path) : BindPort(address);

    private static Socket BindPort(AdminAddress address)
    {
        var socket = new Socket(address.Loopback!.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(address.Loopback);
            return socket;
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            throw new StartFaultException($"{Key} {address} cannot be used: {Claims.Reason(fault)}", fault);
        }
    }

    private static Socket BindPath(string path)
    {
        RemoveStale(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            // Nobody can connect before it listens, so nobody gets in before the mode is set.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return socket;
        }
        catch (Exception fault) when (fault is SocketException or IOException or UnauthorizedAccessException)
        {
            socket.Dispose();
            throw new StartFaultException($"{Key} unix:{path} cannot be used: {Reason(path, fault)}", fault);
        }
    }

    private static string Reason(string path, Exception fault) =>
        Directory.Exists(Path.GetDirectoryName(path)) ? fault.Message : $"there is no folder {Path.GetDirectoryName(path)}";

    // A socket file outlives a killed process. Nobody answers at it then, and it may be replaced.
    private static void RemoveStale(string path)
    {
        if (!File.Exists(path))
            return;

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.ConnectionRefused && IsSocket(path))
        {
            File.Delete(path);
            return;
        }
        catch (SocketException fault)
        {
            throw new StartFaultException($"{Key} unix:{path} is there already, and is no socket of a dead process: {fault.Message}", fault);
        }

        throw new StartFaultException($"{Key} unix:{path} cannot be used: another process listens there");
    }

    // Connecting to an ordinary file is refused like connecting to a dead socket; but a socket has no length and cannot be opened.
    private static bool IsSocket(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
