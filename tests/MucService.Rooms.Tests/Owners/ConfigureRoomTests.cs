using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Owners;

public class ConfigureRoomTests
{
    private static readonly RoomEvent Created = new RoomEvent.Created(Owner.Bare, Noon, Locked: true);

    private static string Submit(FullJid by, params (string Var, string Value)[] fields) => $"""
        <iq from='{by}' to='{Tea}' id='c' type='set'>
          <query xmlns='http://jabber.org/protocol/muc#owner'>
            <x xmlns='jabber:x:data' type='submit'>
              <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>
              {string.Concat(fields.Select(field => $"<field var='muc#roomconfig_{field.Var}'><value>{field.Value}</value></field>"))}
            </x>
          </query>
        </iq>
        """;

    private static string Form(FullJid by, string type) => $"""
        <iq from='{by}' to='{Tea}' id='c' type='set'>
          <query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='{type}'/></query>
        </iq>
        """;

    private static Situation Open(params RoomEvent[] happened) => Given([Entered(Owner, "olga", Role.Moderator), .. happened]);

    private static IEnumerable<string?> Codes(Stanza stanza) =>
        stanza.Child("x", Namespaces.MucUser)!.Children.Where(child => child.Name.Local == "status").Select(child => child["code"]);

    [Fact]
    public void An_empty_form_unlocks_the_room_as_it_is() =>
        GivenOnly(Created, Entered(Owner, "olga", Role.Moderator))
            .WhenReceived(Form(Owner, "submit"))
            .Then(new RoomEvent.Unlocked())
            .ThenSendsTo(Owner, "<iq from='tea@muc.example' to='olga@home.example/desk' id='c' type='result'/>");

    [Fact]
    public void The_first_form_configures_and_unlocks() =>
        GivenOnly(Created, Entered(Owner, "olga", Role.Moderator))
            .WhenReceived(Submit(Owner, ("roomname", "Tea"), ("persistentroom", "1")))
            .Then(new RoomEvent.Unlocked(), Configured(config => config with { Name = "Tea", Persistent = true }))
            .ThenSendsTo(Owner, """
                <iq from='tea@muc.example' to='olga@home.example/desk' id='c' type='result'/>
                <message from='tea@muc.example' to='olga@home.example/desk' type='groupchat'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x>
                </message>
                """);

    [Fact]
    public void Cancelling_the_first_form_destroys_the_room() =>
        GivenOnly(Created, Entered(Owner, "olga", Role.Moderator))
            .WhenReceived(Form(Owner, "cancel"))
            .Then(new RoomEvent.Exited(Owner), new RoomEvent.Destroyed(null, null, null))
            .ThenSendsTo(Owner, """
                <presence from='tea@muc.example/olga' to='olga@home.example/desk' id='19b7e943200-sid-1' type='unavailable'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <item affiliation='owner' jid='olga@home.example/desk' role='none'/>
                    <destroy/>
                    <status code='110'/>
                  </x>
                </presence>
                <iq from='tea@muc.example' to='olga@home.example/desk' id='c' type='result'/>
                """)
            .ThenAsks(new RoomRequest.Forget());

    [Fact]
    public void Cancelling_a_later_form_changes_nothing() =>
        Open().WhenReceived(Form(Owner, "cancel"))
            .ThenNoEvent()
            .ThenSendsTo(Owner, "<iq from='tea@muc.example' to='olga@home.example/desk' id='c' type='result'/>");

    [Fact]
    public void Only_owners_configure()
    {
        var room = Open(Granted(Ada, Affiliation.Admin), Entered(Ada, "ada", Role.Moderator));

        room.WhenReceived(Submit(Ada, ("roomname", "Mine"))).ThenRefused(Ada, ErrorCondition.Forbidden);
        room.WhenReceived($"<iq from='{Ada}' to='{Tea}' id='c' type='get'><query xmlns='{Namespaces.MucOwner}'/></iq>")
            .ThenRefused(Ada, ErrorCondition.Forbidden);
    }

    [Fact]
    public void The_operators_admins_configure_too() =>
        GivenWith(Settings with { Admins = [Ada.Bare] })
            .WhenReceived(Submit(Ada, ("roomname", "Ours")))
            .Then(Configured(config => config with { Name = "Ours" }));

