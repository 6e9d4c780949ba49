using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using MucService.Actors.Hosts;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Hosts;

public sealed class ServiceAnswersTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void It_names_its_software_but_not_its_system() =>
        Assert.Contains(
            "<query xmlns='jabber:iq:version'><name>MucService</name><version>1.2.3</version></query>", Answer("<query xmlns='jabber:iq:version'/>"), StringComparison.Ordinal);

    [Fact]
    public void It_tells_its_time_in_UTC() =>
        Assert.Contains("<tzo>+00:00</tzo><utc>2026-01-02T12:00:00Z</utc>", Answer("<time xmlns='urn:xmpp:time'/>"), StringComparison.Ordinal);

    [Fact]
    public void It_tells_how_long_it_has_been_up()
    {
        var answers = Answers();
        _time.Advance(TimeSpan.FromSeconds(903.7));

        Assert.Contains("seconds='903'", Answer("<query xmlns='jabber:iq:last'/>", answers), StringComparison.Ordinal);
    }

    [Fact]
    public void It_answers_a_ping() => Assert.Contains("type='result'", Answer("<ping xmlns='urn:xmpp:ping'/>"), StringComparison.Ordinal);

    [Fact]
    public void It_gives_a_name_that_no_room_has_and_never_twice()
    {
        var answer = Answer("<unique xmlns='http://jabber.org/protocol/muc#unique'/>");

        Assert.Matches("<unique xmlns='http://jabber.org/protocol/muc#unique'>[0-9a-f]{40}</unique>", answer);
        Assert.NotEqual(answer, Answer("<unique xmlns='http://jabber.org/protocol/muc#unique'/>"));
    }

    [Fact]
    public void It_announces_what_it_answers()
    {
        var info = Answer("<query xmlns='http://jabber.org/protocol/disco#info'/>");

        Assert.All(
            ["jabber:iq:version", "jabber:iq:last", "urn:xmpp:time", "urn:xmpp:ping", "urn:xmpp:occupant-id:0", "http://jabber.org/protocol/muc#unique"],
            (string feature) => Assert.Contains($"<feature var='{feature}'/>", info, StringComparison.Ordinal));
        Assert.DoesNotContain("jabber:x:data", info, StringComparison.Ordinal);
    }

    [Fact]
    public void Whom_to_turn_to_is_told_where_the_operator_says_so() =>
        Assert.Contains(
            "<field var='abuse-addresses' type='list-multi'><value>mailto:abuse@shakespeare.lit</value></field>",
            Answer(
                "<query xmlns='http://jabber.org/protocol/disco#info'/>",
                Answers(FormField.ListMulti("abuse-addresses", null, ["mailto:abuse@shakespeare.lit"]))),
            StringComparison.Ordinal);

    [Fact]
    public void Its_presence_carries_a_hash_that_its_information_verifies()
    {
        var answers = Answers(FormField.ListMulti("abuse-addresses", null, ["mailto:abuse@shakespeare.lit"]));
        var c = answers.PresenceFor(Parse("<presence type='probe' from='ada@home.example' to='muc.example'/>")).Child("c", Namespaces.Caps)!;

        var asked = Parse($"<iq type='get' id='1' from='ada@home.example/desk' to='muc.example'><query xmlns='http://jabber.org/protocol/disco#info' node='{c["node"]}#{c["ver"]}'/></iq>");
        var info = answers.To(asked).Stanza.Child("query", Namespaces.DiscoInfo)!;

        Assert.True(CapsHash.Verifies(info, c["hash"]!, c["ver"]!));
        Assert.Equal($"{c["node"]}#{c["ver"]}", info["node"]);
        Assert.True(CapsHash.Verifies(answers.To(Parse("<iq type='get' id='1' from='ada@home.example/desk' to='muc.example'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")).Stanza.Child("query", Namespaces.DiscoInfo)!, "sha-1", c["ver"]!));
    }

    [Fact]
    public void Its_presence_carries_a_hash_of_the_newer_kind_too()
    {
        var answers = Answers();
        var hash = answers.PresenceFor(Parse("<presence type='probe' from='ada@home.example' to='muc.example'/>"))
            .Child("c", Namespaces.Caps2)!.Child("hash", Namespaces.Hashes)!;

        var node = CapabilityHash.Node(hash["algo"]!, hash.Text);
        var asked = Parse($"<iq type='get' id='1' from='ada@home.example/desk' to='muc.example'><query xmlns='http://jabber.org/protocol/disco#info' node='{node}'/></iq>");
        var info = answers.To(asked).Stanza.Child("query", Namespaces.DiscoInfo)!;

        Assert.Equal(node, info["node"]);
        Assert.Equal(hash.Text, CapabilityHash.Compute(info, hash["algo"]!));
    }

    [Fact]
    public void What_it_says_to_people_is_in_English() =>
        Assert.All(
            ["<query xmlns='http://jabber.org/protocol/disco#info'/>", "<vCard xmlns='vcard-temp'/>"],
            (string asked) => Assert.Contains("xml:lang='en'", Answer(asked), StringComparison.Ordinal));

    [Theory]
    [InlineData("<query xmlns='http://jabber.org/protocol/disco#info' node='http://jabber.org/protocol/muc#traffic'/>", "service-unavailable")]
    [InlineData("<query xmlns='http://jabber.org/protocol/disco#info' node='other'/>", "item-not-found")]
    [InlineData("<query xmlns='jabber:iq:unheard-of'/>", "service-unavailable")]
    [InlineData("<unheard-of xmlns='jabber:iq:last'/>", "feature-not-implemented")]
    [InlineData("", "bad-request")]
    public void What_it_does_not_answer_it_refuses_by_name(string asked, string condition) =>
        Assert.Contains($"<{condition} xmlns=", Answer(asked), StringComparison.Ordinal);

    private ServiceAnswers Answers(params ImmutableArray<FormField> contact) => new("1.2.3", contact, _time);

    private static Stanza Parse(string xml) => StanzaParser.ParseStanza(Encoding.UTF8.GetBytes(xml));

    private string Answer(string asked, ServiceAnswers? answers = null)
    {
        var iq = StanzaParser.ParseStanza(Encoding.UTF8.GetBytes($"<iq type='get' id='1' from='ada@home.example/desk' to='muc.example'>{asked}</iq>"));
        return Encoding.UTF8.GetString(StanzaRenderer.RenderToBytes((answers ?? Answers()).To(iq).Stanza)).Replace('"', '\'');
    }
}
