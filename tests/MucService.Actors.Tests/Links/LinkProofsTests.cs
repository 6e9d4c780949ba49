using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Links;
using MucService.Rooms;
using MucService.Rooms.Reachability;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Links;

/// <summary>What nodes are told of answered probes, and who is told that a domain is there; and the probing of sessions in their turn.</summary>
public sealed class LinkProofsTests : TestKit
{
    private static readonly Domain Service = Domain.Parse("chats.shakespeare.lit");
    private static readonly Domain Remote = Domain.Parse("capulet.lit");
    private static readonly FullJid Juliet = FullJid.Parse("juliet@capulet.lit/balcony");
    private static readonly FullJid Romeo = FullJid.Parse("romeo@shakespeare.lit/orchard");

    private readonly LinkProofs _proofs = new(Service, Remote);

    private LinkMessages.Proved? Answered(long probe, long position, ProbeVerdict verdict = ProbeVerdict.Result, string output = "output", long began = 0)
    {
        _proofs.Sent(probe);
        return _proofs.Answered(probe, verdict, new OutputPlace(output, position, began), TimeSpan.Zero);
    }

    [Fact]
    public void An_answered_probe_proves_what_was_written_before_it() =>
        Assert.Equal(new LinkMessages.Proved(Service, Remote, "output", 100), Answered(1, 100));

    [Fact]
    public void A_bounced_or_refused_probe_proves_nothing()
    {
        Assert.Null(Answered(1, 100, ProbeVerdict.Bounced));
        Assert.Null(Answered(2, 200, ProbeVerdict.Refused));
    }

    [Fact]
    public void What_was_written_beside_a_lost_probe_is_in_doubt()
    {
        Answered(1, 100);
        _proofs.Sent(2);

        Assert.Equal(new LinkMessages.InDoubt(Remote, "output", 100, 300, DoubtKind.Lost), Answered(3, 300)!.InDoubt);
    }

    [Fact]
    public void A_probe_that_was_answered_is_not_lost_though_nobody_knows_where_it_was_written()
    {
        Answered(1, 100);
        _proofs.Sent(2);
        Assert.Null(_proofs.Answered(2, ProbeVerdict.Result, place: null, TimeSpan.Zero));

        Assert.Null(Answered(3, 300)!.InDoubt);
    }

    [Fact]
    public void A_first_probe_that_is_lost_with_the_node_of_a_predecessor_is_no_outage_of_the_domain()
    {
        _proofs.HasPredecessor = true;
        _proofs.Sent(1);

        Assert.Equal(new LinkMessages.InDoubt(Remote, "output", null, 300, DoubtKind.StreamLost), Answered(2, 300)!.InDoubt);
        _proofs.Sent(3);
        Assert.Equal(new LinkMessages.InDoubt(Remote, "output", 300, 400, DoubtKind.Lost), Answered(4, 400)!.InDoubt);
    }

    [Fact]
    public void What_was_written_to_a_lost_stream_is_in_doubt_up_to_where_the_next_begins()
    {
        Answered(1, 100);

        Assert.Equal(new LinkMessages.InDoubt(Remote, "output", 100, 250, DoubtKind.StreamLost), Answered(2, 300, began: 250)!.InDoubt);
    }

    [Fact]
    public void Positions_of_another_output_are_not_compared()
    {
        Answered(1, 100);

        Assert.Equal(new LinkMessages.Proved(Service, Remote, "another", 5), Answered(2, 5, output: "another"));
    }

    [Fact]
    public void A_node_to_which_what_was_said_of_a_loss_did_not_come_has_all_since_then_told_again()
    {
        var (whole, holed) = (new Watermarks(), new Watermarks());
        LinkMessages.Proved[] said = [Answered(1, 100)!, Lossy()!, Answered(4, 400)!, Answered(5, 500)!];

        Assert.Equal([null, 300, 400], said.Select(proved => proved.Before).Where(before => before != 100));
        Assert.Equal([0, 1, 0, 0], said.Select(proved => whole.Take(proved).Count));
        Assert.Empty(holed.Take(said[0]));
        Assert.Equal([new LinkMessages.InDoubt(Remote, "output", 100, 300, DoubtKind.Lost)], holed.Take(said[2]));
        Assert.Empty(holed.Take(said[3]));
        Assert.Empty(new Watermarks().Take(said[2]));

        LinkMessages.Proved? Lossy()
        {
            _proofs.Sent(2);
            return Answered(3, 300);
        }
    }

    [Fact]
    public void Who_reported_a_bounce_is_told_once_the_domain_is_there()
    {
        _proofs.Bounced(TestActor, LinkPhase.Up, default);
        _proofs.Moved(LinkPhase.Suspect);
        _proofs.Moved(LinkPhase.Up);

        Assert.Equal(Remote, ExpectMsg<LinkMessages.Confirmed>().Remote);
    }

    [Fact]
    public void Who_reported_a_bounce_hears_nothing_of_a_domain_that_goes_down()
    {
        _proofs.Bounced(TestActor, LinkPhase.Up, default);
        _proofs.Moved(LinkPhase.Down);
        _proofs.Moved(LinkPhase.Up);

        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void Sessions_are_probed_once_those_of_the_hosts_own_domain_first_and_those_heard_meanwhile_not_at_all()
    {
        var checks = new SessionChecks();
        var settings = new LinkSettings { HostDomains = ImmutableDictionary<Domain, Domain>.Empty.Add(Service, Romeo.Domain) };
        var checker = Sys.ActorOf(Props.Create(() => new SessionChecksActor(settings, TestActor, checks)));
        var heard = FullJid.Parse("nurse@capulet.lit/chamber");
        foreach (var session in (FullJid[])[Juliet, heard, Juliet, Romeo])
            checker.Tell(new LinkMessages.CheckSession(Service, session, ClientFeatures.None));
        AwaitCondition(() => checks.Count == 3, TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(1));
        checks.Heard(Service, heard);

        Assert.Equal(Romeo, ExpectMsg<LinkMessages.ProbeSession>(TimeSpan.FromSeconds(10)).Session);
        Assert.Equal(Juliet, ExpectMsg<LinkMessages.ProbeSession>(TimeSpan.FromSeconds(10)).Session);
        ExpectNoMsg(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public void No_more_sessions_are_probed_in_a_second_than_allowed()
    {
        var settings = new LinkSettings { SessionProbesPerSecond = 20 };
        var checker = Sys.ActorOf(Props.Create(() => new SessionChecksActor(settings, TestActor, new SessionChecks())));
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var session = 0; session < 20; session++)
            checker.Tell(new LinkMessages.CheckSession(Service, FullJid.Parse($"s{session}@capulet.lit/r"), ClientFeatures.None));

        for (var session = 0; session < 20; session++)
            ExpectMsg<LinkMessages.ProbeSession>(TimeSpan.FromSeconds(10));
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(0.5));
    }
}
