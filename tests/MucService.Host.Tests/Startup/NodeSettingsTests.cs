using MucService.Host.Settings;
using MucService.Host.Startup;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Host.Tests.Startup;

public class NodeSettingsTests
{
    private static readonly Domain Chats = Domain.Parse("chats.shakespeare.lit");

    private static readonly MucOptions Options = new()
    {
        Components = [new ComponentOptions { Domain = "chats.shakespeare.lit", Server = "127.0.0.1:5347", Secret = "quill" }],
    };

    [Fact]
    public void What_holds_for_a_domain_reaches_rooms_and_links()
    {
        var bridge = Domain.Parse("irc.shakespeare.lit");
        var settings = NodeSettings.From(new MucOptions
        {
            Components = Options.Components,
            Links = new LinkOptions
            {
                AnnotateTo = AnnotateTo.Moderators,
                Resync = Resync.Presence,
                Locked = [LinkField.Grace],
                Domains = [new LinkDomainOptions { Domain = bridge.Value, Policy = LinkPolicy.Ignore, Probe = false }],
            },
        });

        var rooms = settings.Rooms[Chats];
        Assert.Equal(new DomainTerms(LinkPolicy.Ignore, null), rooms.Domains[bridge]);
        Assert.Equal((AnnotateTo.Moderators, Resync.Presence), (rooms.AnnotateTo, rooms.Resync));
        Assert.Equal([LinkField.Grace], rooms.LockedLinkFields);
        Assert.Equal([bridge], settings.Links.Unprobed);
    }

    [Theory]
    [InlineData("", "shakespeare.lit")]
    [InlineData("Montague.lit", "montague.lit")]
    public void The_hosts_own_domain_is_the_one_named_or_the_one_above(string named, string host)
    {
        var component = new ComponentOptions { Domain = "chats.shakespeare.lit", Server = "127.0.0.1:5347", Secret = "quill", Host = named };

        Assert.Equal(Domain.Parse(host), NodeSettings.From(new MucOptions { Components = [component] }).Links.HostDomains[Chats]);
    }

    [Fact]
    public void There_is_a_default_for_each_field_that_can_be_locked() =>
        Assert.Equal(
            Enum.GetNames<RoomField>().Order(StringComparer.Ordinal),
            SettingShape.SettingsOf(typeof(RoomDefaultsOptions)).Select(property => property.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void What_new_rooms_have_is_the_usual_where_nothing_is_said() =>
        Assert.Equal(RoomConfig.Default, NodeSettings.From(Options).Rooms[Chats].Defaults);

    [Fact]
    public void What_new_rooms_have_and_what_is_locked_reaches_them()
    {
        var rooms = NodeSettings.From(new MucOptions
        {
            Components = Options.Components,
            Rooms = new RoomOptions
            {
                Defaults = new RoomDefaultsOptions
                {
                    PublicRoom = false,
                    AllowPm = PrivateMessageSenders.None,
                    PresenceBroadcast = [Role.None],
                    MaxHistoryFetch = 5,
                    RoomOwners = ["romeo@montague.lit"],
                },
                Locked = [RoomField.PublicRoom],
            },
        }).Rooms[Chats];

        Assert.False(rooms.Defaults.Public);
        Assert.Null(rooms.Defaults.PrivateMessagesFrom);
        Assert.Empty(rooms.Defaults.PresenceBroadcast);
        Assert.Equal(5, rooms.Defaults.MaxHistory);
        Assert.Equal([BareJid.Parse("romeo@montague.lit")], rooms.DefaultOwners.AsEnumerable());
        Assert.Equal([RoomField.PublicRoom], rooms.LockedFields);
    }

    [Fact]
    public void Beside_each_probe_the_host_is_asked_to_route_a_ping_back_to_the_service()
    {
        var links = NodeSettings.From(Options).Links;

        Assert.Equal(new BareJid(Chats), Assert.Single(links.HostAddresses, address => address.Key == Chats).Value);
        Assert.Equal(TimeSpan.FromSeconds(10), links.Timings.HostDeadline);
    }
}
