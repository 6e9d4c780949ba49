using Akka.Actor;
using Akka.TestKit;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Links;

/// <summary>A node's directory: what it reports, and whom it tells.</summary>
public sealed partial class LinkDirectoryActorTests : SimulatedTime
{
    private readonly TestProbe _region;
    private readonly LinkBoard _board;
    private readonly Watermarks _watermarks = new();

    public LinkDirectoryActorTests()
    {
        _region = CreateTestProbe("region");
        _board = new LinkBoard(Time);
    }

    [Fact]
    public void A_room_is_answered_at_once_and_the_supervisor_hears_of_the_node()
    {
        var directory = Start();
        Enter(directory, "orchard");
        Assert.Equal(new LinkMessages.Report(Service, Remote, 1, InUse: true, Probed: true, Epoch: 0), ExpectReport());
    }

    [Fact]
    public void Every_room_of_the_domain_is_told_of_a_transition_and_no_other()
    {
        var directory = Start();
        var (orchard, balcony) = (Enter(directory, "orchard"), Enter(directory, "balcony"));
        var tomb = Enter(directory, "tomb", "montague.lit");
        Tell(directory, LinkStanding.Unreachable, epoch: 5);

        var told = new LinkMessages.Told(Remote, LinkStanding.Unreachable, 5);
        Assert.Equal(told, orchard.ExpectMsg<LinkMessages.Told>());
        Assert.Equal(told, balcony.ExpectMsg<LinkMessages.Told>());
        tomb.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_room_that_enters_during_an_outage_is_told_at_once()
    {
        var directory = Start();
        Enter(directory, "orchard");
        Tell(directory, LinkStanding.Unreachable, epoch: 5);
        Settle(directory);

        var late = CreateTestProbe();
        directory.Tell(new LinkMessages.Interested(BareJid.Parse("late@chats.shakespeare.lit"), Remote), late);
        Assert.Equal(new LinkMessages.Told(Remote, LinkStanding.Unreachable, 5), late.ExpectMsg<LinkMessages.Told>());
    }

    [Fact]
    public void A_past_epoch_is_told_to_nobody()
    {
        var directory = Start();
        var orchard = Enter(directory, "orchard");
        Tell(directory, LinkStanding.Unreachable, epoch: 5);
        orchard.ExpectMsg<LinkMessages.Told>();
        Tell(directory, LinkStanding.Reachable, epoch: 4);
        orchard.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Rooms_are_told_at_a_bounded_rate_and_a_second_transition_cancels_what_is_left()
    {
        var directory = Start(new LinkSettings { TellingsPerSecond = 20 });
        var rooms = Enumerable.Range(0, 40).Select(number => Enter(directory, $"room{number}")).ToList();
        Tell(directory, LinkStanding.Unreachable, epoch: 5);
        Settle(directory);
        Assert.InRange(rooms.Count(room => room.HasMessages), 1, 3);

        Tell(directory, LinkStanding.Reachable, epoch: 6);
        Advance(Seconds(3), directory, stepMilliseconds: 50);
        var tellings = rooms.Select(Told).ToList();
        Assert.All(tellings, told => Assert.Equal(LinkStanding.Reachable, told[^1].Standing));
        Assert.InRange(tellings.Count(told => told.Count == 2), 1, 3);
    }

    [Fact]
    public void Of_several_nodes_each_cancels_what_is_left_for_itself_and_one_that_missed_the_first_tells_the_second_only()
    {
        var settings = new LinkSettings { TellingsPerSecond = 20 };
        IActorRef[] nodes = [Start(settings), Start(settings), Start(settings)];
        var rooms = nodes.Select((node, number) => Enumerable.Range(0, 20).Select(room => Enter(node, $"room{number}-{room}")).ToList()).ToList();
        foreach (var node in nodes[..2])
            Tell(node, LinkStanding.Unreachable, epoch: 5);
        foreach (var node in nodes)
            Tell(node, LinkStanding.Reachable, epoch: 6);
        for (var step = 0; step < 60; step++)
        {
            Advance(TimeSpan.FromMilliseconds(50), nodes[0], stepMilliseconds: 50);
            Settle(nodes[1]);
            Settle(nodes[2]);
        }

        foreach (var (ofNode, number) in rooms.Select((ofNode, number) => (ofNode.Select(Told).ToList(), number)))
        {
            Assert.All(ofNode, told => Assert.Equal(LinkStanding.Reachable, told[^1].Standing));
            Assert.InRange(ofNode.Count(told => told.Count == 2), number == 2 ? 0 : 1, number == 2 ? 0 : 3);
        }
    }

    [Fact]
    public void A_link_whose_last_room_left_is_reported_and_forgotten()
    {
        var directory = Start();
        var orchard = Enter(directory, "orchard");
        ExpectReport();
        directory.Tell(new LinkMessages.NotInterested(BareJid.Parse("orchard@chats.shakespeare.lit"), Remote), orchard);
        Assert.Equal(0, ExpectReport().Rooms);
        Assert.Null(_board.StandingOf(Service, Remote));
    }

    [Fact]
    public void A_room_that_dies_has_no_interest_left()
    {
        var directory = Start();
        var orchard = Enter(directory, "orchard");
        ExpectReport();
        Sys.Stop(orchard);
        Assert.Equal(0, ExpectReport().Rooms);
    }

    [Fact]
    public void Reports_are_repeated_every_30_seconds_and_say_whether_a_room_was_in_use()
    {
        var directory = Start();
        Enter(directory, "orchard");
        directory.Tell(new LinkMessages.InUse(BareJid.Parse("orchard@chats.shakespeare.lit")));
        Assert.True(ExpectReport().InUse);
        Advance(Seconds(30), directory, stepMilliseconds: 1000);
        Assert.True(ExpectReport().InUse);
        Advance(Seconds(30), directory, stepMilliseconds: 1000);
        Assert.False(ExpectReport().InUse);
        directory.Tell(new LinkMessages.InUse(BareJid.Parse("orchard@chats.shakespeare.lit")));
        Assert.True(ExpectReport().InUse);
    }

    [Fact]
    public void Rooms_that_never_say_when_they_are_in_use_are_taken_to_be()
    {
        var directory = Start();
        Enter(directory, "orchard");
        ExpectReport();
        Advance(Seconds(30), directory, stepMilliseconds: 1000);
        Assert.True(ExpectReport().InUse);
    }

    [Fact]
    public void A_supervisor_that_starts_is_answered()
    {
        var directory = Start();
        Enter(directory, "orchard");
        ExpectReport();
        directory.Tell(new LinkMessages.WhoIsInterested(Service, Remote));
        Assert.Equal(1, ExpectReport().Rooms);
        directory.Tell(new LinkMessages.WhoIsInterested(Service, Domain.Parse("nobody.lit")));
        _region.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Domains_beyond_the_limit_are_not_probed_until_there_is_room()
    {
        var directory = Start(new LinkSettings { MaxDomains = 1 });
        var orchard = Enter(directory, "orchard");
        Enter(directory, "tomb", "montague.lit");
        Assert.True(ExpectReport().Probed);
        Assert.False(ExpectReport().Probed);
        directory.Tell(new LinkMessages.NotInterested(BareJid.Parse("orchard@chats.shakespeare.lit"), Remote), orchard);
        ExpectReport();
        Advance(Seconds(30), directory, stepMilliseconds: 1000);
        Assert.True(ExpectReport().Probed);
    }

    [Fact]
    public void A_domain_that_the_operator_wants_unprobed_stays_so()
    {
        var directory = Start(new LinkSettings { Unprobed = [Remote] });
        Enter(directory, "orchard");
        Assert.False(ExpectReport().Probed);
        Advance(Seconds(30), directory, stepMilliseconds: 1000);
        Assert.False(ExpectReport().Probed);
    }

    [Fact]
    public void What_another_node_heard_of_a_connection_is_told_to_the_link_where_rooms_of_this_one_are_behind_it()
    {
        var directory = Start();
        Enter(directory, "orchard");
        ExpectReport();
        directory.Tell(new LinkMessages.ConnectionChanged(Service, Domain.Parse("verona.lit"), Opened: false));
        directory.Tell(new LinkMessages.ConnectionChanged(Service, Remote, Opened: false));
        Assert.Equal(Remote, _region.ExpectMsg<LinkMessages.ConnectionChanged>().Remote);
    }

    [Fact]
    public void A_session_that_is_gone_leaves_every_room_of_its_domain()
    {
        var directory = Start();
        var orchard = Enter(directory, "orchard");
        var juliet = FullJid.Parse("juliet@capulet.lit/balcony");
        directory.Tell(new LinkMessages.SessionLost(Service, juliet));
        Assert.Equal(new LinkMessages.SessionGone(juliet), orchard.ExpectMsg<LinkMessages.SessionGone>());

        directory.Tell(new LinkMessages.SessionLost(Service, juliet) { Ago = TimeSpan.FromSeconds(2) });
        Assert.Equal(Time.GetTimestamp() - (2 * Time.TimestampFrequency), orchard.ExpectMsg<LinkMessages.SessionGone>().At);
    }

    [Fact]
    public void The_board_says_which_stanzas_are_signs_of_life_at_most_one_a_second()
    {
        var directory = Start();
        Enter(directory, "orchard");
        Settle(directory);
        Assert.False(_board.IsSignOfLife(Service, Remote));

        Tell(directory, LinkStanding.Unreachable, epoch: 5);
        Settle(directory);
        Assert.True(_board.IsSignOfLife(Service, Remote));
        Assert.False(_board.IsSignOfLife(Service, Remote));
        Time.Advance(Seconds(1));
        Assert.True(_board.IsSignOfLife(Service, Remote));
    }

    [Fact]
    public void All_links_are_described_and_none_that_does_not_answer()
    {
        var directory = Start();
        Enter(directory, "orchard");
        Enter(directory, "tomb", "montague.lit");
        ExpectReport();
        ExpectReport();
        directory.Tell(new LinkMessages.DescribeAll(), TestActor);
        var asked = _region.ExpectMsg<LinkMessages.Describe>();
        var survey = _region.LastSender;
        survey.Tell(new LinkMessages.Description(
            asked.Service, asked.Remote, "Up", LinkStanding.Reachable, 1, null, default, false, false, null, 1, [], 0, null, null, 0));
        Settle(survey);
        ((TestScheduler)Sys.Scheduler).Advance(Seconds(4));
        Assert.Equal(asked.Remote, Assert.Single(ExpectMsg<LinkMessages.Descriptions>().Links).Remote);
    }

    private IActorRef Start(LinkSettings? settings = null) =>
        Sys.ActorOf(Props.Create(() => new LinkDirectoryActor(settings ?? new LinkSettings(), _region.Ref, _board, _watermarks, Time)));

    private TestProbe Enter(IActorRef directory, string room, string remote = "capulet.lit")
    {
        var probe = CreateTestProbe(room);
        directory.Tell(new LinkMessages.Interested(BareJid.Parse($"{room}@chats.shakespeare.lit"), Domain.Parse(remote)), probe);
        Assert.Equal(new LinkMessages.Told(Domain.Parse(remote), LinkStanding.Unknown, 0), probe.ExpectMsg<LinkMessages.Told>());
        return probe;
    }

    private static List<LinkMessages.Told> Told(TestProbe room)
    {
        var told = new List<LinkMessages.Told>();
        while (room.HasMessages)
            told.Add(room.ExpectMsg<LinkMessages.Told>());
        return told;
    }

    private static void Tell(IActorRef directory, LinkStanding standing, long epoch) =>
        directory.Tell(new LinkMessages.Transition(Service, Remote, standing, epoch));

    private LinkMessages.Report ExpectReport() => _region.ExpectMsg<LinkMessages.Report>();
}