    [Fact]
    public void A_field_that_is_left_out_stays_as_it_is() =>
        Open(Configured(config => config with { Description = "Black and green", Moderated = true }))
            .WhenReceived(Submit(Owner, ("roomname", "Tea")))
            .Then(new RoomEvent.Configured(RoomConfig.Default with { Name = "Tea", Description = "Black and green", Moderated = true }));

    [Fact]
    public void Every_field_is_read() =>
        Open()
            .WhenReceived(Submit(
                Owner,
                ("roomname", "Tea"),
                ("roomdesc", "Black and green"),
                ("lang", "en-GB"),
                ("persistentroom", "true"),
                ("publicroom", "0"),
                ("membersonly", "0"),
                ("moderatedroom", "1"),
                ("passwordprotectedroom", "1"),
                ("roomsecret", "sesame"),
                ("whois", "anyone"),
                ("changesubject", "1"),
                ("allowpm", "moderators"),
                ("presencebroadcast", "moderator"),
                ("getmemberlist", "moderator"),
                ("maxusers", "20"),
                ("enablelogging", "1"),
                ("pubsub", "xmpp:pubsub.example?;node=tea")))
            .Then(new RoomEvent.Configured(new RoomConfig
            {
                Name = "Tea",
                Description = "Black and green",
                Language = "en-GB",
                Persistent = true,
                Public = false,
                Moderated = true,
                Password = "sesame",
                Whois = Whois.Anyone,
                AnyoneChangesSubject = true,
                PrivateMessagesFrom = Role.Moderator,
                PresenceBroadcast = [Role.Moderator],
                MaxOccupants = 20,
                ListsFor = [Role.Moderator],
                Logged = true,
                PubSubNode = "xmpp:pubsub.example?;node=tea",
            }));

