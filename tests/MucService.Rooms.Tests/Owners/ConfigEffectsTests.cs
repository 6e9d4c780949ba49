using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Owners;

/// <summary>What fields of the configuration do that have no use case of their own. XEP-0045 #registrar-formtype-owner.</summary>
public class ConfigEffectsTests
{
    private const string Enter = "<presence from='ada@home.example/desk' to='tea@muc.example/ada'><x xmlns='http://jabber.org/protocol/muc'/></presence>";

    [Fact]
    public void Who_enters_a_logged_room_is_warned()
    {
        var logged = Given(Configured(config => config with { Logged = true }), Entered(Bo, "bo")).WhenReceived(Enter);

        Assert.Equal(["170", "110"], Codes(logged.SentTo(Ada).Single(stanza => stanza.From!.Resource == "ada")));
        Assert.Empty(Codes(logged.SentTo(Bo).Single()));
        Assert.Equal(["110"], Codes(Given().WhenReceived(Enter).SentTo(Ada).First()));
    }

    [Fact]
    public void That_logging_ends_is_code_171() =>
        Assert.Equal(["171"], Codes(Given(Configured(config => config with { Logged = true }), Entered(Bo, "bo"))
            .WhenReceived(Submit("muc#roomconfig_enablelogging", "0"))
            .SentTo(Bo)
            .Single()));

