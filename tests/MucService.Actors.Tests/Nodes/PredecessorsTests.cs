using Akka.Actor;
using Microsoft.Extensions.Time.Testing;
using MucService.Actors.Nodes;
using Xunit;

namespace MucService.Actors.Tests.Nodes;

/// <summary>Nobody speaks in the place of a node that may still believe that it speaks; and nobody waits longer than that.</summary>
public sealed class PredecessorsTests
{
    private const int Gone = 7;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(3);
    private static readonly Address Second = Address.Parse("akka.tcp://muc@second:1");
    private static readonly Address Third = Address.Parse("akka.tcp://muc@third:1");

    private readonly FakeTimeProvider _time = new();
    private readonly Predecessors _predecessors;

    public PredecessorsTests() => _predecessors = new Predecessors(new SpeakingRight(_time), Length);

    [Fact]
    public void A_node_that_nobody_has_agreed_to_for_as_long_as_a_right_lasts_has_none()
    {
        _predecessors.Agreed(Gone);
        _time.Advance(Length);
        _predecessors.Await(Gone, ActorRefs.Nobody);
        _predecessors.AgreedBefore(Gone, Second, Length);

        Assert.Equal([(Gone, ActorRefs.Nobody)], Conclude(Second));
        Assert.Empty(Conclude(Second));
    }

    [Fact]
    public void One_that_says_nothing_or_agreed_a_moment_ago_is_waited_for_as_long_as_a_right_lasts()
    {
        _predecessors.Await(Gone, ActorRefs.Nobody);
        _predecessors.AgreedBefore(Gone, Second, Length);
        _predecessors.AgreedBefore(Gone, Third, Length - TimeSpan.FromMilliseconds(1));
        Assert.Empty(Conclude(Second, Third));

        _time.Advance(Length - TimeSpan.FromMilliseconds(1));
        Assert.Empty(Conclude(Second, Third));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Single(Conclude(Second, Third));
    }

    [Fact]
    public void What_this_node_agreed_to_itself_counts()
    {
        _predecessors.Agreed(Gone);
        _predecessors.Await(Gone, ActorRefs.Nobody);
        _time.Advance(Length / 2);

        Assert.Empty(Conclude());
    }

    [Fact]
    public void A_node_that_can_be_reached_may_be_agreed_to_at_any_moment()
    {
        _predecessors.Await(Gone, ActorRefs.Nobody);

        Assert.Empty(_predecessors.Conclude(_ => true, _ => []));
    }

    [Fact]
    public void Where_a_lease_may_have_spoken_for_it_only_time_settles_it()
    {
        _predecessors.Await(Gone, ActorRefs.Nobody);
        Assert.Empty(_predecessors.Conclude(_ => false, others: null));

        _time.Advance(Length);
        Assert.Single(_predecessors.Conclude(_ => false, others: null));
    }

    private IReadOnlyList<(int Uid, IActorRef By)> Conclude(params Address[] others) => _predecessors.Conclude(_ => false, _ => others);
}
