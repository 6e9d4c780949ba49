using System.Text;
using Akka.Actor;
using MucService.Actors.Activity;
using MucService.Actors.Hosts;
using MucService.Actors.Tests.Rooms;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Activity;

/// <summary>XEP-0437 #rules: who subscribes is told where something was said since he was last in the room.</summary>
public sealed class EarlierActivityTests : RoomSpec
{
    private const string Owner = "olga@home.example/desk";
    private const string Ada = "ada@home.example/desk";
    private const string AdasPhone = "ada@home.example/phone";
    private const string ToldOfTea = "<rai xmlns='urn:xmpp:rai:0'><activity>tea@muc.example</activity></rai>";

    private static readonly Domain Service = Tea.Domain;
    private static readonly BareJid AdaHerself = BareJid.Parse("ada@home.example");
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Who_left_is_told_of_what_was_said_since_though_the_room_sleeps()
    {
        var room = WithAda();
        Leave(room, Ada);
        Hears("type='unavailable'");
        Assert.Empty(await ActiveAsync());

        Say(room, Owner, "Scones?");
        await AwaitAsync(Tea);
        StopRoom(room);

        Subscribe(Start(new ActivityBoard()), Ada);
        Assert.Contains(ToldOfTea, Told(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_still_there_with_another_session_is_not_away()
    {
        var room = WithAda();
        Enter(room, AdasPhone, "ada");
        Leave(room, Ada);
        Say(room, Owner, "Scones?");
        Leave(room, AdasPhone);
        Hears("Scones?");
        await AwaitAsync(expected: null, sessions: 1);

        Assert.Empty(await ActiveAsync());
    }

    [Fact]
    public async Task Who_entered_again_is_told_of_what_was_said_since_he_left_again()
    {
        var room = WithAda();
        Leave(room, Ada);
        Say(room, Owner, "Scones?");
        await AwaitAsync(Tea);
        Enter(room, Ada, "ada");
        await AwaitAsync(expected: null, sessions: 2);
        Leave(room, Ada);
        await AwaitAsync(expected: null, sessions: 1);

        Say(room, Owner, "Milk?");
        await AwaitAsync(Tea);
    }

    [Fact]
    public async Task Who_is_a_member_no_more_is_told_nothing()
    {
        var room = WithAda();
        Leave(room, Ada);
        Say(room, Owner, "Scones?");
        await AwaitAsync(Tea);

        Grant(room, "none");
        await AwaitAsync(expected: null, sessions: 1);
    }

    [Fact]
    public async Task Who_never_belonged_to_the_room_is_told_nothing()
    {
        var room = Begun();
        Enter(room, Ada, "ada");
        Leave(room, Ada);
        Hears("type='unavailable'");
        Say(room, Owner, "Scones?");
        Grant(room, "member");
        Hears("type='result'");

        StopRoom(room);
        Assert.Empty(await ActiveAsync());
    }

    [Fact]
    public void Storage_that_does_not_answer_hinders_nobody_from_subscribing()
    {
        var board = new ActivityBoard();
        var actor = Start(board);
        Store.FailsReading = true;

        Subscribe(actor, Ada);
        Subscribe(actor, AdasPhone);

        AwaitCondition(() => board.Of(Service)?.Subscribers.Contains(AdaHerself) == true, Long);
        actor.Tell(new RoomActive(Tea, [(AdaHerself, [])]));
        Assert.Contains(ToldOfTea, Told(), StringComparison.Ordinal);
    }

    private IActorRef Begun()
    {
        var room = StartRoom();
        Enter(room, Owner, "olga");
        Deliver(room, $"<iq from='{Owner}' id='p' to='{Tea}' type='set'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'><field var='muc#roomconfig_persistentroom'><value>1</value></field></x></query></iq>");
        Hears("type='result'");
        return room;
    }

    private IActorRef WithAda()
    {
        var room = Begun();
        Grant(room, "member");
        Hears("type='result'");
        Enter(room, Ada, "ada");
        Hears("tea@muc.example/ada");
        return room;
    }

    private void Grant(IActorRef room, string affiliation) => Deliver(
        room, $"<iq from='{Owner}' id='g' to='{Tea}' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='{affiliation}' jid='ada@home.example'/></query></iq>");

    private void Leave(IActorRef room, string session) => Deliver(room, $"<presence from='{session}' to='{Tea}/ada' type='unavailable'/>");

    private IActorRef Start(ActivityBoard board)
    {
        var outputs = new ServiceOutputs();
        outputs.Add(Service, new OutputQueue(1 << 20));
        var around = new ActivitySurroundings(Service, board, TestActor, Store, outputs, AmongNodes: false, MaxListeners: 10);
        return Sys.ActorOf(Props.Create(() => new RoomActivityActor(around)));
    }

    private static void Subscribe(IActorRef actor, string session) => actor.Tell(new RoomActivityActor.Subscribe(
        StanzaParser.ParseStanza(Encoding.UTF8.GetBytes($"<presence from='{session}' to='muc.example'><rai xmlns='urn:xmpp:rai:0'/></presence>"))));

    private string Told() => Encoding.UTF8.GetString(StanzaRenderer.RenderToBytes(ExpectMsg<HostMessages.Send>(Long).Stanza)).Replace('"', '\'');

    private Task<IReadOnlyList<BareJid>> ActiveAsync() => Store.ActiveSinceAsync(Service, AdaHerself, 10, CancellationToken.None);

    /// <summary>Until storage names this room, or none, with so many sessions in all.</summary>
    private Task AwaitAsync(BareJid? expected, int? sessions = null) => AwaitConditionAsync(
        async () => (await ActiveAsync()).SingleOrDefault() == expected
            && (sessions is null || (await Store.DomainsAsync(CancellationToken.None)).Sum(domain => domain.Sessions) == sessions),
        Long,
        TimeSpan.FromMilliseconds(20));
}
