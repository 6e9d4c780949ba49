using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.InteropClaims;

/// <summary>What admins do to the lists of outcasts and members: Ada is an admin, Bo is whom it concerns. XEP-0045 #admin.</summary>
public class AdminClaimsTests
{
    private const string Dee = "dee@far.example";
    private const string Eve = "eve@far.example";
    private const string Fay = "fay@far.example";

    public static TheoryData<string> Lists => ["outcast", "member"];

    [Theory]
    [InlineData("outcast", false, false)]
    [InlineData("outcast", false, true)]
    [InlineData("outcast", true, false)]
    [InlineData("outcast", true, true)]
    [InlineData("member", false, false)]
    [InlineData("member", false, true)]
    [InlineData("none", false, false)]
    [InlineData("none", false, true)]
    public void An_affiliation_changes_with_a_reason_or_without(string affiliation, bool inside, bool reason)
    {
        var play = inside ? WithAdmin().Enter(Bo, "bo") : WithAdmin();
        if (affiliation == "none")
            play.Change(Ada, Item("member", Bo.Bare.ToString()));

        play.Change(Ada, Item(affiliation, Bo.Bare.ToString(), reason ? "A test" : null));
    }

    [Fact]
    public void Membership_is_granted_with_a_nick()
    {
        var play = WithAdmin().Change(Ada, $"<item affiliation='member' jid='{Dee}' nick='dee'/>");

        Assert.Equal("dee", Assert.Single(play.List(Ada, "affiliation='member'"))["nick"]);
    }

    [Theory]
    [InlineData("outcast", "none")]
    [InlineData("member", "none")]
    [InlineData("none", "member")]
    public void Who_is_no_admin_changes_no_affiliation(string affiliation, string before)
    {
        var play = Play.Made().Enter(Bo, "bo");
        if (before != "none")
            play.Change(Owner, Item(before, Dee));

        play.FailToChange(Bo, Item(affiliation, Dee), ErrorCondition.Forbidden);
    }

    [Theory]
    [InlineData("outcast")]
    [InlineData("member")]
    public void Who_is_no_admin_changes_no_list(string affiliation) =>
        Play.Made().Enter(Bo, "bo").FailToChange(Bo, Item(affiliation, Dee) + Item(affiliation, Eve), ErrorCondition.Forbidden);

    [Theory]
    [InlineData("outcast", false)]
    [InlineData("outcast", true)]
    [InlineData("member", false)]
    public void Who_gets_it_is_on_the_list(string affiliation, bool inside)
    {
        var play = inside ? WithAdmin().Enter(Bo, "bo") : WithAdmin();

        Assert.Equal([Bo.Bare.ToString()], Jids(play.Change(Ada, Item(affiliation, Bo.Bare.ToString())), affiliation));
    }

    [Fact]
    public void Who_is_member_no_more_is_not() =>
        Assert.Empty(Jids(WithAdmin().Change(Ada, Item("member", Dee)).Change(Ada, Item("none", Dee)), "member"));

    [Theory]
    [InlineData("")]
    [InlineData("<item affiliation='outcast' jid='eve@far.example'/>")]
    public void A_ban_frees_the_nick_that_was_reserved(string alsoBanned)
    {
        var play = WithAdmin().Succeed(Bo, "set", """
            <query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='submit'>
              <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field><field var='muc#register_roomnick'><value>bo</value></field>
            </x></query>
            """).Enter(Bo, "bo");
        Assert.Contains(play.List(Ada, "affiliation='member'"), item => item["nick"] == "bo");

        play.Change(Ada, Item("outcast", Bo.Bare.ToString()) + alsoBanned);
        Assert.Empty(play.List(Ada, "affiliation='member'"));
        Assert.True(play.Enter(Cy, "bo").Sees(Cy, "bo").Available);
    }

    [Theory]
    [InlineData("who is banned", "bo", "")]
    [InlineData("the owner", "olga", "")]
    [InlineData("the admin", "ada", "")]
    [InlineData("who is banned, by a list", "bo", "<item affiliation='outcast' jid='eve@far.example'/>")]
    [InlineData("the owner, by a list", "olga", "<item affiliation='outcast' jid='eve@far.example'/>")]
    [InlineData("the admin, by a list", "ada", "<item affiliation='outcast' jid='eve@far.example'/>")]
    public void A_ban_of_an_occupant_is_told(string toWhom, string nick, string alsoBanned)
    {
        var play = WithAdmin().Enter(Bo, "bo");
        var who = play.Who(nick);
        var seen = play.Change(Ada, Item("outcast", Bo.Bare.ToString()) + alsoBanned).Sees(who, "bo");

        Assert.False(seen.Available, toWhom);
        Assert.Contains("301", seen.Codes);
    }

    [Fact]
    public void An_admin_does_not_ban_himself() =>
        WithAdmin().FailToChange(Ada, Item("outcast", Ada.Bare.ToString()), ErrorCondition.Conflict);

    [Fact]
    public void An_owner_does_not_ban_himself() =>
        Play.Made().FailToChange(Owner, Item("outcast", Owner.Bare.ToString()), ErrorCondition.Conflict);

    [Fact]
    public void An_admin_bans_no_owner() =>
        WithAdmin().FailToChange(Ada, Item("outcast", Owner.Bare.ToString()), ErrorCondition.NotAllowed);