    [Theory]
    [InlineData("membersonly", "yes")]
    [InlineData("whois", "everyone")]
    [InlineData("allowpm", "")]
    [InlineData("presencebroadcast", "owner")]
    [InlineData("maxusers", "-1")]
    [InlineData("maxusers", "1001")]
    [InlineData("maxusers", "many")]
    [InlineData("lang", "not a language")]
    [InlineData("getmemberlist", "member")]
    [InlineData("enablelogging", "publicly")]
    [InlineData("pubsub", "https://pubsub.example/tea")]
    [InlineData("roomadmins", "not@@a.jid")]
    [InlineData("roomowners", "home.example")]
    [InlineData("passwordprotectedroom", "1")]
    public void A_value_that_cannot_be_is_not_acceptable_and_the_field_is_named(string field, string value)
    {
        var refusal = Open().WhenReceived(Submit(Owner, ("roomname", "Tea"), (field, value))).ThenRefused(Owner, ErrorCondition.NotAcceptable);

        var text = StanzaError.From(refusal.Sent[0].Child("error", Namespaces.Component)).Text;
        Assert.Contains(field == "passwordprotectedroom" ? "roomsecret" : field, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_may_not_be_longer_than_the_operator_allows() =>
        Open().WhenReceived(Submit(Owner, ("roomdesc", new string('x', Settings.MaxConfigValueBytes + 1))))
            .ThenRefused(Owner, ErrorCondition.NotAcceptable);

    [Fact]
    public void A_form_of_another_kind_is_not_acceptable() =>
        Open().WhenReceived(Submit(Owner).Replace("#roomconfig", "#register", StringComparison.Ordinal))
            .ThenRefused(Owner, ErrorCondition.NotAcceptable);

    [Fact]
    public void A_form_that_is_neither_submitted_nor_cancelled_is_a_bad_request() =>
        Open().WhenReceived(Form(Owner, "form")).ThenRefused(Owner, ErrorCondition.BadRequest);

    [Fact]
    public void A_secret_alone_protects_the_room_and_an_empty_one_opens_it()
    {
        var closed = Open().WhenReceived(Submit(Owner, ("roomsecret", "sesame")));
        closed.Then(Configured(config => config with { Password = "sesame" }));

        closed.Then().WhenReceived(Submit(Owner, ("roomsecret", ""))).Then(Configured(config => config));
        closed.Then().WhenReceived(Submit(Owner, ("passwordprotectedroom", "0"))).Then(Configured(config => config));
    }

    [Theory]
    [InlineData("whois", "anyone", "172")]
    [InlineData("enablelogging", "1", "170")]
    [InlineData("roomname", "Tea", "104")]
    [InlineData("membersonly", "1", "104")]
    public void Occupants_are_told_of_a_change_by_its_code(string field, string value, string code)
    {
        var message = Open(Granted(Bo, Affiliation.Member), Entered(Bo, "bo"))
            .WhenReceived(Submit(Owner, (field, value)))
            .SentTo(Bo)
            .First();

        Assert.Equal((StanzaKind.Message, StanzaType.Groupchat), (message.Kind, message.Type));
        Assert.Equal([code], Codes(message));
    }

    [Fact]
    public void That_real_jids_are_hidden_again_is_code_173_and_with_something_else_104_too() =>
        Assert.Equal(
            ["104", "173"],
            Codes(Open(Configured(config => config with { Whois = Whois.Anyone }), Entered(Bo, "bo"))
                .WhenReceived(Submit(Owner, ("whois", "moderators"), ("roomname", "Tea")))
                .SentTo(Bo)
                .First()));

    [Fact]
    public void Nothing_changed_is_nothing_told()
    {
        var outcome = Open(Entered(Bo, "bo")).WhenReceived(Submit(Owner, ("publicroom", "1")));

        outcome.ThenNoEvent().ThenSendsNothingTo(Bo);
    }

    [Fact]
    public void Non_members_leave_a_room_that_becomes_members_only_with_322() =>
        Open(Granted(Cy, Affiliation.Member), Entered(Bo, "bo"), Entered(Cy, "cy"))
            .WhenReceived(Submit(Owner, ("membersonly", "1")))
            .Then(Configured(config => config with { MembersOnly = true }), new RoomEvent.Exited(Bo))
            .ThenSendsTo(Bo, """
                <presence from='tea@muc.example/bo' to='bo@away.example/phone' id='19b7e943200-sid-1' type='unavailable'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <item affiliation='none' jid='bo@away.example/phone' role='none'/><status code='110'/><status code='322'/>
                  </x>
                </presence>
                """);

    [Fact]
    public void That_a_room_is_moderated_no_more_changes_no_role() =>
        Open(Configured(config => config with { Moderated = true }), Entered(Bo, "bo", Role.Visitor), Entered(Cy, "cy"))
            .WhenReceived(Submit(Owner, ("moderatedroom", "0")))
            .Then(Configured(config => config));

    [Fact]
    public void Whose_presence_is_not_broadcast_any_more_is_seen_to_go_and_comes_back_when_it_is_again()
    {
        var hidden = Open(Entered(Bo, "bo"), Entered(Cy, "cy")).WhenReceived(Submit(Owner, ("presencebroadcast", "moderator")));
        Assert.Contains(hidden.SentTo(Cy), stanza => stanza.From!.Resource == "bo" && stanza.Type == StanzaType.Unavailable);
        Assert.DoesNotContain(hidden.SentTo(Cy), stanza => stanza.From!.Resource == "cy");

        var shown = hidden.Then().WhenReceived(Submit(Owner, ("presencebroadcast", "participant")));
        Assert.Contains(shown.SentTo(Cy), stanza => stanza.From!.Resource == "bo" && stanza.Type == StanzaType.Available);
        Assert.Contains(shown.SentTo(Cy), stanza => stanza.From!.Resource == "olga" && stanza.Type == StanzaType.Unavailable);
    }

    [Fact]
    public void The_form_shows_what_is_now_and_gives_back_the_same_configuration()
    {
        var config = new RoomConfig { Name = "Tea", Password = "sesame", MaxOccupants = 7, PrivateMessagesFrom = null, Language = "en" };
        var room = Open(Configured(config));
        var result = Assert.Single(room.WhenReceived($"<iq from='{Owner}' to='{Tea}' id='c' type='get'><query xmlns='{Namespaces.MucOwner}'/></iq>").Sent);

        var form = DataForm.From(result.Child("query", Namespaces.MucOwner)!.Child("x", Namespaces.DataForms))!;
        Assert.Equal(DataFormType.Form, form.Type);
        Assert.Equal(Namespaces.MucRoomConfig, form.Scope);
        Assert.Equal("Tea", form.Text("muc#roomconfig_roomname"));
        Assert.Equal("none", form.Text("muc#roomconfig_allowpm"));

        var filled = form.Fields.Aggregate(
            new Element("x", Namespaces.DataForms).With("type", "submit"),
            (x, field) => x.With(FormField.Of(field.Name, field.Values).ToElement()));
        room.When(new RoomCommand.Configure(Owner, filled) { Stanza = Stanza(Form(Owner, "submit")) }).ThenNoEvent();
    }
}
