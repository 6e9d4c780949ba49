using System.Text;
using Akka.Actor;
using Akka.TestKit;
using MucService.Actors.Hosts;
using MucService.Actors.Protection;
using MucService.Actors.Tests.Rooms;
using MucService.Rooms.Protection;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Protection;

/// <summary>Following lists that others publish over pubsub.</summary>
public sealed class BlockListTests : RoomSpec
{
    private const string Bo = "bo@away.example";
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly BlockListSettings Settings = new(BareJid.Parse("lists.example"), "muc_bans_sha256", MaxEntries: 3, TimeSpan.FromHours(1));

    private readonly ServiceOutputs _outputs = new() { MayTurn = true };

    public BlockListTests() => _outputs.Add(Tea.Domain, new OutputQueue(1 << 20));

    private TestProbe Host => field ??= CreateTestProbe("host");

    private IActorRef Room => field ??= StartRoom();

    [Fact]
    public async Task The_list_is_subscribed_to_and_read_page_by_page()
    {
        var (list, blocks) = await StartAsync();
        Assert.Equal("set <pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe node='muc_bans_sha256' jid='muc.example'/></pubsub>", Asked(out var subscription));
        Subscribed(list, subscription);
        Assert.Equal(
            "get <pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='muc_bans_sha256'/><set xmlns='http://jabber.org/protocol/rsm'><max>100</max></set></pubsub>",
            Asked(out var first));
        Page(list, first, last: "x", "1", "2");
        Assert.EndsWith("<max>100</max><after>x</after></set></pubsub>", Asked(out var second), StringComparison.Ordinal);
        Page(list, second, last: null, Bo);

        await HoldsAsync(blocks, "followed, as far as 3 entries", 3);
        Assert.True(IsListed(Bo));
        Assert.NotNull((await ListAsync(blocks)).HeardAt);
    }

    [Fact]
    public async Task Whoever_is_published_is_out_and_whoever_is_retracted_may_come_again()
    {
        var (list, blocks) = await StartAsync();
        var room = Room;
        Enter(room, "ada@home.example/desk", "ada");
        Enter(room, $"{Bo}/phone", "bo");
        Hears("tea@muc.example/bo");
        Follow(list, "1");
        await HoldsAsync(blocks, "followed", 1);

        Publish(list, $"<items node='muc_bans_sha256'><item id='{Hash("away.example")}'/></items>");
        Assert.Contains("outcast", Hears("301"));
        Enter(room, $"{Bo}/phone", "bo");
        Hears("forbidden");

        Publish(list, $"<items node='muc_bans_sha256'><retract id='{Hash("away.example")}'/></items>");
        await HoldsAsync(blocks, "followed", 1);
        AwaitCondition(() => !IsListed(Bo), Long);
        Enter(room, $"{Bo}/phone", "bo");
        Hears("tea@muc.example/bo");
    }

    [Fact]
    public async Task Only_the_service_that_was_subscribed_to_is_believed()
    {
        var (list, blocks) = await StartAsync();
        Follow(list, "1");
        await HoldsAsync(blocks, "followed", 1);
        var items = $"<items node='muc_bans_sha256'><item id='{Hash(Bo)}'/></items>";

        Publish(list, items, from: "evil.example");
        Publish(list, items, from: "mallory@lists.example");
        Publish(list, items, from: "lists.example/elsewhere");
        Publish(list, items, type: "error");
        Publish(list, items.Replace("muc_bans_sha256", "another", StringComparison.Ordinal));
        Publish(list, "<items node='muc_bans_sha256'><item id='not a hash'/></items>");
        Publish(list, $"<items node='muc_bans_sha256'><item id='{Hash("2").ToUpperInvariant()}'/></items>");

        await HoldsAsync(blocks, "followed", 2);
        Assert.False(IsListed(Bo));
        AwaitCondition(() => Live[Tea.Domain].Blocks.Lists[0].Contains(Hash("2")), Long);
    }

