using System.Collections.Concurrent;
using Akka.Cluster;
using Akka.Configuration;
using Akka.Coordination;
using Akka.TestKit.Xunit2;
using MucService.Actors.Nodes;
using Xunit;

namespace MucService.Actors.Tests.Nodes;

/// <summary>Of two nodes, the one that speaks is the one that stays: both are decided by one lease, of one owner.</summary>
public sealed class ResolversLeaseTests() : TestKit(Settings.WithFallback(LoopbackNode.Settings()))
{
    private const string Path = "resolvers-lease";

    private static Config Settings { get; } = ConfigurationFactory.ParseString($"""
        akka.cluster.downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
        akka.cluster.split-brain-resolver.active-strategy = lease-majority
        akka.cluster.split-brain-resolver.lease-majority.lease-implementation = {Path}
        {Path}.lease-class = "{typeof(Taken).AssemblyQualifiedName}"
        {Path}.heartbeat-interval = 2s
        {Path}.heartbeat-timeout = 8s
        {Path}.lease-operation-timeout = 3s
        """);

    [Fact]
    public void A_node_that_speaks_by_the_lease_holds_the_one_that_the_resolver_asks_for()
    {
        Cluster.Get(Sys).Join(Cluster.Get(Sys).SelfAddress);
        AwaitCondition(() => !Taken.All.IsEmpty, TimeSpan.FromSeconds(60));

        var own = SeveralNodes.LeaseOf(Sys, Path);

        Assert.All(Taken.All, lease => Assert.Equal((lease.Settings.LeaseName, lease.Settings.OwnerName), (own.Settings.LeaseName, own.Settings.OwnerName)));
        Assert.Same(own, Assert.Single(Taken.All));
    }

    /// <summary>Says whom it was made for.</summary>
    public sealed class Taken : Lease
    {
        public Taken(LeaseSettings settings)
            : base(settings) => All.Add(this);

        public static ConcurrentBag<Taken> All { get; } = [];

        public override Task<bool> Acquire() => Task.FromResult(true);

        public override Task<bool> Acquire(Action<Exception?> leaseLostCallback) => Acquire();

        public override Task<bool> Release() => Task.FromResult(true);

        public override bool CheckLease() => true;
    }
}