    [Theory]
    [MemberData(nameof(Lists))]
    public void An_admin_reads_the_list(string affiliation) =>
        Assert.Empty(WithAdmin().List(Ada, $"affiliation='{affiliation}'"));

    [Theory]
    [MemberData(nameof(Lists))]
    public void Each_item_says_who_and_what(string affiliation)
    {
        var item = Assert.Single(Play.Made().Change(Owner, Item(affiliation, Dee)).Change(Owner, Item("admin", Ada.Bare.ToString())).Enter(Ada, "ada").List(Ada, $"affiliation='{affiliation}'"));

        Assert.Equal((affiliation, Dee), (item["affiliation"], item["jid"]));
    }

    [Fact]
    public void The_ban_list_holds_bare_JIDs_whatever_was_banned() =>
        Assert.Equal([Dee], Jids(WithAdmin().Change(Ada, Item("outcast", Dee + "/balcony")), "outcast"));

    [Theory]
    [MemberData(nameof(Lists))]
    public void One_request_adds_several(string affiliation) =>
        Assert.Equal([Dee, Eve], Jids(WithAdmin().Change(Ada, Item(affiliation, Dee) + Item(affiliation, Eve)), affiliation));

    [Fact]
    public void A_reason_and_an_actor_do_no_harm()
    {
        const string Actor = "<reason>A test</reason><actor jid='ada@home.example' nick='ada'/>";
        var banned = WithAdmin().Change(Ada, $"<item affiliation='outcast' jid='{Dee}'>{Actor}</item><item affiliation='outcast' jid='{Eve}'>{Actor}</item>");

        Assert.Equal([Dee, Eve], Jids(banned, "outcast"));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void One_request_removes_several(string affiliation)
    {
        var play = WithAdmin().Change(Ada, Item(affiliation, Dee) + Item(affiliation, Eve));

        Assert.Empty(Jids(play.Change(Ada, Item("none", Dee) + Item("none", Eve)), affiliation));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_request_changes_only_whom_it_names(string affiliation)
    {
        var play = WithAdmin().Change(Ada, Item(affiliation, Dee) + Item(affiliation, Eve));

        Assert.Equal([Eve, Fay], Jids(play.Change(Ada, Item("none", Dee) + Item(affiliation, Fay)), affiliation));
    }

    [Fact]
    public void Who_is_taken_off_the_list_of_a_members_only_room_cannot_enter()
    {
        var play = Play.Made("membersonly=1").Change(Owner, Item("admin", Ada.Bare.ToString()) + Item("member", Bo.Bare.ToString())).Enter(Ada, "ada");

        play.Change(Ada, Item("none", Bo.Bare.ToString())).FailToSend(
            Bo, $"<presence from='{Bo}' to='{Tea}/bo'><x xmlns='http://jabber.org/protocol/muc'/></presence>", ErrorCondition.RegistrationRequired);
    }

    /// <summary>Who sees it, in what kind of room, and what becomes of Bo's affiliation there, alone or with others of one request.</summary>
    [Theory]
    [InlineData("olga", "membersonly=0", "member", "none")]
    [InlineData("ada", "membersonly=0", "member", "none")]
    [InlineData("bo", "membersonly=0", "member", "none")]
    [InlineData("olga", "membersonly=1", "member", "none")]
    [InlineData("ada", "membersonly=1", "member", "none")]
    [InlineData("bo", "membersonly=1", "member", "none")]
    [InlineData("olga", "membersonly=0", "none", "member")]
    [InlineData("ada", "membersonly=0", "none", "member")]
    [InlineData("bo", "membersonly=0", "none", "member")]
    public void Everybody_sees_who_becomes_a_member_and_who_is_one_no_more(string nick, string room, string before, string after)
    {
        foreach (var others in (string[])["", Item(after, Dee)])
        {
            var play = Play.Made(room).Change(Owner, Item("admin", Ada.Bare.ToString()) + Item(before, Bo.Bare.ToString())).Enter(Ada, "ada").Enter(Bo, "bo");
            var who = play.Who(nick);
            var seen = play.Change(Ada, Item(after, Bo.Bare.ToString()) + others).Sees(who, "bo");

            Assert.Equal(after, seen.Affiliation);
            Assert.Equal(room == "membersonly=1", !seen.Available && seen.Codes.Contains("321"));
        }
    }

    [Fact]
    public void Nobody_becomes_a_member_of_an_open_room_by_invitation() => Assert.Empty(Jids(
        WithAdmin().Send($"<message from='{Ada}' to='{Tea}'><x xmlns='http://jabber.org/protocol/muc#user'><invite to='{Bo.Bare}'><reason>A test</reason></invite></x></message>"), "member"));

    private static Play WithAdmin() => Play.Made().Change(Owner, Item("admin", Ada.Bare.ToString())).Enter(Ada, "ada");

    private static string Item(string affiliation, string jid, string? reason = null) =>
        $"<item affiliation='{affiliation}' jid='{jid}'>{(reason is null ? "" : $"<reason>{reason}</reason>")}</item>";

    private static IEnumerable<string?> Jids(Play play, string affiliation) =>
        play.List(Ada, $"affiliation='{affiliation}'").Select(item => item["jid"]).Order(StringComparer.Ordinal);
}
