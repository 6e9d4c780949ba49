using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.InteropClaims;

/// <summary>Making, configuring and destroying a room. XEP-0045 #createroom, #roomconfig, #destroyroom, #security.</summary>
public class RoomOwnerClaimsTests
{
    private const string Muc = "http://jabber.org/protocol/muc";
    private const string GetForm = $"<query xmlns='{Muc}#owner'/>";
    private const string Cancel = $"<query xmlns='{Muc}#owner'><x xmlns='jabber:x:data' type='cancel'/></query>";
    private const string Instant = $"<query xmlns='{Muc}#owner'><x xmlns='jabber:x:data' type='submit'/></query>";

    private static readonly string Entry = $"<presence from='{Ada}' to='{Tea}/ada'><x xmlns='{Muc}'/></presence>";

    [Fact]
    public void A_new_room_is_locked() => Play.Locked().FailToSend(Ada, Entry, ErrorCondition.ItemNotFound);

    [Fact]
    public void Who_makes_it_is_told_that_it_is_made() => Assert.Contains("201", Play.Locked().Sees(Owner, "olga").Codes);

    [Fact]
    public void Who_makes_it_owns_it()
    {
        var seen = Play.Locked().Sees(Owner, "olga");

        Assert.Equal("owner", seen.Affiliation);
        Assert.Contains("110", seen.Codes);
    }

    [Fact]
    public void Its_owner_is_given_the_form() => Play.Locked().Succeed(Owner, "get", GetForm);

    [Fact]
    public void The_form_has_something_to_choose() => Assert.Contains(
        Play.Locked().Form().Fields, field => field.Type is not FormFieldType.Hidden and not FormFieldType.Fixed);

    [Fact]
    public void The_first_form_is_one_to_be_filled_in() => Assert.Equal(DataFormType.Form, Play.Locked().Form().Type);

    [Fact]
    public void A_form_that_comes_back_unlocks_it() => Assert.True(Play.Locked().Configure().Send(Entry).Sees(Ada, "ada").Available);

    [Fact]
    public void An_instant_room_is_granted() => Play.Locked().Succeed(Owner, "set", Instant);

    [Fact]
    public void An_instant_room_is_open() => Assert.True(Play.Locked().Succeed(Owner, "set", Instant).Send(Entry).Sees(Ada, "ada").Available);

