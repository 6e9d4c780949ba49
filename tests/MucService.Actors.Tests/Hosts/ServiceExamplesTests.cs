using System.Text;
using System.Xml.Linq;
using Microsoft.Extensions.Time.Testing;
using MucService.Actors.Hosts;
using MucService.Storage;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Hosts;

/// <summary>
/// The examples of XEP-0045 that the service itself answers, 3 to 7, as exchanges through the real parser and renderer. The service has more features than the
/// example and names its rooms. Examples from XEP-0045, © XMPP Standards Foundation, used under its permission notice.
/// </summary>
public sealed class ServiceExamplesTests
{
    private static readonly XNamespace Info = Namespaces.DiscoInfo;
    private static readonly XNamespace Items = Namespaces.DiscoItems;
    private static readonly XNamespace Sets = Namespaces.ResultSets;

    private static readonly string[] Rooms =
        ["alls-well-that-ends-well", "as-you-like-it", "cleopatra", "comedy-of-errors", "coriolanus", "cymbeline", "hamlet", "henry-the-fourth-one", "henry-the-fourth-two", "henry-the-fifth"];

    [Fact]
    public void Service_returns_disco_info_result()
    {
        var answers = new ServiceAnswers("1.2.3", [], new FakeTimeProvider());
        var result = Render(answers.To(Parse("""
            <iq from='hag66@shakespeare.lit/pda' id='lx09df27' to='chat.shakespeare.lit' type='get'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>
            """)).Stanza);

        AssertAddressed(result, "lx09df27");
        var query = result.Element(Info + "query")!;
        var identity = Assert.Single(query.Elements(Info + "identity"));
        Assert.Equal(("conference", "text"), ((string)identity.Attribute("category")!, (string)identity.Attribute("type")!));
        var features = query.Elements(Info + "feature").Select(feature => (string)feature.Attribute("var")!).ToList();
        Assert.Contains("http://jabber.org/protocol/muc", features);

        // #message: whoever reflects ids says so on the service as on its rooms.
        Assert.Contains("http://jabber.org/protocol/muc#stable_id", features);
    }

    [Fact]
    public void Service_returns_disco_items_result()
    {
        var result = Answer("zb8q41f4", Rooms.Length);

        AssertAddressed(result, "zb8q41f4");
        Assert.Equal(Rooms.Select(room => $"{room}@chat.shakespeare.lit"), result.Element(Items + "query")!.Elements(Items + "item").Select(item => (string)item.Attribute("jid")!));
        Assert.Empty(result.Element(Items + "query")!.Elements(Sets + "set"));
    }

    [Fact]
    public void Service_returns_limited_list_of_disco_items_result()
    {
        var result = Answer("hx51v49s", 37);

        AssertAddressed(result, "hx51v49s");
        var set = result.Element(Items + "query")!.Element(Sets + "set")!;
        Assert.Equal("alls-well-that-ends-well@chat.shakespeare.lit", set.Element(Sets + "first")!.Value);
        Assert.Equal("henry-the-fifth@chat.shakespeare.lit", set.Element(Sets + "last")!.Value);
        Assert.Equal("37", set.Element(Sets + "count")!.Value);
    }

    private static XElement Answer(string id, long count)
    {
        var asked = Parse($"<iq from='hag66@shakespeare.lit/pda' id='{id}' to='chat.shakespeare.lit' type='get'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>");
        Assert.True(DirectoryPage.TryRead(asked.Child("query", Namespaces.DiscoItems)!.Child("set", Namespaces.ResultSets), Rooms.Length, out var page, out _));
        return Render(asked.Answer(StanzaType.Result).With(page.Render([.. Rooms.Select(Entry)], count)));
    }

    private static DirectoryEntry Entry(string room) => new(
        BareJid.Parse($"{room}@chat.shakespeare.lit"),
        BareJid.Parse("crone1@shakespeare.lit"),
        DateTimeOffset.UnixEpoch,
        Name: "",
        Description: "",
        Occupants: 0,
        Public: true,
        Locked: false,
        Persistent: true,
        MembersOnly: false,
        PasswordProtected: false);

    private static void AssertAddressed(XElement result, string id) => Assert.Equal(
        ("chat.shakespeare.lit", "hag66@shakespeare.lit/pda", id, "result"),
        ((string)result.Attribute("from")!, (string)result.Attribute("to")!, (string)result.Attribute("id")!, (string)result.Attribute("type")!));

    private static Stanza Parse(string xml) => StanzaParser.ParseStanza(Encoding.UTF8.GetBytes(xml.Trim()));

    private static XElement Render(Stanza stanza) => XElement.Parse(Encoding.UTF8.GetString(StanzaRenderer.RenderToBytes(stanza)));
}
