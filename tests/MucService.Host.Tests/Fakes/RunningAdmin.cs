using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using MucService.Host.Admin;
using MucService.Host.Settings;
using MucService.Host.Startup;

namespace MucService.Host.Tests.Fakes;

/// <summary>The real admin server in front of a fake node, on a real socket or port.</summary>
internal sealed class RunningAdmin : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly WebApplication _app;

    private RunningAdmin(TemporaryFolder folder, AdminAddress address, FakeNode node, WebApplication app)
    {
        _folder = folder;
        Address = address;
        Node = node;
        _app = app;
        Http = Client(address);
    }

    public AdminAddress Address { get; }

    public FakeNode Node { get; }

    public HttpClient Http { get; }

    public static Task<RunningAdmin> OnSocketAsync(FakeNode? node = null) =>
        StartAsync(folder => new AdminAddress(folder["admin.sock"], null), node);

    public static Task<RunningAdmin> OnPortAsync(FakeNode? node = null) =>
        StartAsync(_ => AdminAddress.TryParse($"http://127.0.0.1:{Ports.Free()}", out var address) ? address : throw new FormatException(), node);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        Node.Dispose();
        _folder.Dispose();
    }

    private static async Task<RunningAdmin> StartAsync(Func<TemporaryFolder, AdminAddress> choose, FakeNode? node)
    {
        var folder = new TemporaryFolder();
        var address = choose(folder);
        node ??= new FakeNode();
        var app = AdminServer.Build(node, address, AdminSocket.Bind(address), NullLoggerFactory.Instance);
        await app.StartAsync();
        return new RunningAdmin(folder, address, node, app);
    }

    private static HttpClient Client(AdminAddress address)
    {
        if (address.SocketPath is not { } path)
            return new HttpClient { BaseAddress = new Uri(address.ToString()) };

        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancel) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { BaseAddress = new Uri("http://localhost") };
    }
}
