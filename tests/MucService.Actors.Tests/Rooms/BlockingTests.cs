using System.Collections.Immutable;
using Akka.Actor;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Actors.Protection;
using MucService.Rooms.Protection;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Rooms;

public sealed class BlockingTests : RoomSpec
{
    private const string Ada = "ada@home.example/desk";
    private const string Bo = "bo@away.example/phone";
    private static readonly BareJid Away = BareJid.Parse("away.example");

    [Fact]
    public async Task Who_is_blocked_is_removed_and_stays_out_after_a_restart()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Enter(room, Bo, "bo");
        Hears("tea@muc.example/bo");
        var blocks = await StartBlocksAsync(new BlockSettings());

        await blocks.Ask<BlockMessages.Done>(new BlockMessages.Add(Away), TimeSpan.FromSeconds(20));

        Assert.Contains("outcast", Hears("301"));
        Enter(room, Bo, "bo");
        Hears("forbidden");
        Assert.Equal(["ada"], Describe(room).Occupants.Select(occupant => occupant.Nick.Value));

        Live.Block(BlockList.Nobody);
        var again = await StartBlocksAsync(new BlockSettings());
        Assert.Equal(Away, Assert.Single((await DescribeAsync(again)).Added));
        Assert.Contains(Away, Live[Tea.Domain].Blocks.Blocked);
    }

    [Fact]
    public void Who_was_blocked_while_the_room_slept_is_removed_when_it_wakes()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Enter(room, Bo, "bo");
        Hears("tea@muc.example/bo");
        StopRoom(room);

        var woken = StartRoom();
        Live.Block(new BlockList { Blocked = [Away] });

        Hears("301");
        Assert.Equal(["ada"], Describe(woken).Occupants.Select(occupant => occupant.Nick.Value));
    }

    [Fact]
    public async Task Who_is_let_in_again_may_come()
    {
        var room = StartRoom();
        var blocks = await StartBlocksAsync(new BlockSettings());
        await blocks.Ask<BlockMessages.Done>(new BlockMessages.Add(Away), TimeSpan.FromSeconds(20));
        await blocks.Ask<BlockMessages.Done>(new BlockMessages.Remove(Away), TimeSpan.FromSeconds(20));

        Enter(room, Bo, "bo");

        Hears("tea@muc.example/bo");
        Assert.Empty((await DescribeAsync(blocks)).Added);
        Assert.IsType<BlockMessages.Failed>(await blocks.Ask<object>(new BlockMessages.Remove(Away), TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Our_own_services_and_admins_cannot_be_blocked()
    {
        var admin = BareJid.Parse("olga@home.example");
        StartRoom();
        var blocks = await StartBlocksAsync(new BlockSettings { Services = [Tea.Domain], Admins = [admin], Domains = [Away.Domain] });

        Assert.IsType<BlockMessages.Failed>(await blocks.Ask<object>(new BlockMessages.Add(new BareJid(Tea.Domain)), TimeSpan.FromSeconds(20)));
        Assert.IsType<BlockMessages.Failed>(await blocks.Ask<object>(new BlockMessages.Add(admin), TimeSpan.FromSeconds(20)));
        Assert.Equal(Away.Domain, Assert.Single((await DescribeAsync(blocks)).Configured));
        Assert.Contains(Away, Live[Tea.Domain].Blocks.Blocked);
    }

    [Fact]
    public void The_service_itself_does_not_answer_who_is_blocked_either()
    {
        StartRoom();
        Live.Block(new BlockList { Blocked = [Away] });
        var host = CreateTestProbe("host");
        var service = Sys.ActorOf(Props.Create(() => new ServiceActor(
            Tea.Domain, new ServiceAnswers("1", ImmutableArray<FormField>.Empty, TimeProvider.System), Store, News, null!, new ServiceDoor(Live, ImmutableArray<IActorRef>.Empty), host, TestActor)));

        service.Tell(Ping(Bo));
        service.Tell(Ping(Ada));

        var refused = host.ExpectMsg<HostMessages.Send>(TimeSpan.FromSeconds(20));
        Assert.Equal((StanzaType.Error, RefusalReason.Blocked), (refused.Stanza.Type, refused.Refusal!.Reason));
        Assert.Equal(StanzaType.Result, host.ExpectMsg<HostMessages.Send>(TimeSpan.FromSeconds(20)).Stanza.Type);
    }

    private ConnectionNews News => new(Tea.Domain, new LinkSettings(), new LinkBoard(TimeProvider.System), TestActor);

    private static Stanza Ping(string from) => StanzaParser.ParseStanza(System.Text.Encoding.UTF8.GetBytes(
        $"<iq from=\"{from}\" to=\"muc.example\" type=\"get\" id=\"p\"><ping xmlns=\"urn:xmpp:ping\"/></iq>"));

    private async Task<IActorRef> StartBlocksAsync(BlockSettings settings)
    {
        var kept = await Store.ReadBlocksAsync(-1, CancellationToken.None);
        var blocks = Sys.ActorOf(Props.Create(() => new BlocksActor(settings, Live, Store, kept)));
        await DescribeAsync(blocks);
        return blocks;
    }

    private static Task<BlockMessages.Description> DescribeAsync(IActorRef blocks) =>
        blocks.Ask<BlockMessages.Description>(new BlockMessages.Describe(), TimeSpan.FromSeconds(20));
}
