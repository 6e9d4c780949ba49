using System.Xml.Linq;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests;

/// <summary>Texts for people that the room writes itself say in which language they are. RFC 6120 section 8.1.5.</summary>
public class LanguageTests
{
    private static readonly XName Lang = XNamespace.Xml + "lang";

    private static readonly Situation Tearoom =
        Given(Granted(Cy, Affiliation.Admin), Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo", Role.Visitor), Entered(Cy, "cy", Role.Moderator));

    public static TheoryData<string> WhatIsAnsweredWithTexts =>
    [
        $"<iq from='{Owner}' to='{Tea}' id='i' type='get'><query xmlns='{Namespaces.MucOwner}'/></iq>",
        $"<iq from='{Owner}' to='{Tea}' id='i' type='get'><query xmlns='{Namespaces.DiscoInfo}'/></iq>",
        $"<iq from='{Owner}' to='{Tea}' id='i' type='get'><query xmlns='{Namespaces.DiscoInfo}' node='{Namespaces.Commands}'/></iq>",
        $"<iq from='{Owner}' to='{Tea}' id='i' type='get'><query xmlns='{Namespaces.DiscoItems}' node='{Namespaces.Commands}'/></iq>",
        $"<iq from='{Owner}' to='{Tea}' id='i' type='set'><command xmlns='{Namespaces.Commands}' node='urn:xmpp:hats:commands:assign'/></iq>",
        $"<iq from='{Ada}' to='{Tea}' id='i' type='get'><query xmlns='{Namespaces.Register}'/></iq>",
        $"""
        <message from='{Bo}' to='{Tea}'>
          <x xmlns='jabber:x:data' type='submit'>
            <field var='FORM_TYPE'><value>{Namespaces.MucRequest}</value></field><field var='muc#role'><value>participant</value></field>
          </x>
        </message>
        """,
    ];

    public static TheoryData<string> WhatIsRefusedWithAText =>
    [
        $"<iq from='{Bo}' to='{Tea}' id='i' type='set'><vCard xmlns='vcard-temp'/></iq>",
        $"<iq from='{Bo}' to='{Tea}' id='i' type='set'><moderate xmlns='{Namespaces.Moderation}' id='1'><retract xmlns='{Namespaces.Retraction}'/></moderate></iq>",
        $"<iq from='{Cy}' to='{Tea}' id='i' type='set'><command xmlns='{Namespaces.Commands}' node='urn:xmpp:hats:commands:assign' action='prev'/></iq>",
        $"<iq from='{Owner}' to='{Tea}' id='i' type='set'><query xmlns='{Namespaces.MucAdmin}'><item role='visitor'/></query></iq>",
    ];

    [Theory]
    [MemberData(nameof(WhatIsAnsweredWithTexts))]
    public void Forms_and_lists_are_in_English(string xml) =>
        Assert.All(Tearoom.WhenReceived(xml).Sent, sent => Assert.Equal("en", sent.Lang));

    [Theory]
    [MemberData(nameof(WhatIsRefusedWithAText))]
    public void Refusals_are_in_English(string xml)
    {
        var text = StanzaXml.Render(Assert.Single(Tearoom.WhenReceived(xml).Sent)).Descendants().Single(element => element.Name.LocalName == "text");

        Assert.Equal("en", text.Attribute(Lang)?.Value);
    }

    [Fact]
    public void Reasons_of_the_rooms_own_are_in_English_and_those_of_people_are_in_theirs()
    {
        var own = Tearoom.WhenReceived($"<presence from='{Ada}' to='{Tea}/ada'/>").Sent.Single();
        var ofPeople = Tearoom.WhenReceived(
            $"<iq from='{Owner}' to='{Tea}' id='i' type='set'><query xmlns='{Namespaces.MucAdmin}'><item nick='bo' role='none'><reason>Dost</reason></item></query></iq>").SentTo(Bo).Single();

        Assert.Equal("en", Reason(own).Attribute(Lang)?.Value);
        Assert.Null(Reason(ofPeople).Attribute(Lang));
    }

    private static XElement Reason(Stanza stanza) => StanzaXml.Render(stanza).Descendants().Single(element => element.Name.LocalName == "reason");
}
