using Akka.TestKit;
using Akka.TestKit.Xunit2;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Actors.Nodes;
using MucService.Actors.Rooms;
using MucService.Rooms;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Hosts;

public sealed class StanzaRouterTests : TestKit
{
    private static readonly Domain Service = Domain.Parse("muc.example");
    private static readonly Domain Away = Domain.Parse("away.example");

    private readonly PendingAsks _asks = new(TimeProvider.System);
    private readonly OutputQueue _output = new(1 << 20);
    private readonly InboundWindow _window = new(1 << 20);
    private readonly LinkBoard _board = new(TimeProvider.System);

    private TestProbe Rooms => field ??= CreateTestProbe();

    private TestProbe Links => field ??= CreateTestProbe();

    private TestProbe ServiceProbe => field ??= CreateTestProbe();

    private StanzaRouter Router => field ??= new(Service, _asks, new Arrivals(TimeProvider.System), _window, _board, new SessionChecks(), ServiceProbe, Rooms, Links);

    [Fact]
    public async Task A_stanza_for_an_occupant_goes_to_his_room_and_counts_as_unhandled()
    {
        await Route(Message("ada@home.example/desk", "tea@muc.example/bo"));

        Assert.Equal("tea@muc.example", Rooms.ExpectMsg<RoomMessages.Deliver>().Room.ToString());
        Assert.True(_window.Used > 0);
    }

    [Fact]
    public async Task Each_accepted_stanza_has_an_id_of_its_own()
    {
        await Route(Message("ada@home.example/desk", "tea@muc.example"), Message("ada@home.example/desk", "tea@muc.example"));

        var first = Rooms.ExpectMsg<RoomMessages.Deliver>().Arrival;
        var second = Rooms.ExpectMsg<RoomMessages.Deliver>().Arrival;
        Assert.NotEqual(first.StanzaId, second.StanzaId);
    }

    [Fact]
    public async Task Among_nodes_what_is_read_at_once_for_one_room_goes_in_one_message_and_is_kept()
    {
        var kept = await RouteAmongNodes(takeMany: true, Message("a@home.example/1", "tea@muc.example"), Message("a@home.example/2", "rum@muc.example"), Message("a@home.example/3", "tea@muc.example"));

        var many = Rooms.ExpectMsg<RoomMessages.DeliverMany>();
        Assert.Equal("tea@muc.example", many.Room.ToString());
        Assert.Equal(["a@home.example/1", "a@home.example/3"], many.Delivered.Select(delivered => delivered.Stanza.From!.ToString()));
        Assert.Equal(many.Delivered[0].Number, many.Delivered[1].After);
        Assert.Equal("rum@muc.example", Rooms.ExpectMsg<RoomMessages.Deliver>().Room.ToString());
        Assert.Equal(2, kept.After(many.Room, 0).Count);
    }

    [Fact]
    public async Task Where_a_node_does_not_understand_that_each_stanza_goes_alone()
    {
        await RouteAmongNodes(takeMany: false, Message("a@home.example/1", "tea@muc.example"), Message("a@home.example/2", "tea@muc.example"));

        Assert.Equal("a@home.example/1", Rooms.ExpectMsg<RoomMessages.Deliver>().Stanza.From!.ToString());
        Assert.Equal("a@home.example/2", Rooms.ExpectMsg<RoomMessages.Deliver>().Stanza.From!.ToString());
    }

    [Fact]
    public async Task What_would_be_too_much_for_one_message_goes_in_several()
    {
        await RouteAmongNodes(takeMany: true, [.. Enumerable.Range(0, 100).Select(number => Message($"a@home.example/{number}", "tea@muc.example"))]);

        var first = Rooms.ExpectMsg<RoomMessages.DeliverMany>().Delivered;
        var second = Rooms.ExpectMsg<RoomMessages.DeliverMany>().Delivered;
        Assert.Equal(16 * 1024, first.Sum(delivered => InboundWindow.SizeOf(delivered.Stanza)));
        Assert.Equal(Enumerable.Range(0, 100).Select(number => $"a@home.example/{number}"), first.Concat(second).Select(delivered => delivered.Stanza.From!.ToString()));
    }