    [Fact]
    public async Task What_changes_while_the_list_is_read_is_not_forgotten()
    {
        var (list, blocks) = await StartAsync();
        Asked(out var subscription);
        Subscribed(list, subscription);
        Asked(out var page);
        Publish(list, $"<items node='muc_bans_sha256'><item id='{Hash(Bo)}'/></items>");
        Publish(list, $"<items node='muc_bans_sha256'><retract id='{Hash("1")}'/></items>");
        Page(list, page, last: null, "1", "2");

        await HoldsAsync(blocks, "followed", 2);
        Assert.True(IsListed(Bo));
    }

    [Fact]
    public async Task After_a_restart_what_was_last_known_holds_though_the_list_cannot_be_reached()
    {
        var (list, blocks) = await StartAsync();
        Follow(list, Bo);
        await HoldsAsync(blocks, "followed", 1);
        await KeptAsync();
        Sys.Stop(list);
        Sys.Stop(blocks);
        Live.Block(BlockList.Nobody);

        var (again, blocksAgain) = await StartAsync();
        Assert.True(IsListed(Bo));
        Asked(out var subscription);
        Refuse(again, subscription, "remote-server-not-found");

        var shown = await HoldsAsync(blocksAgain, "refused: RemoteServerNotFound", 1);
        Assert.NotNull(shown.HeardAt);
        Assert.True(IsListed(Bo));

        // It is tried again.
        Asked(out subscription);
        Subscribed(again, subscription);
    }

    [Fact]
    public async Task After_the_stream_was_lost_the_list_is_subscribed_to_and_read_anew()
    {
        var (list, blocks) = await StartAsync();
        Follow(list, "1", "2");
        await HoldsAsync(blocks, "followed", 2);

        Sys.EventStream.Publish(new HostMessages.StreamLost(Tea.Domain, "cut"));
        await HoldsAsync(blocks, "the stream is lost: cut", 2);
        Sys.EventStream.Publish(new HostMessages.StreamOpened(Tea.Domain));
        Follow(list, "2");

        await HoldsAsync(blocks, "followed", 1);
    }

    [Fact]
    public async Task A_list_that_is_emptied_is_empty_and_one_that_is_deleted_holds()
    {
        var (list, blocks) = await StartAsync();
        Follow(list, "1", "2");
        await HoldsAsync(blocks, "followed", 2);

        Publish(list, "<delete node='muc_bans_sha256'/>");
        await HoldsAsync(blocks, "its node was deleted", 2);
        Follow(list, "1");
        await HoldsAsync(blocks, "followed", 1);
        Publish(list, "<purge node='muc_bans_sha256'/>");
        Follow(list);
        await HoldsAsync(blocks, "followed", 0);
    }

    [Fact]
    public async Task A_service_that_leads_in_circles_is_asked_no_more()
    {
        var (list, blocks) = await StartAsync();
        Asked(out var subscription);
        Subscribed(list, subscription);
        Asked(out var page);
        Page(list, page, last: "x", "1");
        Asked(out page);
        Page(list, page, last: "x", "1");

        await HoldsAsync(blocks, "followed", 1);
    }

    [Fact]
    public async Task A_subscription_that_is_not_granted_is_shown()
    {
        var (list, blocks) = await StartAsync();
        Asked(out var subscription);
        Answer(list, subscription, "<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscription node='muc_bans_sha256' subscription='pending'/></pubsub>");
        Asked(out var page);
        Page(list, page, last: null, "1");

        await HoldsAsync(blocks, "changes are not told: the subscription is pending", 1);
    }

    [Fact]
    public async Task Among_nodes_only_the_one_with_the_stream_follows_and_the_next_one_takes_over()
    {
        _outputs.Turn(Tea.Domain, new Way.Elsewhere(TestActor));
        var (list, blocks) = await StartAsync();
        await HoldsAsync(blocks, "followed by the node that holds the stream", 0);
        Host.ExpectNoMsg(TimeSpan.FromMilliseconds(100));

        _outputs.Turn(Tea.Domain, Way.Here.Instance);
        Follow(list, "1");

        await HoldsAsync(blocks, "followed", 1);
    }