    [Fact]
    public void Who_enters_is_sent_no_more_history_than_the_owners_allow()
    {
        var room = Given(Configured(config => config with { MaxHistory = 1 }), Entered(Bo, "bo"))
            .WhenReceived(Said("Milk?")).Then()
            .WhenReceived(Said("Sugar?")).Then();

        var told = room.WhenReceived(Enter).SentTo(Ada).Where(stanza => stanza.Payload("body", Namespaces.Component) is not null);
        Assert.Contains("Sugar?", StanzaXml.Render(told.Single()).Value, StringComparison.Ordinal);
        Assert.Equal("1", Info(room).Text("muc#maxhistoryfetch"));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    [InlineData("50", null)]
    [InlineData("", null)]
    public void As_much_history_as_the_room_keeps_follows_the_operators_choice(string written, int? most) =>
        Assert.Equal(most, Given(Configured(config => config with { MaxHistory = 3 }))
            .WhenReceived(Submit("muc#maxhistoryfetch", written)).After.Config.MaxHistory);

    [Theory]
    [InlineData("51")]
    [InlineData("-1")]
    [InlineData("some")]
    public void More_history_than_there_is_is_not_acceptable(string written) =>
        Given().WhenReceived(Submit("muc#maxhistoryfetch", written)).ThenRefused(Owner, ErrorCondition.NotAcceptable);

    [Fact]
    public void Only_the_roles_that_the_owners_name_read_the_lists()
    {
        const string Members = """
            <iq from='bo@away.example/phone' to='tea@muc.example' id='q' type='get'>
              <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member'/></query>
            </iq>
            """;
        Situation Room(params Role[] readers) =>
            Given(Configured(config => config with { Whois = Whois.Anyone, ListsFor = [.. readers] }), Granted(Bo, Affiliation.Member));

        Room(Role.Moderator).WhenReceived(Members).ThenRefused(Bo, ErrorCondition.Forbidden);
        Assert.Equal(StanzaType.Result, Room(Role.Participant).WhenReceived(Members).Sent.Single().Type);
    }

    [Fact]
    public void A_room_tells_whom_to_turn_to_which_group_it_is_and_where_its_node_is()
    {
        var form = Info(Given(Configured(config => config with
        {
            Contacts = [Ada.Bare, Bo.Bare], LdapGroup = "cn=tea", PubSubNode = "xmpp:pubsub.example?;node=tea",
        })));

        Assert.Equal((string[])[Ada.Bare.ToString(), Bo.Bare.ToString()], form.Texts("muc#roominfo_contactjid"));
        Assert.Equal("cn=tea", form.Text("muc#roominfo_ldapgroup"));
        Assert.Equal("xmpp:pubsub.example?;node=tea", form.Text("muc#roomconfig_pubsub"));
    }

    [Fact]
    public void Where_logs_are_is_told_of_a_logged_room_if_the_operator_says_where()
    {
        var settings = Settings with { LogsUrl = "https://logs.example/{room}/" };

        Assert.Equal("https://logs.example/tea/", Info(GivenWith(settings, Configured(config => config with { Logged = true }))).Text("muc#roominfo_logs"));
        Assert.Null(Info(GivenWith(settings))["muc#roominfo_logs"]);
        Assert.Null(Info(Given(Configured(config => config with { Logged = true })))["muc#roominfo_logs"]);
    }

    [Fact]
    public void Contacts_are_bare_addresses_of_people()
    {
        Assert.Equal((BareJid[])[Ada.Bare], Given().WhenReceived(Submit("muc#roominfo_contactjid", Ada.ToString())).After.Config.Contacts);
        Given().WhenReceived(Submit("muc#roominfo_contactjid", "home.example")).ThenRefused(Owner, ErrorCondition.NotAcceptable);
    }

    [Fact]
    public void A_locked_field_is_not_shown_and_refused_with_its_name_where_it_is_changed()
    {
        var room = GivenWith(Settings with { LockedFields = [RoomField.PublicRoom, RoomField.RoomSecret] });
        var form = Form(room)!;

        Assert.Null(form["muc#roomconfig_publicroom"]);
        Assert.Null(form["muc#roomconfig_roomsecret"]);
        Assert.Null(form["muc#roomconfig_passwordprotectedroom"]);
        Assert.NotNull(form["muc#roomconfig_roomname"]);
        var refusal = room.WhenReceived(Submit("muc#roomconfig_publicroom", "0")).ThenRefused(Owner, ErrorCondition.NotAcceptable).Sent[0];
        Assert.Equal("muc#roomconfig_publicroom is decided by the service", StanzaError.From(refusal.Child("error", Namespaces.Component)).Text);
        room.WhenReceived(Submit("muc#roomconfig_roomsecret", "sesame")).ThenRefused(Owner, ErrorCondition.NotAcceptable);
        room.WhenReceived(Submit("muc#roomconfig_publicroom", "1")).ThenNoEvent();
    }

    [Fact]
    public void Where_everything_is_locked_there_is_no_form() =>
        Assert.Null(Form(GivenWith(Settings with { LockedFields = [.. Enum.GetValues<RoomField>()], LockedLinkFields = [.. Enum.GetValues<LinkField>()] })));

    [Fact]
    public void What_the_form_does_not_know_is_ignored() =>
        Given().WhenReceived(Submit("muc#roomconfig_wallpaper", "roses")).ThenNoEvent();

    private static string Submit(string field, string value) => $"""
        <iq from='{Owner}' to='{Tea}' id='c' type='set'>
          <query xmlns='http://jabber.org/protocol/muc#owner'>
            <x xmlns='jabber:x:data' type='submit'><field var='{field}'><value>{value}</value></field></x>
          </query>
        </iq>
        """;

    private static string Said(string text) =>
        $"<message from='bo@away.example/phone' to='tea@muc.example' type='groupchat'><body>{text}</body></message>";

    private static DataForm? Form(Situation room)
    {
        var result = room.WhenReceived($"<iq from='{Owner}' to='{Tea}' id='c' type='get'><query xmlns='{Namespaces.MucOwner}'/></iq>").Sent.Single();
        return DataForm.From(result.Child("query", Namespaces.MucOwner)!.Child("x", Namespaces.DataForms));
    }

    private static DataForm Info(Situation room) => DataForm.In(
        room.WhenReceived("<iq from='ada@home.example/desk' id='i1' to='tea@muc.example' type='get'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
            .Sent.Single().Child("query", Namespaces.DiscoInfo)!,
        Namespaces.MucRoomInfo)!;

    private static IEnumerable<string?> Codes(Stanza stanza) =>
        stanza.Child("x", Namespaces.MucUser)!.Children.Where(child => child.Name.Local == "status").Select(child => child["code"]);
}
