using Akka.Actor;
using Akka.TestKit;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Actors.Rooms;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Links;

/// <summary>Who was removed while he could not be told is told when his domain returns, whatever became of the room and of this node.</summary>
public sealed partial class NoticeTests : SimulatedTime
{
    private static readonly FullJid Juliet = FullJid.Parse("juliet@capulet.lit/balcony");
    private static readonly BareJid Orchard = BareJid.Parse("orchard@chats.shakespeare.lit");

    private readonly TestProbe _host;
    private readonly TestProbe _node;
    private readonly TestProbe _shard;
    private readonly TestProbe _rooms;
    private readonly TestProbe _register;
    private long _position;

    public NoticeTests()
    {
        _host = CreateTestProbe("host");
        _node = CreateTestProbe("node");
        _shard = CreateTestProbe("shard");
        _rooms = CreateTestProbe("rooms");
        _register = CreateTestProbe("register");
    }

    // What is written goes on; each answer proves a little more of it.
    private OutputPlace Place => new("output", ++_position, 0);

    private Notice Kick => new(Orchard, Juliet, Gone("orchard@chats.shakespeare.lit/Juliet"), Time.GetUtcNow());

    [Fact]
    public void A_notice_waits_until_the_link_returns_and_is_then_given_to_its_room()
    {
        var link = StartDown();
        link.Tell(new LinkMessages.KeepNotice(Kick));
        Assert.Equal(1, Describe(link).Notices);
        _rooms.ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        Return(link);
        var given = _rooms.ExpectMsg<RoomMessages.DeliverNotice>();
        Assert.Equal((Orchard, Juliet), (given.Room, given.Session));
        Assert.Equal(StanzaType.Unavailable, given.Notice.Type);
    }

    [Fact]
    public void A_notice_is_repeated_until_its_room_has_settled_it()
    {
        var link = StartDown(new LinkSettings { ReportInterval = Seconds(5) });
        link.Tell(new LinkMessages.KeepNotice(Kick));
        Return(link);
        _rooms.ExpectMsg<RoomMessages.DeliverNotice>();
        Advance(Seconds(5), link);
        _rooms.ExpectMsg<RoomMessages.DeliverNotice>();

        link.Tell(new LinkMessages.ForgetNotice(Orchard, Juliet));
        Assert.Equal(0, Describe(link).Notices);
    }