    [Fact]
    public async Task A_stanza_for_another_domain_is_counted_and_goes_nowhere()
    {
        await Route(Message("ada@home.example/desk", "tea@elsewhere.example"));

        Assert.Equal(1, Router.Misdirected);
        Rooms.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task A_question_for_the_service_goes_to_it()
    {
        await Route(Iq(StanzaType.Get, "ada@home.example/desk", "muc.example", "q1"));

        Assert.Equal("q1", ServiceProbe.ExpectMsg<Stanza>().Id);
    }

    [Fact]
    public async Task An_answer_goes_to_who_asked()
    {
        var id = Ask();

        await Route(Iq(StanzaType.Result, "away.example", "muc.example", id));

        Assert.Equal("tag", ExpectMsg<HostMessages.Answered>().Tag);
    }

    [Theory]
    [InlineData("eve@away.example/x")]
    [InlineData("eve@away.example")]
    [InlineData("home.example")]
    public async Task Nobody_answers_in_anothers_place_even_with_the_right_id(string forger)
    {
        var id = Ask();

        await Route(Iq(StanzaType.Error, forger, "muc.example", id));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        await Route(Iq(StanzaType.Result, "away.example", "muc.example", id));
        ExpectMsg<HostMessages.Answered>();
    }

    [Fact]
    public async Task An_answer_that_is_quicker_than_who_says_where_it_was_asked_waits_for_that()
    {
        var id = _asks.Add(Jid.Parse("away.example"), TestActor, "tag")!;

        await Route(Iq(StanzaType.Result, "away.example", "muc.example", id));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        _asks.Wrote(id, _output, 70);

        Assert.Equal(new OutputPlace(_output.Id, 70, 0), ExpectMsg<HostMessages.Answered>().Proves);
    }

    [Fact]
    public async Task An_answer_counts_once()
    {
        var id = Ask();

        await Route(Iq(StanzaType.Result, "away.example", "muc.example", id), Iq(StanzaType.Result, "away.example", "muc.example", id));

        ExpectMsg<HostMessages.Answered>();
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task What_comes_from_a_lost_domain_is_a_sign_of_life_unless_it_is_an_error()
    {
        _board.Set(Service, Away, LinkStanding.Unreachable);

        await Route(Message("bo@away.example/phone", "tea@muc.example") with { Type = StanzaType.Error });
        Links.ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        await Route(Message("bo@away.example/phone", "tea@muc.example"));
        Assert.Equal(Away, Links.ExpectMsg<LinkMessages.SignOfLife>().Remote);
    }

    [Fact]
    public void No_more_answers_are_awaited_than_the_bound()
    {
        var asks = new PendingAsks(TimeProvider.System, limit: 1);

        Assert.NotNull(asks.Add(Jid.Parse("away.example"), TestActor, 1));
        Assert.Null(asks.Add(Jid.Parse("away.example"), TestActor, 2));
    }

    private string Ask()
    {
        var id = _asks.Add(Jid.Parse("away.example"), TestActor, "tag")!;
        _asks.Wrote(id, _output, 70);
        return id;
    }

    private async Task<KeptStanzas> RouteAmongNodes(bool takeMany, params Stanza[] stanzas)
    {
        var arrivals = new Arrivals(TimeProvider.System);
        var kept = new KeptStanzas(arrivals, _window, TimeProvider.System, 1 << 20, 1 << 20);
        var keeping = new Keeping(kept, TestActor, TestActor, () => takeMany);
        var router = new StanzaRouter(Service, _asks, arrivals, _window, _board, new SessionChecks(), ServiceProbe, Rooms, Links, keeping);
        await router.RouteAsync(stanzas, CancellationToken.None);
        return kept;
    }

    private ValueTask Route(params Stanza[] stanzas) => Router.RouteAsync(stanzas, CancellationToken.None);

    private static Stanza Message(string from, string to) => new()
    {
        Kind = StanzaKind.Message,
        Type = StanzaType.Groupchat,
        From = Jid.Parse(from),
        To = Jid.Parse(to),
    };

    private static Stanza Iq(StanzaType type, string from, string to, string id) => new()
    {
        Kind = StanzaKind.Iq,
        Type = type,
        Id = id,
        From = Jid.Parse(from),
        To = Jid.Parse(to),
    };
}
