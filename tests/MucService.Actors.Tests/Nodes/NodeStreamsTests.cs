using System.Text;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using MucService.Actors.Hosts;
using MucService.Actors.Nodes;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Nodes;

/// <summary>Where each node has streams of its own: rooms speak through their node's, and while that is closed through another's.</summary>
public sealed class NodeStreamsTests : TestKit
{
    private static readonly Domain Service = Domain.Parse("muc.example");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly OutputQueue _queue = new(1 << 20);
    private readonly ServiceOutputs _outputs = new() { MayTurn = true };
    private readonly PendingAsks _asks = new(TimeProvider.System);
    private readonly TestProbe _connection;
    private readonly IActorRef _streams;

    public NodeStreamsTests()
        : base(LoopbackNode.Settings())
    {
        _connection = CreateTestProbe("connection");
        _outputs.Add(Service, _queue);
        _outputs.Turn(Service, Way.Nowhere.Instance);
        _streams = Sys.ActorOf(Props.Create(() => new NodeStreamsActor(_outputs, _asks)));
        _streams.Tell(new StreamDirectoryActor.Begin(Service, CreateTestProbe(), [_connection.Ref]));
    }

    private TestProbe Other => field ??= CreateTestProbe("other");

    [Fact]
    public void Rooms_speak_through_the_stream_of_their_node_also_where_others_are_open()
    {
        OtherIs(open: true);
        OwnIs(open: true);

        AwaitWay(Way.Here.Instance);
        _connection.ExpectMsg<HostConnectionActor.Hold>(Patience);
    }

    [Fact]
    public void While_it_is_closed_they_speak_through_another_after_what_waited()
    {
        OwnIs(open: true);
        AwaitWay(Way.Here.Instance);
        Say("<waited/>");
        OtherIs(open: true);
        OwnIs(open: false);

        var stranded = Other.ExpectMsg<StreamMessages.Output>(Patience);
        Assert.Equal("<waited/>", Encoding.UTF8.GetString([.. stranded.Bytes]));
        Assert.Equal(Way.Nowhere.Instance, _outputs.WayOf(Service));
        Other.Reply(new StreamMessages.Handled(stranded.Room, stranded.Number));

        AwaitWay(new Way.Elsewhere(Other.Ref));
    }

    [Fact]
    public void They_keep_to_it_until_it_is_closed_too()
    {
        OwnIs(open: false);
        OtherIs(open: true);
        AwaitWay(new Way.Elsewhere(Other.Ref));

        OwnIs(open: true);
        OtherIs(open: true);
        AwaitWay(new Way.Elsewhere(Other.Ref));
        OtherIs(open: false);
        AwaitWay(Way.Here.Instance);
    }

    [Fact]
    public void Without_any_stream_what_they_say_waits()
    {
        OwnIs(open: true);
        AwaitWay(Way.Here.Instance);
        OwnIs(open: false);

        AwaitWay(Way.Nowhere.Instance);
    }

    [Fact]
    public void An_answer_that_came_to_another_node_reaches_who_asked()
    {
        var id = _asks.Add(Jid.Parse("away.example"), TestActor, "tag")!;
        _asks.Wrote(id, new OutputQueue(1 << 20), 70);
        var answer = new Stanza { Kind = StanzaKind.Iq, Type = StanzaType.Result, Id = id, From = Jid.Parse("away.example"), To = new BareJid(Service) };

        _streams.Tell(new StreamMessages.Returned(answer));

        Assert.Equal("tag", ExpectMsg<HostMessages.Answered>(Patience).Tag);
    }

    [Fact]
    public void A_ping_that_came_to_another_node_proves_the_stream_it_was_sent_through()
    {
        _connection.ExpectMsg<HostConnectionActor.Hold>(Patience);
        var ping = new Stanza { Kind = StanzaKind.Iq, Type = StanzaType.Get, Id = "ping-1", From = new BareJid(Service), To = new BareJid(Service) };

        _streams.Tell(new StreamMessages.Returned(ping));

        _connection.ExpectMsg(new HostConnectionActor.CameBack(ping), Patience);
    }

    private void OwnIs(bool open) => _streams.Tell(new StreamDirectoryActor.StreamState(Service, 0, open, open ? "" : "closed"));

    private void OtherIs(bool open) => _streams.Tell(new StreamMessages.Holds(Service, 0, open, open ? "" : "closed"), Other.Ref);

    private void AwaitWay(Way way)
    {
        _streams.Ask<ActorIdentity>(new Identify(0)).Wait(Patience);
        AwaitCondition(() => _outputs.WayOf(Service).Equals(way), Patience, TimeSpan.FromMilliseconds(10));
    }

    private void Say(string text)
    {
        var writer = new SegmentWriter(new SegmentPool());
        System.Buffers.BuffersExtensions.Write(writer, Encoding.UTF8.GetBytes(text));
        writer.Count(1);
        Assert.True(_queue.TryEnqueue(writer.TakeBatch()!, out _));
    }
}
