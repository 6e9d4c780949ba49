using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.TestKit;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Links;

/// <summary>A supervisor obeys the rules: what it sends, what it tells, and what it forgets.</summary>
public sealed partial class LinkSupervisorTests : SimulatedTime
{
    private static readonly FullJid Juliet = FullJid.Parse("juliet@capulet.lit/balcony");

    private readonly TestProbe _host;
    private readonly TestProbe _node;
    private readonly TestProbe _shard;
    private readonly TestProbe _everyNode;
    private readonly JumpingTime _clock;

    public LinkSupervisorTests()
    {
        _host = CreateTestProbe("host");
        _node = CreateTestProbe("node");
        _shard = CreateTestProbe("shard");
        _everyNode = CreateTestProbe("everyNode");
        _clock = new JumpingTime(Time);
    }

    [Fact]
    public void A_probe_is_a_ping_from_the_service_to_the_bare_domain()
    {
        Start();
        var ping = ExpectPing();
        Assert.Equal(StanzaType.Get, ping.Iq.Type);
        Assert.Equal(Jid.Parse("chats.shakespeare.lit"), ping.Iq.From);
        Assert.Equal(Jid.Parse("capulet.lit"), ping.Iq.To);
        Assert.NotNull(ping.Iq.Child("ping", Namespaces.Ping));
        Assert.Null(ping.Iq.Id);
    }

    [Fact]
    public void A_supervisor_that_starts_asks_every_node_for_its_rooms()
    {
        var link = Start();
        Assert.Equal(new LinkMessages.WhoIsInterested(Service, Remote), _everyNode.ExpectMsg<LinkMessages.WhoIsInterested>());
        Assert.Equal(link, _everyNode.LastSender);
    }

