using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.TestKit.Xunit2;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Links;

/// <summary>A cluster of one: from a room's interest to the probe, and back to the room.</summary>
public sealed class LinkShardingTests() : TestKit(
    """
    akka.actor.provider = cluster
    akka.remote.dot-netty.tcp.port = 0
    akka.remote.dot-netty.tcp.hostname = 127.0.0.1
    akka.cluster.sharding.state-store-mode = ddata
    akka.cluster.sharding.remember-entities = off
    akka.cluster.sharding.distributed-data.durable.keys = []
    akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
    akka.loglevel = "WARNING"
    """)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void A_room_that_is_interested_has_its_link_probed_and_hears_of_it()
    {
        var (service, remote) = (Domain.Parse("chats.shakespeare.lit"), Domain.Parse("bücher.example"));
        var (host, room) = (CreateTestProbe(), CreateTestProbe());
        var cluster = Cluster.Get(Sys);
        cluster.Join(cluster.SelfAddress);
        AwaitAssert(() => Assert.Equal(MemberStatus.Up, cluster.SelfMember.Status), Patience);

        var links = LinkSharding.Start(
            Sys, new LinkSettings(), ImmutableDictionary<Domain, IActorRef>.Empty.Add(service, host.Ref), TimeProvider.System);
        links.Directory.Tell(new LinkMessages.Interested(BareJid.Parse("orchard@chats.shakespeare.lit"), remote), room);
        Assert.Equal(LinkStanding.Unknown, room.ExpectMsg<LinkMessages.Told>().Standing);

        var ping = host.ExpectMsg<HostMessages.Ask>(Patience);
        host.Sender.Tell(new HostMessages.Answered(ping.Tag, ping.Iq.Answer(StanzaType.Result)), host);
        room.FishForMessage(message => message is LinkMessages.Told { Standing: LinkStanding.Reachable }, Patience);
        Assert.Equal(LinkStanding.Reachable, links.Board.StandingOf(service, remote));

        links.Directory.Tell(new LinkMessages.DescribeAll(), TestActor);
        var link = Assert.Single(ExpectMsg<LinkMessages.Descriptions>(Patience).Links);
        Assert.Equal((remote, "Up", 1), (link.Remote, link.State, link.Rooms));
    }
}
