using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;

namespace MucService.Actors.Nodes;

/// <summary>Tells those who have to act at once when a node was removed: rooms and links of it are to be brought back.</summary>
internal sealed class MembershipActor : ReceiveActor, IWithTimers
{
    // Shards find their new place within a few seconds; what was told too early is told again.
    private static readonly ImmutableArray<TimeSpan> Tellings = [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(8)];

    /// <param name="told">Who is told what.</param>
    public MembershipActor(ImmutableArray<(IActorRef Who, object What)> told)
    {
        Receive<ClusterEvent.MemberRemoved>(_ => Arm());
        Receive<ClusterEvent.MemberExited>(_ => Arm());
        Receive<Due>(_ =>
        {
            foreach (var (who, what) in told)
                who.Tell(what);
        });
        Receive<ClusterEvent.CurrentClusterState>(_ => { });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => Cluster.Get(Context.System).Subscribe(
        Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot, typeof(ClusterEvent.MemberRemoved), typeof(ClusterEvent.MemberExited));

    private void Arm()
    {
        foreach (var after in Tellings)
            Timers.StartSingleTimer(after, Due.Instance, after);
    }

    private sealed record Due
    {
        public static readonly Due Instance = new();
    }
}