    [Fact]
    public void Who_cancels_the_first_form_sees_the_room_destroyed()
    {
        var seen = Play.Locked().Succeed(Owner, "set", Cancel).Sees(Owner, "olga");

        Assert.False(seen.Available);
        Assert.NotNull(seen.X.Child("destroy"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_is_no_owner_gets_no_form(bool inside) =>
        (inside ? Play.Made().Enter(Ada, "ada") : Play.Made()).Fail(Ada, "get", GetForm, ErrorCondition.Forbidden);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_owner_gets_it_inside_and_outside(bool inside) =>
        (inside ? Play.Made() : Play.Made().Enter(Ada, "ada").Leave(Owner, "olga")).Succeed(Owner, "get", GetForm);

    /// <summary>Each list of which one is chosen is set to another choice than it has.</summary>
    [Fact]
    public void The_form_shows_what_was_chosen()
    {
        var form = Play.Locked().Form();
        var chosen = form.Fields
            .Where(field => field.Type == FormFieldType.ListSingle && field.Options.Any(option => !field.Values.Contains(option.Value)))
            .ToDictionary(field => field.Name, field => field.Options.First(option => !field.Values.Contains(option.Value)).Value, StringComparer.Ordinal);
        Assert.NotEmpty(chosen);

        var play = Play.Locked().ConfigureNamed(chosen);

        Assert.All(chosen, choice => Assert.Equal(choice.Value, play.Form().Text(choice.Key)));
    }

    [Fact]
    public void A_form_that_is_cancelled_later_changes_nothing()
    {
        var play = Play.Made();
        var before = StanzaXml.Render(play.Form().ToElement()).ToString();

        Assert.Equal(before, StanzaXml.Render(play.Succeed(Owner, "set", Cancel).Form().ToElement()).ToString());
    }

    /// <summary>What Bo is first, which field then says what he is, and what everybody sees.</summary>
    [Theory]
    [InlineData("roomadmins=bo@away.example", "roomadmins=", "member")]
    [InlineData("roomadmins=", "roomadmins=bo@away.example", "admin")]
    [InlineData("roomowners=olga@home.example,bo@away.example", "roomowners=olga@home.example", "admin")]
    [InlineData("roomowners=olga@home.example", "roomowners=olga@home.example,bo@away.example", "owner")]
    public void Everybody_sees_who_becomes_admin_or_owner_by_the_form_and_who_is_one_no_more(string before, string after, string affiliation)
    {
        var play = Play.Made(before).Enter(Ada, "ada").Enter(Bo, "bo").Configure(after);

        Assert.All((FullJid[])[Owner, Ada, Bo], who => Assert.Equal(affiliation, play.Sees(who, "bo").Affiliation));
    }

    [Fact]
    public void The_form_does_not_take_the_last_owner_away() => Play.Made().Fail(
        Owner,
        "set",
        $"<query xmlns='{Muc}#owner'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>{Muc}#roomconfig</value></field><field var='muc#roomconfig_roomowners'/></x></query>",
        ErrorCondition.Conflict);

    [Fact]
    public void Who_is_no_member_goes_when_the_room_becomes_members_only()
    {
        var play = Play.Made().Change(Owner, "<item affiliation='member' jid='bo@away.example'/>").Enter(Bo, "bo").Enter(Ada, "ada").Configure("membersonly=1");

        Assert.All((FullJid[])[Owner, Ada, Bo], who => Assert.True(!play.Sees(who, "ada").Available && play.Sees(who, "ada").Codes.Contains("322")));
        Assert.NotNull(play.Room.ByRealJid(Bo));
    }

    [Theory]
    [InlineData("enablelogging=0", "enablelogging=1", "170")]
    [InlineData("enablelogging=1", "enablelogging=0", "171")]
    [InlineData("whois=moderators", "whois=anyone", "172")]
    [InlineData("whois=anyone", "whois=moderators", "173")]
    public void Everybody_is_told_what_a_new_configuration_discloses(string before, string after, string code)
    {
        var play = Play.Made(before).Enter(Ada, "ada").Configure(after);

        foreach (var who in (FullJid[])[Owner, Ada])
        {
            var told = Assert.Single(play.Told(who), stanza => stanza.Kind == StanzaKind.Message);
            Assert.Equal(code, Assert.Single(told.Child("x", Namespaces.MucUser)!.Children)["code"]);
        }
    }

    [Theory]
    [InlineData("persistentroom=1", "")]
    [InlineData("persistentroom=0", "")]
    [InlineData("persistentroom=0", "jid='coffee@muc.example'")]
    [InlineData("persistentroom=0", "jid='coffee@muc.example'", "<password>sesame</password>")]
    [InlineData("persistentroom=0", "", "<reason>A test</reason>")]
    public void An_owner_destroys_it(string room, string venue, string inside = "") =>
        Assert.False(Play.Made(room).Succeed(Owner, "set", Destroy(venue, inside)).Room.Exists);

    [Theory]
    [InlineData("", "")]
    [InlineData("jid='coffee@muc.example'", "<password>sesame</password><reason>A test</reason>")]
    public void Everybody_is_told_once_and_all_of_it(string venue, string inside)
    {
        var play = Play.Made().Enter(Ada, "ada").Succeed(Owner, "set", Destroy(venue, inside));

        Assert.All(((FullJid Who, string Nick)[])[(Owner, "olga"), (Ada, "ada")], told =>
        {
            var seen = play.Sees(told.Who, told.Nick);
            Assert.Single(play.Told(told.Who), stanza => stanza.Kind == StanzaKind.Presence);
            var destroy = seen.X.Child("destroy")!;
            Assert.Equal(inside.Length > 0 ? ("coffee@muc.example", "sesame", "A test") : (null, null, null), (destroy["jid"], destroy.Child("password")?.Text, destroy.Child("reason")?.Text));
        });
    }

    [Theory]
    [InlineData("admin", true)]
    [InlineData("member", true)]
    [InlineData("outcast", false)]
    [InlineData("none", true)]
    [InlineData("none", false)]
    public void Who_is_no_owner_does_not_destroy_it(string affiliation, bool inside)
    {
        var play = Play.Made().Change(Owner, $"<item affiliation='{affiliation}' jid='ada@home.example'/>");
        if (inside)
            play.Enter(Ada, "ada");

        play.Fail(Ada, "set", Destroy("", ""), ErrorCondition.Forbidden);
    }

    private static string Destroy(string venue, string inside) => $"<query xmlns='{Muc}#owner'><destroy {venue}>{inside}</destroy></query>";
}
