using System.Text;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.PassThrough;

/// <summary>
/// What people say to each other passes byte for byte, known or unknown: through the real parser and renderer, at once and out of the
/// history. Examples from the XEPs named, © XMPP Standards Foundation, used under its permission notice.
/// </summary>
public class PassThroughTests
{
    private static readonly Situation Tearoom = Given(Entered(Ada, "ada"), Entered(Bo, "bo"));

    public static TheoryData<string, string> InMessages => new()
    {
        { "XEP-0085", "<active xmlns='http://jabber.org/protocol/chatstates'/>" },
        { "XEP-0085", "<composing xmlns=\"http://jabber.org/protocol/chatstates\"></composing>" },
        { "XEP-0184", "<request xmlns='urn:xmpp:receipts'/>" },
        { "XEP-0184", "<received xmlns='urn:xmpp:receipts' id='richard2-4.1.247'/>" },
        { "XEP-0249", "<x xmlns='jabber:x:conference'\n     jid='darkcave@macbeth.shakespeare.lit'\n     password='cauldronburn'\n     reason='Hey Hecate, this is the place for all good witches!'/>" },
        { "XEP-0308", "<replace id='bad1' xmlns='urn:xmpp:message-correct:0'/>" },
        { "XEP-0333", "<markable xmlns='urn:xmpp:chat-markers:0'/>" },
        { "XEP-0333", "<displayed xmlns='urn:xmpp:chat-markers:0' id='the-msg-1'/>" },
        { "XEP-0334", "<no-copy xmlns=\"urn:xmpp:hints\"/>" },
        { "XEP-0334", "<store xmlns=\"urn:xmpp:hints\"/>" },
        { "XEP-0359", "<origin-id xmlns='urn:xmpp:sid:0' id='de305d54-75b4-431b-adb2-eb6b9e546013'/>" },
        { "XEP-0359", "<stanza-id xmlns='urn:xmpp:sid:0' id='5f3dbc5e' by='juliet@capulet.lit'/>" },
        { "XEP-0424", "<retract id=\"wrong-recipient-1\" xmlns='urn:xmpp:message-retract:1'/>" },
        { "XEP-0428", "<fallback xmlns=\"urn:xmpp:fallback:0\" for='urn:xmpp:message-retract:1'/>" },
        { "XEP-0444", "<reactions id='744f6e18-a57a-11e9-a656-4889e7820c76' xmlns='urn:xmpp:reactions:0'>\n    <reaction>👋</reaction>\n  </reactions>" },
        { "XEP-0461", "<reply to='anna@example.com/tablet' id='message-id1' xmlns='urn:xmpp:reply:0' />" },
        { "XEP-0461", "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'>\n    <body start=\"0\" end=\"38\" />\n  </fallback>" },
        { "XEP-0201", "<thread parent='e0ffe42b28561960c6b12b944a092794b9683a38'>0e3141cd80894871a68e6fe6b1ec56fa</thread>" },
        { "none", "<e:any  xmlns:e='urn:example' e:a=\"'&lt;&#x41;\"   b = '2'><e:b/>&amp;<![CDATA[<c>]]></e:any >" },
    };

    public static TheoryData<string, string> InPresence => new()
    {
        { "RFC 6121", "<show>dnd</show>" },
        { "RFC 6121", "<status xml:lang='cs'>Dvo&#x159;&#xED;m se Julii</status>" },
        { "XEP-0115", "<c xmlns='http://jabber.org/protocol/caps' \n     hash='sha-1'\n     node='http://code.google.com/p/exodus'\n     ver='QgayPKawpkPSDYmwT/WM94uAlu0='/>" },
        { "XEP-0153", "<x xmlns='vcard-temp:x:update'>\n    <photo>sha1-hash-of-image</photo>\n  </x>" },
        { "XEP-0172", "<nick xmlns='http://jabber.org/protocol/nick'>Ishmael</nick>" },
        { "XEP-0256", "<query xmlns='jabber:iq:last' seconds='86511'/>" },
        { "XEP-0319", "<idle xmlns='urn:xmpp:idle:1' since='1969-07-21T02:56:15Z'/>" },
        { "none", "<e:any  xmlns:e='urn:example' a=\"1\"/>" },
    };

    [Theory]
    [MemberData(nameof(InMessages))]
    public void A_message_to_all_passes_at_once_and_later(string xep, string payload)
    {
        var outcome = Receive($"<message from='{Ada}' to='{Tea}' id='m1' type='groupchat'><body>O  Romeo&#x21; \"&gt;\"</body>{payload}</message>");

        AssertPasses(xep, payload, outcome.SentTo(Bo).Single());
        AssertPasses("body", "<body>O  Romeo&#x21; \"&gt;\"</body>", outcome.SentTo(Bo).Single());
        var entry = outcome.Then().WhenReceived($"<presence from='{Cy}' to='{Tea}/cy'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
        AssertPasses(xep, payload, entry.SentTo(Cy).Single(stanza => stanza.Payload("body", Namespaces.Component) is not null));
    }

    [Theory]
    [MemberData(nameof(InMessages))]
    public void A_message_to_all_needs_no_body(string xep, string payload) =>
        AssertPasses(xep, payload, Receive($"<message from='{Ada}' to='{Tea}' id='m1' type='groupchat'>{payload}</message>").SentTo(Bo).Single());

    [Theory]
    [MemberData(nameof(InMessages))]
    public void A_private_message_passes(string xep, string payload)
    {
        foreach (var type in (string[])["chat", "normal", "headline"])
            AssertPasses(xep, payload, Receive($"<message from='{Ada}' to='{Tea}/bo' id='m1' type='{type}'>{payload}</message>").SentTo(Bo).Single());
    }

    [Theory]
    [MemberData(nameof(InPresence))]
    public void Presence_passes(string xep, string payload)
    {
        AssertPasses(xep, payload, Receive($"<presence from='{Ada}' to='{Tea}/ada'>{payload}</presence>").SentTo(Bo).Single());
        AssertPasses(xep, payload, Receive($"<presence from='{Cy}' to='{Tea}/cy'>{payload}<x xmlns='http://jabber.org/protocol/muc'/></presence>").SentTo(Bo).Single());
        AssertPasses(xep, payload, Receive($"<presence from='{Ada}' to='{Tea}/ada' type='unavailable'>{payload}</presence>").SentTo(Bo).Single());
    }

    private static Outcome Receive(string xml) =>
        new(Tearoom.Room, Room.Receive(Tearoom.Room, StanzaParser.ParseStanza(Encoding.UTF8.GetBytes(xml)), new Arrival(Noon, "sid-1")));

    private static void AssertPasses(string xep, string payload, Stanza sent)
    {
        var rendered = Encoding.UTF8.GetString(StanzaRenderer.RenderToBytes(sent));
        Assert.True(rendered.Contains(payload, StringComparison.Ordinal), $"{xep}: {payload} is not in {rendered}");
    }
}