    [Fact]
    public void A_room_that_does_not_say_that_it_sent_one_is_asked_again_within_a_second()
    {
        var link = StartDown();
        link.Tell(new LinkMessages.KeepNotice(Kick));
        Return(link);
        _rooms.ExpectMsg<RoomMessages.DeliverNotice>();
        _rooms.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Advance(Seconds(0.5), link);
        _rooms.ExpectMsg<RoomMessages.DeliverNotice>();

        link.Tell(new LinkMessages.KeepNotice(Kick) { IsSent = true });
        Advance(Seconds(3), link);
        _rooms.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Rooms_are_told_of_the_return_before_they_are_given_notices()
    {
        var link = StartDown(rooms: _node);
        link.Tell(new LinkMessages.KeepNotice(Kick));
        Return(link);

        var isTold = false;
        _node.FishForMessage(message =>
        {
            isTold |= message is LinkMessages.Transition { Standing: LinkStanding.Reachable };
            return message is RoomMessages.DeliverNotice;
        });
        Assert.True(isTold);
    }

    [Fact]
    public void One_that_is_sent_is_kept_and_not_given_to_its_room_again_at_once()
    {
        var link = StartDown(new LinkSettings { ReportInterval = Seconds(5) });
        link.Tell(new LinkMessages.KeepNotice(Kick));
        Return(link);
        _rooms.ExpectMsg<RoomMessages.DeliverNotice>();
        link.Tell(new LinkMessages.KeepNotice(Kick) { IsSent = true });
        Advance(Seconds(5), link);
        _rooms.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Assert.Equal(1, Describe(link).Notices);
    }

    [Fact]
    public void One_that_is_sent_is_given_again_when_something_older_may_have_come_behind_it()
    {
        var link = StartDown();
        link.Tell(new LinkMessages.ProbeNow(Service, Remote), _node);
        var late = ExpectPing();
        Return(link);
        link.Tell(new LinkMessages.KeepNotice(Kick) { IsSent = true });
        Answer(ExpectPing());
        Probe(link);
        Assert.Equal(1, Describe(link).Notices);

        Answer(late);
        _rooms.ExpectMsg<RoomMessages.DeliverNotice>();

        link.Tell(new LinkMessages.KeepNotice(Kick) { IsSent = true });
        Probe(link);
        Probe(link);
        Assert.Equal(0, Describe(link).Notices);
    }

    [Fact]
    public void The_last_one_of_a_room_and_session_counts()
    {
        var link = StartDown();
        link.Tell(new LinkMessages.KeepNotice(Kick));
        link.Tell(new LinkMessages.KeepNotice(Kick with { Stanza = Gone("orchard@chats.shakespeare.lit/Jule") }));
        Return(link);
        Assert.Equal("orchard@chats.shakespeare.lit/Jule", _rooms.ExpectMsg<RoomMessages.DeliverNotice>().Notice.From!.ToString());
        _rooms.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_notice_survives_a_restart_and_its_domain_is_probed_though_no_room_has_sessions_there()
    {
        var link = StartDown();
        link.Tell(new LinkMessages.KeepNotice(Kick) { WantsAnswer = true }, TestActor);
        Assert.True(_register.ExpectMsg<LinkMessages.KeepsNotices>().Any);
        ExpectMsg<LinkMessages.NoticeKept>();
        Stop(link);

        var again = Supervisor(new LinkSettings());
        again.Tell(new LinkMessages.WakeLink(Service, Remote));
        Answer(ExpectPing());
        Advance(Seconds(4), again);
        Answer(ExpectPing());
        _rooms.ExpectMsg<RoomMessages.DeliverNotice>();

        again.Tell(new LinkMessages.ForgetNotice(Orchard, Juliet));
        Advance(Seconds(2), again);
        Assert.False(_register.ExpectMsg<LinkMessages.KeepsNotices>().Any);
        Stop(again);
        Assert.Equal(0, Describe(Supervisor(new LinkSettings())).Notices);
    }

    [Fact]
    public void A_day_later_nobody_wants_to_know()
    {
        var link = StartDown();
        link.Tell(new LinkMessages.KeepNotice(Kick with { At = Time.GetUtcNow() - TimeSpan.FromHours(24) + Seconds(20) }));
        Advance(Seconds(31), link, stepMilliseconds: 1000);
        Assert.Equal(0, Describe(link).Notices);
    }

    [Fact]
    public void So_many_are_kept_and_no_more()
    {
        var link = StartDown(new LinkSettings { MaxNotices = 3 });
        for (var number = 0; number < 10; number++)
            link.Tell(new LinkMessages.KeepNotice(Kick with { Session = FullJid.Parse($"juliet@capulet.lit/{number}") }));
        Assert.Equal(3, Describe(link).Notices);
    }

    [Fact]
    public void Many_are_given_at_a_bounded_rate()
    {
        var link = StartDown();
        for (var number = 0; number < LinkNotices.PerWave + 1; number++)
            link.Tell(new LinkMessages.KeepNotice(Kick with { Session = FullJid.Parse($"juliet@capulet.lit/{number}") }));
        Return(link);
        Settle(link);
        for (var number = 0; number < LinkNotices.PerWave; number++)
            _rooms.ExpectMsg<RoomMessages.DeliverNotice>();
        _rooms.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Advance(Seconds(0.25), link, stepMilliseconds: 50);
        _rooms.ExpectMsg<RoomMessages.DeliverNotice>();
    }

    [Fact]
    public void The_register_wakes_the_links_that_keep_some_also_after_a_restart()
    {
        var links = CreateTestProbe("links");
        var register = Register(links);
        register.Tell(new LinkMessages.KeepsNotices(Service, Remote, Any: true));
        register.Tell(new LinkMessages.KeepsNotices(Service, Domain.Parse("verona.lit"), Any: true));
        register.Tell(new LinkMessages.KeepsNotices(Service, Domain.Parse("verona.lit"), Any: false));
        register.Tell(new LinkMessages.WakeLinks(Service));
        Assert.Equal(new LinkMessages.WakeLink(Service, Remote), links.ExpectMsg<LinkMessages.WakeLink>());
        Stop(register);

        Register(links).Tell(new LinkMessages.WakeLinks(Service));
        Assert.Equal(new LinkMessages.WakeLink(Service, Remote), links.ExpectMsg<LinkMessages.WakeLink>());
        links.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void The_register_writes_nothing_on_a_node_that_may_not()
    {
        var links = CreateTestProbe("links");
        var may = true;
        var register = Register(links, () => may);
        register.Tell(new LinkMessages.KeepsNotices(Service, Remote, Any: true));
        register.Tell(new LinkMessages.WakeLinks(Service));
        links.ExpectMsg<LinkMessages.WakeLink>();
        may = false;
        Watch(register);
        register.Tell(new LinkMessages.KeepsNotices(Service, Remote, Any: false));
        ExpectTerminated(register);

        Register(links).Tell(new LinkMessages.WakeLinks(Service));
        Assert.Equal(new LinkMessages.WakeLink(Service, Remote), links.ExpectMsg<LinkMessages.WakeLink>());
    }

    private IActorRef Register(TestProbe links, Func<bool>? mayWrite = null) =>
        Sys.ActorOf(Props.Create(() => new NoticeRegisterActor(Service, links.Ref, mayWrite ?? (() => true))));

    private static Stanza Gone(string from) => new() { Kind = StanzaKind.Presence, Type = StanzaType.Unavailable, From = Jid.Parse(from), To = Juliet };

    private IActorRef Supervisor(LinkSettings settings, TestProbe? rooms = null)
    {
        var around = new LinkSurroundings(settings, _ => _host.Ref, (_, _) => { }, Time)
        {
            Rooms = (message, sender) => (rooms ?? _rooms).Ref.Tell(message, sender),
            Register = message => _register.Ref.Tell(message),
        };
        return _shard.ChildActorOf(Props.Create(() => new LinkSupervisor(Service, Remote, around)));
    }

    private IActorRef StartDown(LinkSettings? settings = null, TestProbe? rooms = null)
    {
        var link = Supervisor(settings ?? new LinkSettings(), rooms);
        link.Tell(new LinkMessages.Report(Service, Remote, 1, InUse: true, Probed: true, Epoch: 0), _node);
        var ping = ExpectPing();
        link.Tell(new HostMessages.Answered(ping.Tag, ping.Iq.Refuse(StanzaError.Of(ErrorCondition.RemoteServerNotFound))), _host);
        Assert.Equal("Down", Describe(link).State);
        return link;
    }

    /// <summary>The domain answers until rooms are told that it is back.</summary>
    private void Return(IActorRef link)
    {
        link.Tell(new LinkMessages.ProbeNow(Service, Remote), _node);
        Answer(ExpectPing());
        Advance(Seconds(3.5), link);
        Answer(ExpectPing());
        Assert.Equal("Up", Describe(link).State);
    }

    private void Probe(IActorRef link)
    {
        link.Tell(new LinkMessages.ProbeNow(Service, Remote), _node);
        Answer(ExpectPing());
    }

    private void Stop(IActorRef actor)
    {
        Watch(actor);
        actor.Tell(PoisonPill.Instance);
        ExpectTerminated(actor);
    }

    private HostMessages.Ask ExpectPing() =>
        Assert.IsType<HostMessages.Ask>(_host.FishForMessage(message => message is HostMessages.Ask ask && ask.Iq.To!.Equals(new BareJid(Remote))));

    private void Answer(HostMessages.Ask ask) => _host.Sender.Tell(new HostMessages.Answered(ask.Tag, ask.Iq.Answer(StanzaType.Result)) { Proves = Place }, _host);

    private LinkMessages.Description Describe(IActorRef link)
    {
        var asker = CreateTestProbe();
        link.Tell(new LinkMessages.Describe(Service, Remote), asker);
        return asker.ExpectMsg<LinkMessages.Description>();
    }
}
