using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using MucService.Actors.Hosts;
using MucService.Actors.Nodes;
using MucService.Actors.Rooms;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Nodes;

/// <summary>
/// One node reads and writes for the host, a room lives on another, and every tenth message between them is lost, both ways. What was
/// accepted reaches the room, and what the room says in answer reaches the socket.
/// </summary>
public sealed partial class LossesAmongNodesTests : TestKit
{
    private const int Stanzas = 30;
    private static readonly BareJid Tea = BareJid.Parse("tea@muc.example");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SegmentPool _segments = new();
    private readonly OutputQueue _queue = new(1 << 20);
    private readonly ServiceOutputs _outputs = new() { MayTurn = true };
    private readonly KeptStanzas _kept = new(new Arrivals(TimeProvider.System), new InboundWindow(1 << 24), TimeProvider.System, 1 << 20, 1 << 20);
    private readonly StringBuilder _written = new();

    public LossesAmongNodesTests() => _outputs.Add(Tea.Domain, _queue);

    [Theory]
    [InlineData(1, OutputForm.Plain)]
    [InlineData(310, OutputForm.Folded)]
    [InlineData(2, OutputForm.Gathered)]
    [InlineData(311, OutputForm.Gathered)]
    public void Each_stanza_is_answered_once_and_in_order_whatever_is_lost(int seed, OutputForm takes)
    {
        var network = new LossyNetwork(Sys, seed, losses: 0.1);
        var (keeper, room) = Start(network, epoch: 5, takes);

        for (var number = 0; number < Stanzas; number++)
            room.Tell(Accept(number), keeper);

        AwaitCondition(() => Written().Count == Stanzas && _kept.IsEmpty, Patience, TimeSpan.FromMilliseconds(20));
        Assert.Equal(Enumerable.Range(0, Stanzas), Written().Select(said => said.Number));
        Assert.True(network.Lost > 0);
    }

    // The keeper and the stream's owner on one side; the room, which the network is between, on the other.
    private (IActorRef Keeper, IActorRef Room) Start(LossyNetwork network, long epoch, OutputForm takes)
    {
        var keeper = Sys.ActorOf(Props.Create(() => new InboundKeeperActor(_kept)));
        var owned = new OwnedStreams(Tea.Domain, _outputs, _segments, keeper, ActorRefs.Nobody);
        Owner = Sys.ActorOf(Props.Create(() => new StreamOwnerActor(owned)));
        Owner.Tell(new StreamOwnerActor.Holding(Holds: true));
        var room = network.To(NewRoom(network, epoch, takes));
        keeper.Tell(new InboundKeeperActor.Begin(room));
        return (keeper, room);
    }

    private IActorRef Owner { get; set; } = ActorRefs.Nobody;

    private IActorRef NewRoom(LossyNetwork network, long epoch, OutputForm takes)
    {
        var outputs = new ServiceOutputs { MayTurn = true };
        outputs.Add(Tea.Domain, new OutputQueue(1 << 20));
        outputs.Turn(Tea.Domain, new Way.Elsewhere(network.To(Owner), takes));
        var segments = _segments;
        return Sys.ActorOf(Props.Create(() => new EchoingRoom(outputs, segments, epoch)));
    }

    private RoomMessages.Deliver Accept(int number)
    {
        var stanza = new Stanza { Kind = StanzaKind.Message, Type = StanzaType.Groupchat, Id = number.ToString(CultureInfo.InvariantCulture), From = Jid.Parse("ada@home.example/desk"), To = Tea };
        return _kept.Accept(Tea, stanza) ?? throw new InvalidOperationException("The room has too much unanswered.");
    }

    private List<(int Number, string StanzaId)> Written()
    {
        while (_queue.TryTake() is { } batch)
        {
            foreach (var segment in batch.Segments)
                _written.Append(Encoding.UTF8.GetString(segment.Written.Span));
            _queue.Finish(batch, lost: false);
        }

        return [.. Said().Matches(_written.ToString()).Select(said => (int.Parse(said.Groups["number"].Value, CultureInfo.InvariantCulture), said.Groups["id"].Value))];
    }

    [GeneratedRegex("<said number='(?<number>\\d+)' id='(?<id>[^']+)'/>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Said();

    // A room's inbox and output, wired as in the room's actor; it says what it is told.
    private sealed class EchoingRoom : ReceiveActor
    {
        public EchoingRoom(ServiceOutputs outputs, SegmentPool segments, long epoch)
        {
            var inbox = new RoomInbox(Tea, Self);
            var output = new RoomOutput(outputs, segments, Tea, Self, inbox, Context.System.Scheduler) { Epoch = epoch };
            Receive<RoomMessages.Deliver>(delivered =>
            {
                if (!inbox.Takes(delivered, Sender))
                    return;

                var writer = new SegmentWriter(segments);
                System.Buffers.BuffersExtensions.Write(writer, Encoding.UTF8.GetBytes($"<said number='{delivered.Stanza.Id}' id='{delivered.Arrival.StanzaId}'/>"));
                writer.Count(1);
                output.Send(writer.TakeBatch(), RoomInbox.OriginOf(delivered, Sender));
            });
            Receive<RoomOutput.Drained>(_ => output.Resume());
            Receive<RemoteOutput.TurnEnded>(_ => output.EndTurn());
            Receive<RemoteOutput.Overdue>(output.OnOverdue);
            Receive<StreamMessages.Handled>(written => output.Written(written, Sender));
            Receive<StreamMessages.SendAgain>(again => output.SendAgain(again.After));
            Receive<StreamMessages.Superseded>(_ => Context.Stop(Self));
        }
    }
}
