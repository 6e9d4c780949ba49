using System.Text;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using MucService.Actors.Hosts;
using MucService.Actors.Nodes;
using MucService.Actors.Rooms;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Nodes;

/// <summary>What a room says reaches the socket of another node, once and in order, although messages between them are lost.</summary>
public sealed partial class OutputAmongNodesTests : TestKit
{
    private static readonly BareJid Tea = BareJid.Parse("tea@muc.example");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SegmentPool _segments = new();
    private readonly ServiceOutputs _outputs = new() { MayTurn = true };
    private readonly OutputQueue _queue = new(1 << 20);
    private readonly StringBuilder _written = new();

    public OutputAmongNodesTests() => _outputs.Add(Tea.Domain, _queue);

    private TestProbe Keeper => field ??= CreateTestProbe("keeper");

    private TestProbe Wire => field ??= CreateTestProbe("wire");

    private IActorRef Owner => field ??= StartOwner();

    [Fact]
    public void What_is_written_is_told_to_the_room_and_lets_go_of_the_stanza_it_answers()
    {
        var room = StartRoomOutput();
        room.Send(Said("<a/>"), new RoomInbox.Origin(Keeper, 7));
        Pass();

        Assert.Equal("<a/>", Write());
        Keeper.ExpectMsg(new StreamMessages.Handled(Tea, 7), Patience);
        room.Written(Wire.ExpectMsg<StreamMessages.Handled>(Patience).Number);
        Assert.True(room.IsEmpty);
    }

    [Fact]
    public void A_large_batch_travels_in_pieces_and_arrives_whole()
    {
        var large = $"<a>{new string('x', 200_000)}</a>";
        var room = StartRoomOutput();
        room.Send(Said(large), null);

        Assert.Equal(4, PassAll());
        Assert.Equal(large, Write());
    }

    [Fact]
    public void A_lost_piece_is_asked_for_when_the_next_one_comes()
    {
        var room = StartRoomOutput();
        room.Send(Said("<a/>"), null);
        room.Send(Said("<b/>"), null);
        room.Send(Said("<c/>"), null);
        Pass();
        Wire.ExpectMsg<StreamMessages.Output>();
        Pass();
        Write();
        var again = (StreamMessages.SendAgain)Wire.FishForMessage(message => message is StreamMessages.SendAgain, Patience);

        room.SendAgain(again.After);
        PassAll();

        AwaitCondition(() => Write() == "<a/><b/><c/>", Patience);
    }

    [Fact]
    public void A_piece_that_comes_twice_is_written_once()
    {
        var room = StartRoomOutput();
        room.Send(Said("<a/>"), null);
        var piece = Wire.ExpectMsg<StreamMessages.Output>();
        Owner.Tell(piece, Wire);
        Owner.Tell(piece, Wire);

        Wire.FishForMessage(message => message is StreamMessages.SendAgain, Patience);
        Assert.Equal("<a/>", Write());
    }

    [Fact]
    public void What_an_older_instance_says_is_refused_once_a_newer_one_was_heard()
    {
        Owner.Tell(Piece(epoch: 8, "<new/>"), CreateTestProbe());
        Owner.Tell(Piece(epoch: 7, "<old/>"), Wire);

        Wire.ExpectMsg(new StreamMessages.Superseded(Tea, 7), Patience);
        Assert.Equal("<new/>", Write());
    }

    [Fact]
    public void A_node_that_does_not_hold_the_stream_takes_nothing()
    {
        Owner.Tell(new StreamOwnerActor.Holding(Holds: false));
        Owner.Tell(Piece(epoch: 8, "<a/>"), Wire);

        Wire.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        Assert.Equal("", Write());
    }

    [Fact]
    public void What_is_not_known_to_be_written_goes_to_the_next_holder_in_order()
    {
        _outputs.Turn(Tea.Domain, new Way.Elsewhere(Wire));
        var room = NewRoomOutput();
        room.Send(Said("<a/>"), null);
        room.Send(Said("<b/>"), null);
        Wire.ReceiveN(2);

        _outputs.Turn(Tea.Domain, new Way.Elsewhere(Owner));
        room.Turn();
        room.Send(Said("<c/>"), null);

        AwaitCondition(() => Write() == "<a/><b/><c/>", Patience);
    }

    [Fact]
    public void What_is_to_be_said_first_there_goes_ahead_of_what_is_not_known_to_be_written_and_of_what_is_said_meanwhile()
    {
        _outputs.Turn(Tea.Domain, new Way.Elsewhere(Wire));
        var room = NewRoomOutput();
        room.Send(Said("<b/>"), null);
        Wire.ReceiveN(1);

        _outputs.Turn(Tea.Domain, new Way.Elsewhere(Owner));
        room.Send(Said("<c/>"), null);
        room.Turn(() => Said("<a/>"));

        AwaitCondition(() => Write() == "<a/><b/><c/>", Patience);
    }

    [Fact]
    public void What_a_former_holder_has_not_written_is_not_written_when_it_holds_the_stream_again()
    {
        Owner.Tell(Piece(epoch: 7, "<a/>"), Wire);
        AwaitCondition(() => _queue.QueuedBytes > 0, Patience);

        Owner.Tell(new StreamOwnerActor.Holding(Holds: false));
        Owner.Tell(StreamOwnerActor.Forget.Instance);
        AwaitCondition(() => _queue.QueuedBytes == 0, Patience);
        Wire.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        Owner.Tell(new StreamOwnerActor.Holding(Holds: true));
        Owner.Tell(Piece(epoch: 7, "<a/>"), Wire);

        AwaitCondition(() => Write() == "<a/>", Patience);
    }

