using System.Net;
using System.Net.Sockets;
using MucService.Host.Settings;
using MucService.Host.Startup;
using MucService.Host.Tests.Fakes;
using Xunit;

namespace MucService.Host.Tests.Startup;

public sealed class ClaimsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_socket_is_for_its_owner_only()
    {
        using var socket = AdminSocket.Bind(new AdminAddress(_folder["a.sock"], null));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["a.sock"]));
    }

    [Fact]
    public void The_socket_of_a_dead_process_is_replaced()
    {
        Leave(_folder["a.sock"]);

        using var socket = AdminSocket.Bind(new AdminAddress(_folder["a.sock"], null));
        socket.Listen();
        Assert.True(Connects(_folder["a.sock"]));
    }

    [Fact]
    public void The_socket_of_a_living_process_is_refused()
    {
        using var living = AdminSocket.Bind(new AdminAddress(_folder["a.sock"], null));
        living.Listen();

        Assert.Equal(
            $"Muc:Admin:Listen unix:{_folder["a.sock"]} cannot be used: another process listens there",
            Assert.Throws<StartFaultException>(() => AdminSocket.Bind(new AdminAddress(_folder["a.sock"], null))).Message);
        Assert.True(Connects(_folder["a.sock"]));
    }

    [Fact]
    public void A_file_that_is_no_socket_is_left_alone()
    {
        File.WriteAllText(_folder["a.sock"], "precious");

        Assert.Throws<StartFaultException>(() => AdminSocket.Bind(new AdminAddress(_folder["a.sock"], null)));
        Assert.Equal("precious", File.ReadAllText(_folder["a.sock"]));
    }

    [Fact]
    public void All_taken_addresses_are_told_at_once()
    {
        using var admin = new TcpListener(IPAddress.Loopback, 0);
        using var cluster = new TcpListener(IPAddress.Loopback, 0);
        admin.Start();
        cluster.Start();

        var (claims, faults) = Claims.Take(new MucOptions
        {
            Storage = new StorageOptions { DataDirectory = _folder.Path },
            Admin = new AdminOptions { Listen = $"http://{admin.LocalEndpoint}" },
            Cluster = new ClusterOptions { Listen = cluster.LocalEndpoint.ToString()! },
        });

        claims.Dispose();
        Assert.Equal(
            [
                $"Muc:Admin:Listen http://{admin.LocalEndpoint} cannot be used: another process listens there",
                $"Muc:Cluster:Listen {cluster.LocalEndpoint} cannot be used: another process listens there",
            ],
            faults);
    }

    private static bool Connects(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        return socket.Connected;
    }

    // .NET removes the file of a socket that it closes; a killed process does not.
    private void Leave(string path)
    {
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(path + ".born"));
            File.Move(path + ".born", path);
        }

        Assert.True(File.Exists(path));
    }
}
