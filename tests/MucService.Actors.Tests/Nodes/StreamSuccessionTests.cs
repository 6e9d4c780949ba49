using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using MucService.Actors.Hosts;
using MucService.Actors.Nodes;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Nodes;

/// <summary>Two members of a cluster, of which one holds the streams: the other one, told to hold them next, leaves them there as long as it lives.</summary>
public sealed class StreamSuccessionTests : TestKit
{
    private const long Term = 5;
    private static readonly Domain Service = Domain.Parse("muc.example");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ServiceOutputs _outputs = new() { MayTurn = true };
    private readonly TestProbe _connection;
    private readonly TestProbe _rights;
    private readonly IActorRef _streams;
    private readonly ActorSystem _other;
    private readonly IActorRef _owner;
    private readonly IActorRef _holder;

    public StreamSuccessionTests()
        : base(Settings("""akka.cluster.failure-detector.implementation-class = "MucService.Actors.Tests.Nodes.Eyesight, MucService.Actors.Tests" """))
    {
        Eyesight.IsGood = true;
        (_connection, _rights) = (CreateTestProbe("connection"), CreateTestProbe("rights"));
        Sys.ActorOf(Props.Create(() => new PassingOn(_rights.Ref)), RightToSpeakActor.ActorName);
        _outputs.Add(Service, new OutputQueue(1 << 20));
        _outputs.Turn(Service, Way.Nowhere.Instance);
        _streams = Sys.ActorOf(Props.Create(() => new StreamDirectoryActor(_outputs, TimeSpan.FromHours(1))), StreamDirectoryActor.ActorName);
        _streams.Tell(new StreamDirectoryActor.Begin(Service, CreateTestProbe(), [_connection.Ref]));

        _other = ActorSystem.Create(Sys.Name, Settings(""));
        _owner = _other.ActorOf(Props.Create(() => new PassingOn(ActorRefs.Nobody)), "owner");
        Join(Sys);
        Join(_other);
        AwaitCondition(() => IsSeen && Cluster.Get(Sys).State.Members.Count == 2, Patience);
        _holder = Sys.ActorSelection(new RootActorPath(Cluster.Get(_other).SelfAddress) / "user" / _owner.Path.Name).ResolveOne(Patience).Result;
    }

    private bool IsSeen => Cluster.Get(Sys).State.Unreachable.IsEmpty;

    [Fact]
    public async Task A_holder_that_is_well_keeps_them()
    {
        await OtherHoldsAsync();

        await IsToHoldThemAsync();

        IsLeft();
    }

    [Fact]
    public async Task A_holder_that_is_out_of_reach_for_a_moment_keeps_them_though_it_says_nothing_yet()
    {
        var predecessor = await IsToHoldThemWhileTheHolderIsOutOfReachAsync();
        Looks(true);
        await SaysAsync(new RightToSpeakActor.Silent(predecessor));

        IsLeft();
    }

    [Fact]
    public async Task A_holder_that_says_that_it_holds_them_once_it_is_seen_again_keeps_them()
    {
        var predecessor = await IsToHoldThemWhileTheHolderIsOutOfReachAsync();
        Looks(true);
        await OtherHoldsAsync();
        Looks(false);
        await SaysAsync(new RightToSpeakActor.Silent(predecessor));

        // What was waited for was the end of a holder that lived on. If it ends now, that is found out anew.
        IsLeft();
    }

    [Fact]
    public async Task They_are_taken_from_a_holder_that_stays_out_of_reach()
    {
        var predecessor = await IsToHoldThemWhileTheHolderIsOutOfReachAsync();
        await OtherHoldsAsync();

        await SaysAsync(new RightToSpeakActor.Silent(predecessor));

        Assert.IsType<Way.Here>(_outputs.WayOf(Service));
    }

    [Fact]
    public async Task They_are_taken_when_the_holder_that_kept_them_is_gone()
    {
        await OtherHoldsAsync();
        await IsToHoldThemAsync();

        _other.Stop(_owner);

        AwaitAssert(() => Assert.IsType<Way.Here>(_outputs.WayOf(Service)), Patience);
    }

    [Fact]
    public async Task A_node_that_has_left_takes_nothing_though_nobody_else_is_there_for_it()
    {
        await OtherHoldsAsync();
        await IsToHoldThemAsync();

        Cluster.Get(Sys).Leave(Cluster.Get(Sys).SelfAddress);
        AwaitCondition(() => Cluster.Get(Sys).IsTerminated, Patience);
        _other.Stop(_owner);
        await IsToHoldThemAsync();

        Assert.IsNotType<Way.Here>(_outputs.WayOf(Service));
    }

    [Fact]
    public async Task Of_two_that_hold_them_by_the_same_term_one_lets_go()
    {
        await IsToHoldThemAsync();
        Assert.IsType<Way.Here>(_outputs.WayOf(Service));
        var (own, other) = (Cluster.Get(Sys).SelfAddress, Cluster.Get(_other).SelfAddress);

        await SaysAsync(new StreamMessages.Holds(Service, 1, IsOpen: true, ""));

        Assert.Equal(Member.AddressOrdering.Compare(own, other) < 0, _outputs.WayOf(Service) is Way.Here);
    }

    /// <inheritdoc/>
    protected override void AfterAll()
    {
        Eyesight.IsGood = true;
        Shutdown(_other);
        base.AfterAll();
    }

    private static Config Settings(string more) => ConfigurationFactory.ParseString($$"""
        akka.cluster { gossip-interval = 100ms, leader-actions-interval = 100ms, unreachable-nodes-reaper-interval = 100ms }
        akka.coordinated-shutdown { terminate-actor-system = off, run-by-actor-system-terminate = off }
        {{more}}
        """).WithFallback(LoopbackNode.Settings());

    private void Join(ActorSystem system) => Cluster.Get(system).JoinAsync(Cluster.Get(Sys).SelfAddress).Wait(Patience);

    private Task OtherHoldsAsync() => SaysAsync(new StreamMessages.Holds(Service, Term, IsOpen: true, ""));

    private async Task<int> IsToHoldThemWhileTheHolderIsOutOfReachAsync()
    {
        await OtherHoldsAsync();
        Looks(false);
        await IsToHoldThemAsync();
        return _rights.ExpectMsg<RightToSpeakActor.AwaitSilence>(Patience).Uid;
    }

    private void Looks(bool canSee)
    {
        Eyesight.IsGood = canSee;
        AwaitCondition(() => IsSeen == canSee, Patience);
    }

    private Task IsToHoldThemAsync() => SaysAsync(new StreamDirectoryActor.Hold(Service));

    private async Task SaysAsync(object message)
    {
        _streams.Tell(message, _holder);
        await _streams.Ask<ActorIdentity>(new Identify(0), Patience);
    }

    private void IsLeft() => Assert.Equal(new Way.Elsewhere(_holder), _outputs.WayOf(Service));

    private sealed class PassingOn : ReceiveActor
    {
        public PassingOn(IActorRef to) => ReceiveAny(to.Forward);
    }
}