    private static string Hash(string jid) => BlockList.HashOf(jid);

    private static Stanza Parse(string xml) => StanzaParser.ParseStanza(Encoding.UTF8.GetBytes(xml));

    private async Task<(IActorRef List, IActorRef Blocks)> StartAsync()
    {
        Assert.NotNull(Room);
        var kept = await Store.ReadBlocksAsync(-1, CancellationToken.None);
        var settings = new BlockSettings { Lists = [Settings] };
        var blocks = Sys.ActorOf(Props.Create(() => new BlocksActor(settings, Live, Store, kept, false)));
        await ListAsync(blocks);
        var around = new BlockListSurroundings(Tea.Domain, _outputs, Host, blocks, TimeProvider.System);
        return (Sys.ActorOf(Props.Create(() => new BlockListActor(Settings, around))), blocks);
    }

    /// <summary>What the list was asked, and by which question.</summary>
    private string Asked(out object tag)
    {
        var asked = Host.ExpectMsg<HostMessages.Ask>(Long);
        tag = asked.Tag;
        Assert.Equal("lists.example", asked.Iq.To!.ToString());
        Assert.Equal("muc.example", asked.Iq.From!.ToString());
        var payload = Encoding.UTF8.GetString(StanzaRenderer.RenderToBytes(asked.Iq.Payloads[0])).Replace('"', '\'');
        return $"{asked.Iq.Type.ToString().ToLowerInvariant()} {payload}";
    }

    private static void Answer(IActorRef list, object tag, string payload, string type = "result") =>
        list.Tell(new HostMessages.Answered(tag, Parse($"<iq from='lists.example' to='muc.example' type='{type}' id='a'>{payload}</iq>")));

    private static void Subscribed(IActorRef list, object tag) =>
        Answer(list, tag, "<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscription node='muc_bans_sha256' jid='muc.example' subscription='subscribed'/></pubsub>");

    private static void Refuse(IActorRef list, object tag, string condition) =>
        Answer(list, tag, $"<error type='cancel'><{condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>", "error");

    private static void Page(IActorRef list, object tag, string? last, params string[] jids)
    {
        var items = string.Concat(jids.Select(jid => $"<item id='{Hash(jid)}'><report xmlns='urn:xmpp:reporting:1' reason='urn:xmpp:reporting:spam'/></item>"));
        var set = last is null ? "" : $"<set xmlns='http://jabber.org/protocol/rsm'><last>{last}</last></set>";
        Answer(list, tag, $"<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='muc_bans_sha256'>{items}</items>{set}</pubsub>");
    }

    private void Follow(IActorRef list, params string[] jids)
    {
        Asked(out var subscription);
        Subscribed(list, subscription);
        Asked(out var page);
        Page(list, page, last: null, jids);
    }

    private static void Publish(IActorRef list, string what, string from = "lists.example", string type = "headline") => list.Tell(new BlockListActor.Published(
        Parse($"<message from='{from}' to='muc.example' type='{type}'><event xmlns='http://jabber.org/protocol/pubsub#event'>{what}</event></message>")));

    private bool IsListed(string jid) => Live[Tea.Domain].Blocks.Obstacle(BareJid.Parse(jid)) is { Reason: RefusalReason.Listed };

    private static async Task<BlockMessages.ListDescription> ListAsync(IActorRef blocks) =>
        Assert.Single((await blocks.Ask<BlockMessages.Description>(new BlockMessages.Describe(), Long)).Lists);

    private async Task<BlockMessages.ListDescription> HoldsAsync(IActorRef blocks, string state, int entries)
    {
        var shown = await ListAsync(blocks);
        await AwaitConditionAsync(
            async () => (shown = await ListAsync(blocks)) is { } now && now.State == state && now.Entries == entries, TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(10));
        return shown;
    }

    private Task KeptAsync() => AwaitConditionAsync(
        async () => (await Store.ReadBlocksAsync(-1, CancellationToken.None))?.Entries.Count == 1, TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(10));
}
