using System.Collections.Immutable;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Hosts;

/// <summary>What the host says of its connections is believed from the host's own domain only.</summary>
public sealed class ConnectionNewsTests : TestKit
{
    private static readonly Domain Service = Domain.Parse("chats.shakespeare.lit");
    private static readonly Domain Capulet = Domain.Parse("capulet.lit");
    private static readonly LinkSettings Settings = new()
    {
        HostDomains = ImmutableDictionary<Domain, Domain>.Empty.Add(Service, Domain.Parse("montague.lit")),
    };

    private readonly LinkBoard _board = new(TimeProvider.System);

    public ConnectionNewsTests()
    {
        Links = CreateTestProbe();
        _board.Set(Service, Capulet, LinkStanding.Reachable);
    }

    private TestProbe Links { get; }

    private ConnectionNews News => new(Service, Settings, _board, Links);

    [Theory]
    [InlineData("montague.lit", true)]
    [InlineData("romeo@montague.lit", false)]
    [InlineData("romeo@montague.lit/lane", false)]
    [InlineData("montague.lit/lane", false)]
    [InlineData("capulet.lit", false)]
    [InlineData("shakespeare.lit", false)]
    [InlineData("chats.shakespeare.lit", false)]
    public void Nobody_but_the_hosts_own_domain_is_believed(string from, bool believed) =>
        Assert.Equal(believed, News.IsBelieved(Message(from, Link("capulet.lit", "closed"))));

    [Fact]
    public void A_bounce_is_no_news() =>
        Assert.False(News.IsBelieved(Message("montague.lit", Link("capulet.lit", "closed")) with { Type = StanzaType.Error }));

    [Fact]
    public void Without_a_known_host_nobody_is_believed() =>
        Assert.False(new ConnectionNews(Service, new LinkSettings(), _board, Links)
            .IsBelieved(Message("montague.lit", Link("capulet.lit", "closed"))));

    [Fact]
    public void Each_change_is_told_to_its_link()
    {
        News.Read(Message("montague.lit", Link("capulet.lit", "opened"), Link("capulet.lit", "closed"), Link("capulet.lit", "failed")));

        Assert.True(Links.ExpectMsg<LinkMessages.ConnectionChanged>().Opened);
        Assert.False(Links.ExpectMsg<LinkMessages.ConnectionChanged>().Opened);
        Assert.Equal(new LinkMessages.ConnectionChanged(Service, Capulet, Opened: false), Links.ExpectMsg<LinkMessages.ConnectionChanged>());
    }

    [Fact]
    public void What_concerns_no_room_or_is_of_a_later_version_is_passed_over()
    {
        News.Read(Message("montague.lit", Link("verona.lit", "closed"), Link("capulet.lit", "paused"), Link("not a domain", "closed"), Link("capulet.lit", "closed")));

        Assert.Equal(new LinkMessages.ConnectionChanged(Service, Capulet, Opened: false), Links.ExpectMsg<LinkMessages.ConnectionChanged>());
        Links.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void What_rooms_of_this_node_have_no_part_in_is_told_to_the_other_nodes()
    {
        var elsewhere = new List<object>();
        var news = new ConnectionNews(Service, Settings, _board, Links) { Elsewhere = elsewhere.Add };
        news.Read(Message("montague.lit", Link("verona.lit", "failed"), Link("capulet.lit", "closed"), Link("verona.lit", "paused")));

        Assert.Equal([new LinkMessages.ConnectionChanged(Service, Domain.Parse("verona.lit"), Opened: false)], elsewhere);
        Assert.Equal(Capulet, Links.ExpectMsg<LinkMessages.ConnectionChanged>().Remote);
    }

    [Fact]
    public void A_host_that_has_nothing_to_tell_yet_is_known_to_tell()
    {
        Assert.False(_board.IsToldOfConnections(Service));
        News.Read(Message("montague.lit"));
        Assert.True(_board.IsToldOfConnections(Service));
    }

    private static Element Link(string domain, string state) => new Element("link", Namespaces.LinkEvents)
        .With("domain", domain).With("direction", "out").With("state", state);

    private static Stanza Message(string from, params Element[] links) => new()
    {
        Kind = StanzaKind.Message,
        Type = StanzaType.Normal,
        From = Jid.Parse(from),
        To = Jid.Parse("chats.shakespeare.lit"),
        Payloads = [new Element("links", Namespaces.LinkEvents).With(links)],
    };
}
