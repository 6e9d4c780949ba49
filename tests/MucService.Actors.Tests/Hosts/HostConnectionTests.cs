using System.Net;
using System.Net.Sockets;
using System.Text;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Logging.Abstractions;
using MucService.Actors.Hosts;
using MucService.Actors.Nodes;
using MucService.Actors.Protection;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Hosts;

/// <summary>The connection to a host, where other nodes may hold the stream.</summary>
public sealed class HostConnectionTests : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A host that is reached at last would take it for a newer stream than that of the node which holds it by then.</summary>
    [Fact]
    public async Task What_is_being_opened_is_given_up_when_another_node_holds_the_stream()
    {
        var (connection, dialled) = await DialAsync();
        using var stream = dialled.GetStream();

        connection.Tell(HostConnectionActor.LetGo.Instance);

        Assert.True(await EndsAsync(stream).WaitAsync(Patience));
    }

    [Fact]
    public async Task A_host_that_says_nothing_any_more_is_asked_soon_and_others_are_told_and_told_again_when_it_speaks()
    {
        var (_, dialled) = await DialAsync();
        using var stream = dialled.GetStream();
        await HearsAsync(stream, "to='muc.example'>");
        await SayAsync(stream, "<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' from='muc.example' id='s1'>");
        await HearsAsync(stream, "</handshake>");
        await SayAsync(stream, "<handshake/>");
        Assert.Equal((true, false), await StateAsync());

        await HearsAsync(stream, "</iq>");
        Assert.Equal((true, true), await StateAsync());
        await SayAsync(stream, " ");
        Assert.Equal((true, false), await StateAsync());

        async Task<(bool IsOpen, bool IsSilent)> StateAsync() =>
            await FishForMessageAsync(message => message is StreamDirectoryActor.StreamState, Patience) is StreamDirectoryActor.StreamState state
                ? (state.IsOpen, state.IsSilent)
                : default;
    }

    /// <summary>A connection that is told to hold the stream, and what it has opened to the host. Whoever disposes of the stream closes the socket.</summary>
    private async Task<(IActorRef Connection, TcpClient Dialled)> DialAsync()
    {
        using var host = new TcpListener(IPAddress.Loopback, 0);
        host.Start();
        var connection = Connection(((IPEndPoint)host.LocalEndpoint).Port);
        connection.Tell(new HostConnectionActor.Begin(null!, TestActor));
        connection.Tell(HostConnectionActor.Hold.Instance);
        return (connection, await host.AcceptTcpClientAsync().WaitAsync(Patience));
    }

    private static ValueTask SayAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text));

    private static async Task HearsAsync(NetworkStream stream, string text)
    {
        var heard = "";
        var buffer = new byte[4096];
        while (!heard.Contains(text, StringComparison.Ordinal))
            heard += Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer).AsTask().WaitAsync(Patience));
    }

    // The host says nothing: the handshake would go on.
    private static async Task<bool> EndsAsync(NetworkStream stream)
    {
        var buffer = new byte[1024];
        while (await stream.ReadAsync(buffer) > 0)
        {
        }

        return true;
    }

    private IActorRef Connection(int port)
    {
        var domain = Domain.Parse("muc.example");
        var (queue, outputs) = (new OutputQueue(1 << 20), new ServiceOutputs { MayTurn = true });
        outputs.Add(domain, queue);
        var connection = new HostConnection(
            0,
            new ComponentEndpoint(domain, "127.0.0.1", port, "secret"),
            new WireLimits { HandshakeDeadline = TimeSpan.FromHours(1) },
            queue,
            new PendingAsks(TimeProvider.System),
            new StreamBoard(),
            new SegmentPool(),
            outputs,
            Right: null,
            new RefusalCounts(),
            new InboundWindow(1 << 20));
        return Sys.ActorOf(Props.Create(() => new HostConnectionActor(connection, TimeProvider.System, NullLoggerFactory.Instance)));
    }
}