    [Theory]
    [InlineData(OutputForm.Plain, OutputForm.Folded)]
    [InlineData(OutputForm.Plain, OutputForm.Gathered)]
    [InlineData(OutputForm.Folded, OutputForm.Plain)]
    [InlineData(OutputForm.Folded, OutputForm.Gathered)]
    [InlineData(OutputForm.Gathered, OutputForm.Plain)]
    [InlineData(OutputForm.Gathered, OutputForm.Folded)]
    [InlineData(OutputForm.Gathered, OutputForm.Gathered)]
    public void What_goes_to_many_reaches_a_holder_of_any_version_after_one_of_another(OutputForm first, OutputForm next)
    {
        _outputs.Turn(Tea.Domain, new Way.Elsewhere(Wire, first));
        var room = NewRoomOutput();
        room.Send(SaidToMany("<a to='", 200), null);
        room.Send(SaidToMany("<b to='", 200, folds: true), null);
        room.EndTurn();
        Assert.Equal(first is not OutputForm.Plain, Wire.FishForMessage<StreamMessages.Output>(_ => true, Patience).IsFolded);

        _outputs.Turn(Tea.Domain, new Way.Elsewhere(Owner, next));
        room.Turn();
        room.EndTurn();

        var all = string.Concat(from name in "ab" from recipient in Enumerable.Range(0, 200) select $"<{name} to='o{recipient}@a.example'/>");
        AwaitCondition(() => Write() == all, Patience);
    }

    [Fact]
    public void What_was_rendered_for_another_node_is_whole_where_this_one_holds_the_stream_meanwhile()
    {
        var room = NewRoomOutput();
        room.Send(SaidToMany("<a to='", 200, folds: true), null);

        Assert.Equal(string.Concat(Enumerable.Range(0, 200).Select(recipient => $"<a to='o{recipient}@a.example'/>")), Write());
    }

    [Fact]
    public void What_waits_for_a_holder_goes_to_this_nodes_queue_when_it_holds_the_stream()
    {
        _outputs.Turn(Tea.Domain, Way.Nowhere.Instance);
        var room = NewRoomOutput();
        room.Send(Said("<a/>"), new RoomInbox.Origin(Keeper, 1));
        Assert.True(room.IsBlocked);

        _outputs.Turn(Tea.Domain, Way.Here.Instance);
        room.Turn();

        Assert.False(room.IsBlocked);
        Assert.Equal("<a/>", Write());
    }

    private RemoteUnderTest StartRoomOutput(OutputForm takes = OutputForm.Folded) =>
        new(new RemoteOutput(Tea, Wire, new RoomInbox(Tea, Wire), Sys.Scheduler) { Epoch = 5 }, new Way.Elsewhere(Wire, takes));

    private RoomOutput NewRoomOutput() => new(_outputs, _segments, Tea, Wire, new RoomInbox(Tea, Wire), Sys.Scheduler) { Epoch = 5 };

    private IActorRef StartOwner()
    {
        var owned = new OwnedStreams(Tea.Domain, _outputs, _segments, Keeper, Wire);
        var owner = Sys.ActorOf(Props.Create(() => new StreamOwnerActor(owned)));
        owner.Tell(new StreamOwnerActor.Holding(Holds: true));
        return owner;
    }

    // The network: what the room sent to it goes on to the holder, or not.
    private void Pass() => Owner.Tell(Wire.ExpectMsg<StreamMessages.Output>(Patience), Wire);

    private int PassAll()
    {
        var pieces = Wire.ReceiveWhile<object>(message => message, TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(300))
            .OfType<StreamMessages.Output>()
            .ToList();
        pieces.ForEach(piece => Owner.Tell(piece, Wire));
        return pieces.Count;
    }

    private string Write()
    {
        Owner.Ask<ActorIdentity>(new Identify(0)).Wait(Patience);
        while (_queue.TryTake() is { } batch)
        {
            foreach (var segment in batch.Segments)
                _written.Append(Encoding.UTF8.GetString(segment.Written.Span));
            _queue.Finish(batch, lost: false);
        }

        return _written.ToString();
    }

    private OutputBatch Said(string text)
    {
        var writer = new SegmentWriter(_segments);
        System.Buffers.BuffersExtensions.Write(writer, Encoding.UTF8.GetBytes(text));
        writer.Count(1);
        return writer.TakeBatch()!;
    }

    private OutputBatch SaidToMany(string head, int recipients, bool folds = false)
    {
        var writer = new SegmentWriter(_segments) { Folds = folds };
        var stanza = new FanOutStanza(Encoding.UTF8.GetBytes(head), "'/>"u8.ToArray());
        for (var recipient = 0; recipient < recipients; recipient++)
            writer.Add(stanza, Encoding.UTF8.GetBytes($"o{recipient}@a.example"));
        return writer.TakeBatch()!;
    }

    private static StreamMessages.Output Piece(long epoch, string text) =>
        new(Tea, epoch, 1, 0, More: false, 1, 0, 0, [.. Encoding.UTF8.GetBytes(text)]);

    // A room whose holder is the network between.
    private sealed class RemoteUnderTest(RemoteOutput remote, Way.Elsewhere network)
    {
        public bool IsEmpty => remote.IsEmpty;

        public void Send(OutputBatch? batch, RoomInbox.Origin? origin) => Assert.True(remote.TrySend(network, new SaidOutput(batch, origin)));

        public void EndTurn() => remote.EndTurn();

        public void SendAgain(long after) => remote.SendAgain(after);

        public void Written(long number) => remote.Written(number);
    }
}
