using System.Text.Json;
using System.Xml.Linq;
using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>Following a block list that a real pubsub service publishes; once a remote Prosody's, once the host's, an ejabberd.</summary>
public abstract class BlockListTests(BlockListTests.Following bed)
{
    /// <summary>A bed with a list that has two entries before the service is started.</summary>
    public abstract class Following : ServiceBed
    {
        /// <summary>The pubsub service.</summary>
        public abstract string PubSub { get; }

        // An ejabberd forgets an account without a password, and all that it made, with its last session.
        private XmppClient? _owner;

        /// <summary>Who publishes.</summary>
        public abstract Task<XmppClient> PublisherAsync(string resource);

        protected override IEnumerable<(string Key, string Value)> Settings => [("Muc:Block:Lists:0:Service", PubSub)];

        protected override async Task BeforeServiceAsync()
        {
            _owner = await PublisherAsync("desk");
            await FillAsync(_owner);
        }

        /// <summary>Makes the node with its first entries.</summary>
        public async Task FillAsync(XmppClient publisher)
        {
            var list = new PublishedList(publisher, PubSub);
            await list.CreateAsync();
            for (var other = 0; other < 120; other++)
                await list.PublishAsync($"spammer-{other}@far.example");
            await list.PublishAsync("tybalt@capulet.lit");
        }

        protected override async Task AfterAllAsync()
        {
            if (_owner is not null)
                await _owner.DisposeAsync();
        }
    }

    [Fact]
    public async Task Who_is_listed_is_out_at_once_and_who_is_listed_no_more_may_come_again()
    {
        await ListHasAsync(121);
        var room = bed.NewRoom();
        await using var romeo = await bed.Bed.RomeoAsync();
        await using var juliet = await bed.Bed.JulietAsync();
        await using var tybalt = await People.ConnectAsync(bed.Bed.Capulet, "tybalt", "street");
        await using var publisher = await bed.PublisherAsync("garden");
        var list = new PublishedList(publisher, bed.PubSub);
        await romeo.JoinAsync(room, "Romeo");
        await romeo.UnlockAsync(room);
        await juliet.JoinAsync(room, "Juliet");
        await AssertRefusedAsync(tybalt, room);

        await list.PublishAsync("juliet@capulet.lit");
        await GoesAsync(juliet, juliet, room);
        await GoesAsync(romeo, juliet, room);
        await AssertRefusedAsync(juliet, room);

        await list.RetractAsync("juliet@capulet.lit");
        await ListHasAsync(121);
        await juliet.JoinAsync(room, "Juliet");

        var before = romeo.Received.Count;
        await list.PublishAsync("capulet.lit");
        await GoesAsync(romeo, juliet, room, before);
        await AssertRefusedAsync(juliet, room);
        await list.RetractAsync("capulet.lit");
        await ListHasAsync(121);
        await juliet.JoinAsync(room, "Juliet");
        Assert.Contains("listed", await bed.Service.ControlAsync("refusals"), StringComparison.Ordinal);
    }

    /// <summary>Waits until mucctl shows the list as followed, with so many entries.</summary>
    protected async Task ListHasAsync(int entries, string state = "followed") => await Poll.UntilAsync(
        $"the list is {state} and has {entries} entries",
        Scene.Patience,
        async () => await ShownAsync() is { } shown && shown.Entries == entries && shown.State.StartsWith(state, StringComparison.Ordinal) && (shown.Heard || state != "followed"));

    /// <summary>Tries to enter, and is told that he is listed.</summary>
    protected static async Task AssertRefusedAsync(XmppClient client, string room)
    {
        var from = client.Received.Count;
        await client.SendAsync(client.Presence($"{room}/{client.Jid[..3]}", new XElement(Names.Muc + "x")));
        var refused = await client.Received.WaitForAsync("refusal", stanza => stanza.Is("presence") && (string?)stanza.Attribute("type") == "error", Scene.Patience, from);
        Assert.NotNull(refused.Stanza.Descendants(Names.Stanzas + "forbidden").SingleOrDefault());
        Assert.Contains("list", refused.Stanza.Descendants(Names.Stanzas + "text").Single().Value, StringComparison.Ordinal);
    }

    private static Task<Received> GoesAsync(XmppClient at, XmppClient who, string room, int from = 0) => at.Received.WaitForAsync(
        $"removal of {who.Jid} at {at.Jid}",
        stanza => stanza.IsPresence($"{room}/Juliet", "unavailable") && stanza.StatusCodes().Contains("301"),
        Scene.Patience,
        from);

    private async Task<(int Entries, string State, bool Heard)?> ShownAsync()
    {
        using var shown = JsonDocument.Parse(await bed.Service.ControlAsync("block", "list", "--output", "json"));
        var list = shown.RootElement.GetProperty("lists").EnumerateArray().Single();
        Assert.Equal($"{bed.PubSub}/{PublishedList.Node}", list.GetProperty("name").GetString());
        return (list.GetProperty("entries").GetInt32(), list.GetProperty("state").GetString()!, list.GetProperty("heardAt").ValueKind == JsonValueKind.String);
    }
}

/// <summary>The list is a remote Prosody's.</summary>
public sealed class RemoteBlockListTests(RemoteBlockListTests.AtProsody bed) : BlockListTests(bed), IClassFixture<RemoteBlockListTests.AtProsody>
{
    public sealed class AtProsody : Following
    {
        public override string PubSub => BedOptions.RemotePubSub;

        public override Task<XmppClient> PublisherAsync(string resource) => People.ConnectAsync(Bed.Capulet, "nurse", resource);
    }

    [Fact]
    public async Task A_restart_is_not_open_to_who_was_listed_though_the_list_cannot_be_reached()
    {
        await ListHasAsync(121);
        await bed.Service.TerminateAsync();
        await bed.Bed.Capulet.KillAsync();

        await bed.Service.StartAsync();
        await ListHasAsync(121, "refused");

        // It comes back without its nodes, which it kept in memory only.
        await bed.Bed.Capulet.StartAsync();
        await using var tybalt = await People.ConnectAsync(bed.Bed.Capulet, "tybalt", "street");
        await AssertRefusedAsync(tybalt, bed.NewRoom());
        await using var publisher = await bed.PublisherAsync("sickbed");
        await bed.FillAsync(publisher);
        await ListHasAsync(121);
    }
}

/// <summary>The list is the host's, an ejabberd.</summary>
public sealed class BlockListAtEjabberdTests(BlockListAtEjabberdTests.AtEjabberd bed) : BlockListTests(bed), IClassFixture<BlockListAtEjabberdTests.AtEjabberd>
{
    public sealed class AtEjabberd : Following
    {
        public override string PubSub => BedOptions.HostPubSub;

        public override Task<XmppClient> PublisherAsync(string resource) => Bed.RomeoAsync(resource);

        protected override BedOptions Options => new() { EjabberdAsHost = true };
    }
}
