using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using MucService.Actors.Hosts;
using MucService.Actors.Nodes;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Nodes;

/// <summary>A holder that cannot reach the host gives the streams to a node that can, and has them back when that node is gone.</summary>
public sealed class StreamDirectoryTests : TestKit
{
    private static readonly Domain Service = Domain.Parse("muc.example");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ServiceOutputs _outputs = new() { MayTurn = true };
    private readonly TestProbe _connection;
    private readonly TestProbe _other;
    private readonly IActorRef _streams;

    public StreamDirectoryTests()
        : base(LoopbackNode.Settings())
    {
        (_connection, _other) = (CreateTestProbe("connection"), CreateTestProbe("other"));
        _outputs.Add(Service, new OutputQueue(1 << 20));
        _outputs.Turn(Service, Way.Nowhere.Instance);
        _streams = Sys.ActorOf(Props.Create(() => new StreamDirectoryActor(_outputs, TimeSpan.FromMilliseconds(1))));
        _streams.Tell(new StreamDirectoryActor.Begin(Service, CreateTestProbe(), [_connection.Ref]));
        _streams.Tell(new StreamDirectoryActor.Hold(Service));
        _connection.ExpectMsg<HostConnectionActor.Hold>(Patience);
    }

    [Fact]
    public void Who_is_asked_tells_the_asker_only_that_it_can_reach_the_host()
    {
        _streams.Tell(new StreamMessages.CanYouReach(Service), _other);
        var asked = Asked(_other);
        _streams.Tell(new HostConnectionActor.Reaches(Service, asked.AskedBy, Yes: true));

        _other.ExpectMsg(new StreamMessages.CanReach(Service), Patience);
    }

    [Fact]
    public void A_holder_whose_stream_is_closed_gives_it_to_who_can_reach_the_host()
    {
        GivesItToTheOther();
        _connection.FishForMessage(message => message is HostConnectionActor.LetGo, Patience);
        OtherHolds();

        AwaitAssert(() => Assert.Equal(new Way.Elsewhere(_other.Ref), _outputs.WayOf(Service)), Patience);
    }

    [Fact]
    public void What_nobody_takes_it_holds_again()
    {
        GivesItToTheOther();

        _connection.FishForMessage(message => message is HostConnectionActor.Hold, Patience);
    }

    [Fact]
    public void It_holds_them_again_when_that_node_is_gone()
    {
        GivesItToTheOther();
        OtherHolds();
        AwaitAssert(() => Assert.IsType<Way.Elsewhere>(_outputs.WayOf(Service)), Patience);

        Sys.Stop(_other.Ref);

        AwaitAssert(() => Assert.IsType<Way.Here>(_outputs.WayOf(Service)), Patience);
    }

    [Fact]
    public async Task A_holder_whose_stream_is_open_keeps_it()
    {
        Open(isSilent: false);
        _streams.Tell(new StreamMessages.CanReach(Service), _other);
        await _streams.Ask<ActorIdentity>(new Identify(0), Patience);

        Assert.IsType<Way.Here>(_outputs.WayOf(Service));
    }

    [Fact]
    public void A_holder_whose_stream_is_silent_gives_it_to_who_can_reach_the_host()
    {
        Open(isSilent: true);
        CannotReach();

        _other.ExpectMsg<StreamMessages.TakeOver>(Patience);
    }

    [Fact]
    public async Task A_holder_that_hears_the_host_again_keeps_the_stream()
    {
        Open(isSilent: true);
        Asked(_streams);
        Open(isSilent: false);
        _streams.Tell(new StreamMessages.CanReach(Service), _other);
        await _streams.Ask<ActorIdentity>(new Identify(0), Patience);

        Assert.IsType<Way.Here>(_outputs.WayOf(Service));
    }

    [Fact]
    public void Rooms_know_whether_the_host_has_read_what_the_holder_before_wrote()
    {
        Open(isSilent: false);
        _streams.Tell(new StreamMessages.Holds(Service, 9, IsOpen: true, "") { IsRead = true }, _other);
        AwaitAssert(() => Assert.IsType<Way.Elsewhere>(_outputs.WayOf(Service)), Patience);
        Assert.True(_outputs.IsFormerRead(Service));

        _streams.Tell(new StreamMessages.TakeOver(Service, 9), _other);
        AwaitAssert(() => Assert.IsType<Way.Here>(_outputs.WayOf(Service)), Patience);
        Assert.False(_outputs.IsFormerRead(Service));

        _streams.Tell(new StreamMessages.Holds(Service, 11, IsOpen: true, ""), _other);
        AwaitAssert(() => Assert.IsType<Way.Elsewhere>(_outputs.WayOf(Service)), Patience);
        _streams.Tell(new StreamMessages.TakeOver(Service, 11) { IsRead = true }, _other);
        AwaitAssert(() => Assert.IsType<Way.Here>(_outputs.WayOf(Service)), Patience);
        Assert.True(_outputs.IsFormerRead(Service));
    }

    private void Open(bool isSilent) => _streams.Tell(new StreamDirectoryActor.StreamState(Service, 0, IsOpen: true, "") { IsSilent = isSilent });

    private HostConnectionActor.TryToReach Asked(IActorRef by) => (HostConnectionActor.TryToReach)_connection.FishForMessage(
        message => message is HostConnectionActor.TryToReach asked && asked.AskedBy.Equals(by), Patience);

    private void GivesItToTheOther()
    {
        _streams.Tell(new StreamDirectoryActor.StreamState(Service, 0, IsOpen: false, "cannot connect"));
        CannotReach();
        _other.ExpectMsg<StreamMessages.TakeOver>(Patience);
    }

    private void CannotReach()
    {
        _streams.Tell(new HostConnectionActor.Reaches(Service, Asked(_streams).AskedBy, Yes: false));
        _streams.Tell(new StreamMessages.CanReach(Service), _other);
    }

    private void OtherHolds() => _streams.Tell(new StreamMessages.Holds(Service, 9, IsOpen: true, ""), _other);
}