    [Fact]
    public void An_answered_probe_is_told_to_the_node_once()
    {
        StartUp();
        _node.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void A_node_that_missed_a_transition_is_told_with_its_next_report()
    {
        var link = StartUp();
        link.Tell(new LinkMessages.Report(Service, Remote, 1, InUse: true, Probed: true, Epoch: 1), _node);
        Assert.Equal(LinkStanding.Reachable, ExpectTransition().Standing);
    }

    [Fact]
    public void A_black_holed_link_is_told_within_22_seconds()
    {
        var link = StartUp();
        Advance(Seconds(22.5), link);
        Assert.Equal(LinkStanding.Unreachable, ExpectTransition().Standing);
    }

    [Fact]
    public void A_refused_link_is_told_at_the_first_bounce_without_any_time_passing()
    {
        var link = StartUp();
        Advance(Seconds(3), link);
        link.Tell(new LinkMessages.Bounced(Service, Remote));
        Answer(ExpectPing(), ErrorCondition.RemoteServerNotFound);
        Assert.Equal(LinkStanding.Unreachable, ExpectTransition().Standing);
    }

    [Fact]
    public void A_user_who_forges_errors_does_not_darken_his_domain()
    {
        var link = StartUp();
        Advance(Seconds(3), link);
        link.Tell(new LinkMessages.Bounced(Service, Remote));
        var ping = ExpectPing();
        var forged = Failure(ping.Iq, ErrorCondition.RemoteServerNotFound) with { From = Jid.Parse("mallory@capulet.lit/phone") };
        link.Tell(new HostMessages.Answered(ping.Tag, forged), _host);
        Assert.Equal("Suspect", Describe(link).State);
        _node.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void A_lost_own_stream_makes_the_link_unknown_and_a_new_one_probes()
    {
        var link = StartUp();
        Sys.EventStream.Publish(new HostMessages.StreamLost(Service, "reset"));
        Assert.Equal(LinkStanding.Unknown, ExpectTransition().Standing);
        Sys.EventStream.Publish(new HostMessages.StreamOpened(Service));
        Answer(ExpectPing());
        Assert.Equal(LinkStanding.Reachable, ExpectTransition().Standing);
        Assert.Equal("Up", Describe(link).State);
    }

    [Fact]
    public void A_probe_that_cannot_be_sent_means_that_there_is_no_stream()
    {
        var link = Start();
        var ping = ExpectPing();
        link.Tell(new HostMessages.NotSent(ping.Tag), _host);
        Advance(Seconds(5.5), link);
        Answer(ExpectPing());
        Assert.Equal(LinkStanding.Reachable, ExpectTransition().Standing);
    }

    [Fact]
    public void Down_survives_a_restart_and_is_confirmed_before_rooms_are_told()
    {
        var link = StartUp();
        link.Tell(new LinkMessages.Bounced(Service, Remote));
        Answer(ExpectPing(), ErrorCondition.RemoteServerTimeout);
        var told = ExpectTransition();
        Stop(link);

        var again = Start();
        var returning = ExpectTransition(LinkStanding.Returning);
        Assert.Equal("Unknown", Describe(again).State);
        Answer(ExpectPing());
        Assert.True(returning.Epoch > told.Epoch);
        Assert.Equal("Returning", Describe(again).State);
    }

    [Fact]
    public void A_hold_is_answered_told_and_survives_a_restart()
    {
        var link = StartUp();
        link.Tell(new LinkMessages.Hold(Service, Remote, Up: false), TestActor);
        Assert.Equal("Down", ExpectMsg<LinkMessages.Description>().Hold);
        Assert.Equal(LinkStanding.Unreachable, ExpectTransition().Standing);
        Stop(link);

        var again = Start();
        Assert.Equal(LinkStanding.Unreachable, ExpectTransition().Standing);
        again.Tell(new LinkMessages.Release(Service, Remote), TestActor);
        Assert.Null(ExpectMsg<LinkMessages.Description>().Hold);
    }

    [Fact]
    public void Probe_now_is_answered_when_the_probe_is_decided()
    {
        var link = StartUp();
        link.Tell(new LinkMessages.ProbeNow(Service, Remote), TestActor);
        var ping = ExpectPing();
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Answer(ping);
        Assert.Equal("Up", ExpectMsg<LinkMessages.Description>().State);
    }

    [Fact]
    public void An_error_that_the_host_marks_as_its_own_proves_nothing()
    {
        var host = Domain.Parse("montague.lit");
        var link = Start(new LinkSettings { HostDomains = System.Collections.Immutable.ImmutableDictionary<Domain, Domain>.Empty.Add(Service, host) });
        var ping = ExpectPing();
        var error = StanzaError.Of(ErrorCondition.ServiceUnavailable) with { By = new BareJid(host) };
        link.Tell(new HostMessages.Answered(ping.Tag, ping.Iq.Answer(StanzaType.Error).With(error.ToElement())), _host);
        Assert.Equal("Unknown", Describe(link).State);
    }

    [Fact]
    public void Where_the_host_is_pinged_too_its_silence_makes_the_link_unknown()
    {
        var host = Jid.Parse("montague.lit");
        var settings = new LinkSettings
        {
            Timings = new() { HostDeadline = Seconds(4) },
            HostAddresses = System.Collections.Immutable.ImmutableDictionary<Domain, Jid>.Empty.Add(Service, host),
        };
        var link = Start(settings);
        Answer(ExpectPing());
        Answer(_host.ExpectMsg<HostMessages.Ask>(ask => ask.Iq.To!.Equals(host)));
        Assert.Equal(LinkStanding.Reachable, ExpectTransition().Standing);

        Advance(Seconds(14.5), link);
        Assert.Equal(LinkStanding.Unknown, ExpectTransition().Standing);
    }

    [Fact]
    public void A_link_without_rooms_begins_anew_after_a_while()
    {
        var link = StartUp();
        link.Tell(new LinkMessages.Report(Service, Remote, 0, InUse: false, Probed: true, Epoch: 0), _node);
        Advance(TimeSpan.FromMinutes(6.5), link, stepMilliseconds: 5000);
        _shard.FishForMessage(message => message is Passivate);
    }

    private IActorRef Start(LinkSettings? settings = null)
    {
        var around = new LinkSurroundings(settings ?? new LinkSettings(), _ => _host.Ref, (message, sender) => _everyNode.Ref.Tell(message, sender), _clock);
        var link = _shard.ChildActorOf(Props.Create(() => new LinkSupervisor(Service, Remote, around)));
        link.Tell(new LinkMessages.Report(Service, Remote, 1, InUse: true, Probed: true, Epoch: 0), _node);
        return link;
    }

    private IActorRef StartUp()
    {
        var link = Start();
        Answer(ExpectPing());
        Assert.Equal(LinkStanding.Reachable, ExpectTransition().Standing);
        return link;
    }

    private void Stop(IActorRef link)
    {
        Watch(link);
        link.Tell(PoisonPill.Instance);
        ExpectTerminated(link);
        Time.Advance(Seconds(1));
    }

    private HostMessages.Ask ExpectPing() => Assert.IsType<HostMessages.Ask>(
        _host.FishForMessage(message => message is HostMessages.Ask ask && ask.Iq.To!.Equals(new BareJid(Remote))));

    private LinkMessages.Transition ExpectTransition() => _node.ExpectMsg<LinkMessages.Transition>();

    private LinkMessages.Transition ExpectTransition(LinkStanding standing)
    {
        var told = ExpectTransition();
        Assert.Equal(standing, told.Standing);
        return told;
    }

    private void Answer(HostMessages.Ask ask) =>
        _host.Sender.Tell(new HostMessages.Answered(ask.Tag, ask.Iq.Answer(StanzaType.Result)), _host);

    private void Answer(HostMessages.Ask ask, ErrorCondition condition) =>
        _host.Sender.Tell(new HostMessages.Answered(ask.Tag, Failure(ask.Iq, condition)), _host);

    private static Stanza Failure(Stanza stanza, ErrorCondition condition) => stanza.Refuse(StanzaError.Of(condition));

    private LinkMessages.Description Describe(IActorRef link)
    {
        link.Tell(new LinkMessages.Describe(Service, Remote), TestActor);
        return ExpectMsg<LinkMessages.Description>();
    }
}
