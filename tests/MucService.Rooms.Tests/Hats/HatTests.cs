using MucService.Rooms.Hats;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Hats;

/// <summary>XEP-0317.</summary>
public class HatTests
{
    private const string Uri = "http://tech.example.edu/hats#TeacherAssistant";

    private static readonly Hat Assistant = new(Uri, "Assistant", "327.255249", "en");
    private static readonly RoomEvent Created = new RoomEvent.HatCreated(Assistant);
    private static readonly RoomEvent AdasHat = new RoomEvent.HatAssigned(Ada.Bare, Uri);

    private static readonly RoomEvent[] Tearoom =
        [Granted(Cy, Affiliation.Admin), Entered(Ada, "ada"), Entered(AdasPhone, "ada"), Entered(Bo, "bo", Role.Visitor), Entered(Cy, "cy", Role.Moderator)];

    [Fact]
    public void An_admin_creates_a_hat_and_everybody_hears_that_something_changed() =>
        Given(Tearoom).WhenReceived(Create(Cy)).Then(Created)
            .ThenSendsTo(Cy, """
                <iq from='tea@muc.example' to='cy@away.example/desk' id='h' type='result' xml:lang='en'>
                  <command xmlns='http://jabber.org/protocol/commands' node='urn:xmpp:hats:commands:create' sessionid='s1' status='completed'/>
                </iq>
                <message from='tea@muc.example' to='cy@away.example/desk' type='groupchat'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x>
                </message>
                """)
            .ThenSendsTo(Bo, """
                <message from='tea@muc.example' to='bo@away.example/phone' type='groupchat'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x>
                </message>
                """);

    [Fact]
    public void A_hat_is_shown_to_those_who_see_real_JIDs_to_those_who_do_not_and_to_who_wears_it()
    {
        var outcome = Given([.. Tearoom, Created]).WhenReceived(Assign(Cy, Ada.Bare)).Then(AdasHat);

        outcome.ThenSendsTo(Bo, $"""
            <presence from='tea@muc.example/ada' to='bo@away.example/phone'>
              <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>{Shown}
            </presence>
            """);
        outcome.ThenSendsTo(AdasPhone, $"""
            <presence from='tea@muc.example/ada' to='ada@home.example/phone'>
              <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' jid='ada@home.example/phone' role='participant'/><status code='110'/></x>{Shown}
            </presence>
            """);
        Assert.Contains(outcome.SentTo(Cy), stanza => stanza.Payload("hats", Namespaces.Hats) is not null && stanza.Child("x", Namespaces.MucUser)!.Child("item")!["jid"] is not null);
    }

    [Fact]
    public void An_annotated_presence_keeps_its_hats()
    {
        var room = Given([.. Tearoom, Created, AdasHat, new RoomEvent.CapabilitiesLearned(Bo, ClientFeatures.Known | ClientFeatures.Annotations)]);

        var annotated = room.When(new RoomCommand.ChangeLink(Ada.Domain, LinkStanding.Unreachable, 1)).SentTo(Bo).Single();

        Assert.NotNull(annotated.Payload("state-annotation", Namespaces.PresenceAnnotations));
        Assert.NotNull(annotated.Payload("hats", Namespaces.Hats));
    }

    [Fact]
    public void Who_enters_sees_hats_and_who_wears_one_has_it_at_the_next_visit()
    {
        var room = Given([.. Tearoom, Created, AdasHat]);
        var newcomer = FullJid.Parse("dee@home.example/desk");
        const string Entry = "<x xmlns='http://jabber.org/protocol/muc'/>";

        Assert.Contains(
            room.WhenReceived($"<presence from='{newcomer}' to='tea@muc.example/dee'>{Entry}</presence>").SentTo(newcomer),
            stanza => stanza.From!.Resource == "ada" && stanza.Payload("hats", Namespaces.Hats) is not null);
        Assert.Contains(
            room.When(new RoomCommand.Exit(Ada)).Then().When(new RoomCommand.Exit(AdasPhone)).Then()
                .WhenReceived($"<presence from='{Ada}' to='tea@muc.example/countess'>{Entry}</presence>").SentTo(Bo),
            stanza => stanza.From!.Resource == "countess" && stanza.Payload("hats", Namespaces.Hats) is not null);
    }

