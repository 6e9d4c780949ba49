using System.Collections.Immutable;
using System.Text;
using Akka.Actor;
using MucService.Actors.Activity;
using MucService.Actors.Hosts;
using MucService.Actors.Protection;
using MucService.Actors.Nodes;
using MucService.Actors.Rooms;
using MucService.Actors.Tests.Rooms;
using MucService.Rooms;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Activity;

/// <summary>XEP-0437.</summary>
public sealed class RoomActivityActorTests : RoomSpec
{
    private static readonly Domain Service = Domain.Parse("muc.example");
    private static readonly BareJid Milk = BareJid.Parse("milk@muc.example");
    private static readonly FullJid Ada = FullJid.Parse("ada@home.example/desk");
    private static readonly FullJid AdasPhone = FullJid.Parse("ada@home.example/phone");
    private static readonly FullJid Bo = FullJid.Parse("bo@away.example/phone");
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private readonly ActivityBoard _board = new();

    [Fact]
    public void Who_subscribed_is_told_of_all_rooms_at_once_and_of_each_once()
    {
        var actor = Start();
        Subscribe(actor, Ada);
        Active(actor, Tea);
        Active(actor, Milk);
        Active(actor, Tea);

        Assert.Equal(
            "<message to='ada@home.example/desk' from='muc.example'><rai xmlns='urn:xmpp:rai:0'>"
            + "<activity>tea@muc.example</activity><activity>milk@muc.example</activity></rai></message>",
            Sent());
        Active(actor, Tea);
        ExpectNoMsg(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Who_is_in_the_room_is_not_told_but_his_other_session_is()
    {
        var actor = Start();
        Subscribe(actor, Ada);
        Subscribe(actor, AdasPhone);
        Active(actor, Tea, Ada);

        Assert.Contains("to='ada@home.example/phone'", Sent(), StringComparison.Ordinal);
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void Who_was_in_the_room_meanwhile_is_told_again()
    {
        var actor = Start();
        Subscribe(actor, Ada);
        Active(actor, Tea);
        Sent();

        Active(actor, Tea, Ada);
        Active(actor, Tea);

        Assert.Contains("tea@muc.example", Sent(), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_went_is_not_told_and_rooms_see_that_nobody_listens()
    {
        var actor = Start();
        Subscribe(actor, Ada);
        AwaitCondition(() => _board.Of(Service)?.Subscribers.Contains(Ada.Bare) == true, Long);
        Active(actor, Tea);
        actor.Tell(new RoomActivityActor.Unsubscribe(Ada));

        ExpectNoMsg(TimeSpan.FromSeconds(2));
        Assert.Null(_board.Of(Service));
    }

    [Fact]
    public void A_person_subscribes_with_a_bounded_number_of_sessions()
    {
        var actor = Start();
        for (var session = 0; session <= 20; session++)
            Subscribe(actor, FullJid.Parse($"ada@home.example/{session}"));

        var refusal = Sent();
        Assert.Contains("to='ada@home.example/20'", refusal, StringComparison.Ordinal);
        Assert.Contains("resource-constraint", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_subscribed_is_told_after_a_restart_too_and_asked_whether_he_is_still_there()
    {
        var actor = Start();
        Subscribe(actor, Ada);
        await KeptAsync(Ada);
        StopRoom(actor);

        var again = Start();
        AnswerProbe(again, "<query xmlns='http://jabber.org/protocol/disco#info'/>", "result");
        Active(again, Tea);

        Assert.Contains("tea@muc.example", Sent(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_went_meanwhile_is_forgotten_and_whose_server_is_not_reached_is_not()
    {
        var actor = Start();
        Subscribe(actor, Ada);
        await KeptAsync(Ada);
        StopRoom(actor);

        var again = Start();
        AnswerProbe(again, "<error type='cancel'><remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>", "error");
        Assert.NotNull(_board.Of(Service));
        again.Tell(new HostMessages.StreamOpened(Service));
        AnswerProbe(again, "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>", "error");

        await KeptAsync();
        AwaitCondition(() => _board.Of(Service) is null, Long);
    }

    [Fact]
    public void What_another_node_hears_of_subscribers_holds_here_too()
    {
        var actor = Start();
        actor.Tell(new ServiceMessages.Listening(Service, Ada, Listens: true));
        Active(actor, Tea);
        Assert.Contains("tea@muc.example", Sent(), StringComparison.Ordinal);

        actor.Tell(new ServiceMessages.Listening(Service, Ada, Listens: false));
        AwaitCondition(() => _board.Of(Service) is null, Long);
    }

    [Fact]
    public void The_service_reads_presence_and_errors()
    {
        var activity = CreateTestProbe();
        var live = new LiveSettings(ImmutableDictionary<Domain, RoomSettings>.Empty.Add(Service, new RoomSettings { Service = Service }));
        var door = new ServiceDoor(live, []);
        var service = Sys.ActorOf(Props.Create(() => new ServiceActor(Service, new ServiceAnswers("1", ImmutableArray<FormField>.Empty, TimeProvider.System), null!, null!, null!, door, TestActor, activity)));

        service.Tell(Parse("<presence from='ada@home.example/desk' to='muc.example'/>"));
        service.Tell(Parse("<presence from='ada@home.example/desk' to='muc.example'><rai xmlns='urn:xmpp:rai:0'/></presence>"));
        activity.ExpectMsg<RoomActivityActor.Subscribe>(Long);
        service.Tell(Parse("<presence from='ada@home.example/desk' to='muc.example' type='unavailable'/>"));
        Assert.Equal(Ada, activity.ExpectMsg<RoomActivityActor.Unsubscribe>(Long).Session);
        service.Tell(Parse("<message from='bo@away.example/phone' to='muc.example' type='error'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>"));
        Assert.Equal(Bo, activity.ExpectMsg<RoomActivityActor.Unsubscribe>(Long).Session);
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void A_room_tells_of_members_who_listen_and_tells_again_when_somebody_came_or_went()
    {
        var activity = new RoomActivity(Tea, _board);
        var room = new RoomState { Address = Tea, Settings = new RoomSettings { Service = Service } }
            .After(new RoomEvent.Created(Bo.Bare, Noon, Locked: false), Granted(Ada.Bare, Affiliation.Member), Granted(BareJid.Parse("eve@evil.example"), Affiliation.Outcast));
        _board.Set(Service, TestActor, [Ada.Bare, BareJid.Parse("eve@evil.example"), BareJid.Parse("cy@away.example")]);

        activity.Follow(room, Said("<body>Scones</body>"));
        Assert.Equal([Ada.Bare], ExpectMsg<RoomActive>(Long).Members.Select(member => member.Jid));
        activity.Follow(room, Said("<body>More scones</body>"));
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));

        room = room.After(new RoomEvent.Entered(new Session(Ada, 0, Noon, new SessionPresence([], null, Noon), ClientFeatures.None), Nick.Parse("ada"), Role.Participant));
        activity.Follow(room, Said("<body>Scones</body>"));
        Assert.Equal(Ada, Assert.Single(ExpectMsg<RoomActive>(Long).Members.Single().Present));
    }

    [Fact]
    public void A_room_is_silent_of_what_says_nothing_of_passwords_it_does_not_know_and_where_nobody_listens()
    {
        var activity = new RoomActivity(Tea, _board);
        var room = new RoomState { Address = Tea, Settings = new RoomSettings { Service = Service } }
            .After(new RoomEvent.Created(Ada.Bare, Noon, Locked: false));

        activity.Follow(room, Said("<body>Scones</body>"));
        _board.Set(Service, TestActor, [Ada.Bare]);
        activity.Follow(room, Said("<subject/>"));
        activity.Follow(room with { Config = room.Config with { Password = "sesame" } }, Said("<body>Scones</body>"));

        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    private static RoomEvent.AffiliationGranted Granted(BareJid to, Affiliation affiliation) => new(to, affiliation, Bo.Bare, Reason: null);

    private static RoomEvent.Said Said(string child) =>
        new(new HistoryEntry(1, Noon, Nick.Parse("bo"), Bo.Bare, Parse($"<message from='tea@muc.example/bo' type='groupchat'>{child}</message>")));

    private static Stanza Parse(string xml) => StanzaParser.ParseStanza(Encoding.UTF8.GetBytes(xml));

    private static void Active(IActorRef actor, BareJid room, params ImmutableArray<FullJid> present) => actor.Tell(new RoomActive(room, [(Ada.Bare, present)]));

    private static void Subscribe(IActorRef actor, FullJid session) =>
        actor.Tell(new RoomActivityActor.Subscribe(Parse($"<presence from='{session}' to='muc.example'><rai xmlns='urn:xmpp:rai:0'/></presence>")));

    [Fact]
    public void As_many_people_listen_as_the_operator_allows()
    {
        var actor = Start(maxListeners: 1);
        Subscribe(actor, Ada);
        Subscribe(actor, AdasPhone);
        Subscribe(actor, Bo);

        var refusal = Sent();
        Assert.Contains("to='bo@away.example/phone'", refusal, StringComparison.Ordinal);
        Assert.Contains("resource-constraint", refusal, StringComparison.Ordinal);
    }

    private IActorRef Start(int maxListeners = 10_000)
    {
        var outputs = new ServiceOutputs();
        outputs.Add(Service, new OutputQueue(1 << 20));
        var around = new ActivitySurroundings(Service, _board, TestActor, Store, outputs, AmongNodes: false, maxListeners);
        return Sys.ActorOf(Props.Create(() => new RoomActivityActor(around)));
    }

    private Task KeptAsync(params FullJid[] sessions) => AwaitConditionAsync(
        async () => (await Store.ListenersAsync(Service, CancellationToken.None)).ToHashSet().SetEquals(sessions), TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(20));

    private void AnswerProbe(IActorRef actor, string payload, string type)
    {
        var probe = ExpectMsg<HostMessages.Ask>(Long);
        actor.Tell(new HostMessages.Answered(probe.Tag, Parse($"<iq from='{probe.Iq.To}' to='muc.example' id='p' type='{type}'>{payload}</iq>")));
    }

    private string Sent() => Encoding.UTF8.GetString(StanzaRenderer.RenderToBytes(ExpectMsg<HostMessages.Send>(Long).Stanza)).Replace('"', '\'');
}