    [Fact]
    public void Who_comes_back_after_an_outage_sees_hats_that_were_given_meanwhile()
    {
        var room = Given([.. Tearoom, Created])
            .When(new RoomCommand.ChangeLink(Bo.Domain, LinkStanding.Unreachable, 1)).Then()
            .WhenReceived(Assign(Owner, Ada.Bare)).Then();

        Assert.Contains(
            room.When(new RoomCommand.ChangeLink(Bo.Domain, LinkStanding.Reachable, 2)).SentTo(Bo),
            stanza => stanza.Payload("hats", Namespaces.Hats) is not null);
    }

    [Fact]
    public void Forged_hats_are_not_passed_on() =>
        Assert.All(
            Given(Tearoom).WhenReceived($"<presence from='{Bo}' to='tea@muc.example/bo'><hats xmlns='urn:xmpp:hats:0'><hat uri='{Uri}' title='Owner'/></hats></presence>").Sent,
            stanza => Assert.Null(stanza.Payload("hats", Namespaces.Hats)));

    [Fact]
    public void A_hat_that_is_changed_is_shown_anew()
    {
        var outcome = Given([.. Tearoom, Created, AdasHat]).WhenReceived(Create(Cy, title: "Helper"));

        outcome.Then(new RoomEvent.HatCreated(Assistant with { Title = "Helper" }));
        var shown = outcome.SentTo(Bo).Single(stanza => stanza.Kind == StanzaKind.Presence);
        Assert.Contains("title='Helper'", StanzaXml.Canonical(StanzaXml.Render(shown)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hat_that_is_as_it_was_is_no_change() => Given([.. Tearoom, Created]).WhenReceived(Create(Cy)).ThenNoEvent().ThenSendsNothingTo(Bo);

    [Fact]
    public void A_hat_that_is_destroyed_is_worn_by_nobody()
    {
        var outcome = Given([.. Tearoom, Created, AdasHat]).WhenReceived(Run(Cy, "destroy", Submit(("hats#uri", Uri)))).Then(new RoomEvent.HatDestroyed(Uri));

        outcome.ThenSendsTo(Bo, """
            <message from='tea@muc.example' to='bo@away.example/phone' type='groupchat'>
              <x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x>
            </message>
            <presence from='tea@muc.example/ada' to='bo@away.example/phone'>
              <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>
            </presence>
            """);
        Assert.Empty(outcome.After.Hats.Worn);
    }

    [Fact]
    public void A_hat_is_taken_back() =>
        Given([.. Tearoom, Created, AdasHat])
            .WhenReceived(Run(Cy, "unassign", Submit(("hats#jid", "ada@home.example"), ("hats#uri", Uri))))
            .Then(new RoomEvent.HatUnassigned(Ada.Bare, Uri))
            .ThenSendsTo(Bo, """
                <presence from='tea@muc.example/ada' to='bo@away.example/phone'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>
                </presence>
                """);

    [Fact]
    public void The_forms_are_the_XEPs() =>
        Given([.. Tearoom, Created]).WhenReceived(Run(Cy, "assign", "")).ThenNoEvent().ThenSendsTo(Cy, $"""
            <iq from='tea@muc.example' to='cy@away.example/desk' id='h' type='result' xml:lang='en'>
              <command xmlns='http://jabber.org/protocol/commands' node='urn:xmpp:hats:commands:assign' sessionid='s1' status='executing'>
                <x xmlns='jabber:x:data' type='form'>
                  <title>Assigning a Hat</title>
                  <instructions>Fill out this form to assign a hat.</instructions>
                  <field type='hidden' var='FORM_TYPE'><value>urn:xmpp:hats:commands</value></field>
                  <field label='User Address' type='jid-single' var='hats#jid'><required/></field>
                  <field label='Hat' type='list-single' var='hats#uri'>
                    <required/>
                    <option label='Assistant'><value>{Uri}</value></option>
                  </field>
                </x>
              </command>
            </iq>
            """);

    [Fact]
    public void Occupants_read_which_hats_there_are() =>
        Given([.. Tearoom, Created]).WhenReceived(Run(Bo, "list", "")).ThenSendsTo(Bo, $"""
            <iq from='tea@muc.example' to='bo@away.example/phone' id='h' type='result' xml:lang='en'>
              <command xmlns='http://jabber.org/protocol/commands' node='urn:xmpp:hats:commands:list' sessionid='s1' status='completed'>
                <x xmlns='jabber:x:data' type='result'>
                  <title>Hats List</title>
                  <field type='hidden' var='FORM_TYPE'><value>urn:xmpp:hats:commands</value></field>
                  <reported><field var='hats#title'/><field var='hats#uri'/><field var='hats#hue'/></reported>
                  <item>
                    <field var='hats#title'><value>Assistant</value></field>
                    <field var='hats#uri'><value>{Uri}</value></field>
                    <field var='hats#hue'><value>327.255249</value></field>
                  </item>
                </x>
              </command>
            </iq>
            """);

    [Fact]
    public void Admins_read_who_wears_what_and_others_only_where_real_JIDs_are_public()
    {
        var room = Given([.. Tearoom, Created, AdasHat]);

        Assert.Contains("ada@home.example", Text(room.WhenReceived(Run(Cy, "list-assigned", "")).SentTo(Cy).Single()), StringComparison.Ordinal);
        room.WhenReceived(Run(Bo, "list-assigned", "")).ThenRefused(Bo, ErrorCondition.Forbidden);
        Assert.Contains(
            "ada@home.example",
            Text(Given([.. Tearoom, Created, AdasHat, Configured(config => config with { Whois = Whois.Anyone })]).WhenReceived(Run(Bo, "list-assigned", "")).SentTo(Bo).Single()),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("destroy")]
    [InlineData("assign")]
    [InlineData("unassign")]
    public void Only_admins_and_owners_keep_the_hats(string command)
    {
        var room = Given([.. Tearoom, Created, AdasHat]);

        room.WhenReceived(Run(Bo, command, Submit(("hats#jid", "bo@away.example"), ("hats#uri", Uri), ("hats#title", "Mine")))).ThenRefused(Bo, ErrorCondition.Forbidden);
        room.WhenReceived(Run(Bo, command, "")).ThenRefused(Bo, ErrorCondition.Forbidden);
    }

    [Fact]
    public void A_stranger_does_not_learn_of_hats() =>
        Given(Created).WhenReceived(Run(Bo, "list", "")).ThenRefused(Bo, ErrorCondition.Forbidden);

    [Theory]
    [InlineData("not a URI", "Assistant", "1")]
    [InlineData(Uri, "", "1")]
    [InlineData(Uri, "Assistant", "blue")]
    [InlineData(Uri, "Assistant", "361")]
    [InlineData(Uri, "Assistant", "-1")]
    public void What_is_no_hat_is_refused(string uri, string title, string hue) =>
        Given(Tearoom).WhenReceived(Run(Cy, "create", Submit(("hats#uri", uri), ("hats#title", title), ("hats#hue", hue)))).ThenRefused(Cy, ErrorCondition.BadRequest);

    [Fact]
    public void A_hat_that_is_not_there_is_not_found()
    {
        Given(Tearoom).WhenReceived(Assign(Cy, Ada.Bare)).ThenRefused(Cy, ErrorCondition.ItemNotFound);
        Given(Tearoom).WhenReceived(Run(Cy, "destroy", Submit(("hats#uri", Uri)))).ThenRefused(Cy, ErrorCondition.ItemNotFound);
        Given([.. Tearoom, Created]).WhenReceived(Run(Cy, "unassign", Submit(("hats#jid", "ada@home.example"), ("hats#uri", Uri)))).ThenRefused(Cy, ErrorCondition.ItemNotFound);
    }

    [Fact]
    public void Only_people_wear_hats() =>
        Given([.. Tearoom, Created]).WhenReceived(Assign(Cy, BareJid.Parse("home.example"))).ThenRefused(Cy, ErrorCondition.BadRequest);

    [Fact]
    public void There_are_only_so_many_hats_and_wearers()
    {
        var settings = Settings with { MaxHats = 2, MaxHatsPerPerson = 1, MaxHatWearers = 1 };
        var room = GivenWith(settings, [.. Tearoom, Created, new RoomEvent.HatCreated(new Hat("urn:x:two", "Two", null, null)), AdasHat]);

        room.WhenReceived(Run(Cy, "create", Submit(("hats#uri", "urn:x:three"), ("hats#title", "Three")))).ThenRefused(Cy, ErrorCondition.PolicyViolation);
        room.WhenReceived(Run(Cy, "assign", Submit(("hats#jid", "ada@home.example"), ("hats#uri", "urn:x:two")))).ThenRefused(Cy, ErrorCondition.PolicyViolation);
        room.WhenReceived(Assign(Cy, Bo.Bare)).ThenRefused(Cy, ErrorCondition.PolicyViolation);
    }

    [Fact]
    public void The_room_announces_hats_and_a_hash_that_changes_with_them()
    {
        var none = Info(Given(Tearoom));
        var one = Info(Given([.. Tearoom, Created]));
        var other = Info(Given([.. Tearoom, new RoomEvent.HatCreated(Assistant with { Title = "Helper" })]));

        Assert.Contains(Namespaces.Hats, Disco.Features(none));
        Assert.Null(Hash(none));
        Assert.NotNull(Hash(one));
        Assert.NotEqual(Hash(one), Hash(other));

        static string? Hash(Element info) => DataForm.In(info, Namespaces.MucRoomInfo)!.Text("hats#hash");
    }

    private static string Shown => $"<hats xmlns='urn:xmpp:hats:0'><hat title='Assistant' uri='{Uri}' hue='327.255249' xml:lang='en'/></hats>";

    private static Element Info(Situation room) =>
        room.WhenReceived($"<iq from='{Bo}' to='{Tea}' id='i' type='get'><query xmlns='{Namespaces.DiscoInfo}'/></iq>").Sent.Single().Child("query", Namespaces.DiscoInfo)!;

    private static string Text(Stanza stanza) => StanzaXml.Render(stanza).ToString();

    private static string Create(FullJid by, string title = "Assistant") =>
        Run(by, "create", Submit(("hats#uri", Uri), ("hats#title", title), ("hats#hue", "327.255249")));

    private static string Assign(FullJid by, BareJid to) => Run(by, "assign", Submit(("hats#jid", to.ToString()), ("hats#uri", Uri)));

    private static string Run(FullJid by, string command, string form) => $"""
        <iq from='{by}' to='{Tea}' id='h' type='set' xml:lang='en'>
          <command xmlns='http://jabber.org/protocol/commands' node='urn:xmpp:hats:commands:{command}' sessionid='s1'>{form}</command>
        </iq>
        """;

    private static string Submit(params (string Var, string Value)[] fields) => $"""
        <x xmlns='jabber:x:data' type='submit'>
          <field type='hidden' var='FORM_TYPE'><value>urn:xmpp:hats:commands</value></field>
          {string.Concat(fields.Select(field => $"<field var='{field.Var}'><value>{field.Value}</value></field>"))}
        </x>
        """;
}
