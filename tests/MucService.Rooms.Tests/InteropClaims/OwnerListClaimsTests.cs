using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.InteropClaims;

/// <summary>
/// The lists of owners and admins, which only owners read and change: Bo is whom it concerns. XEP-0045 #grantowner, #revokeowner, #modifyowner,
/// #grantadmin, #revokeadmin, #modifyadmin.
/// </summary>
public class OwnerListClaimsTests
{
    private const string Dee = "dee@far.example";
    private const string Eve = "eve@far.example";

    public static TheoryData<string> Lists => ["owner", "admin"];

    /// <summary>Each list, and each of those who are in the room.</summary>
    public static TheoryData<string, string> ListsAndWitnesses => new()
    {
        { "owner", "olga" }, { "owner", "ada" }, { "owner", "bo" },
        { "admin", "olga" }, { "admin", "ada" }, { "admin", "bo" },
    };

    [Theory]
    [InlineData("owner", false, "")]
    [InlineData("owner", true, "")]
    [InlineData("owner", false, "<reason>A test</reason>")]
    [InlineData("owner", true, "<reason>A test</reason>")]
    [InlineData("admin", false, "")]
    [InlineData("admin", true, "")]
    [InlineData("admin", false, "<reason>A test</reason>")]
    [InlineData("admin", true, "<reason>A test</reason>")]
    public void An_owner_grants_it_and_takes_it_away(string affiliation, bool inside, string reason)
    {
        var play = inside ? Play.Made().Enter(Bo, "bo") : Play.Made();

        play.Change(Owner, $"<item affiliation='{affiliation}' jid='bo@away.example'>{reason}</item>");
        play.Change(Owner, $"<item affiliation='none' jid='bo@away.example'>{reason}</item>");
    }

    [Theory]
    [InlineData("owner", "none", false)]
    [InlineData("owner", "none", true)]
    [InlineData("owner", "member", true)]
    [InlineData("owner", "admin", true)]
    [InlineData("owner", "outcast", false)]
    [InlineData("admin", "none", false)]
    [InlineData("admin", "none", true)]
    [InlineData("admin", "member", true)]
    [InlineData("admin", "admin", true)]
    [InlineData("admin", "outcast", false)]
    public void Who_is_no_owner_neither_grants_it_nor_takes_it_away(string affiliation, string ofWho, bool inside)
    {
        var play = Play.Made().Change(Owner, Item(ofWho, Ada.Bare.ToString()) + Item(affiliation, Eve));
        if (inside)
            play.Enter(Ada, "ada");

        play.FailToChange(Ada, Item(affiliation, Dee), ErrorCondition.Forbidden);
        play.FailToChange(Ada, Item("none", Eve), ErrorCondition.Forbidden);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Who_gets_it_is_on_the_list(string affiliation) => Assert.Contains(Dee, Jids(Play.Made().Change(Owner, Item(affiliation, Dee)), affiliation));

    [Theory]
    [MemberData(nameof(Lists))]
    public void Who_loses_it_is_not(string affiliation) =>
        Assert.DoesNotContain(Dee, Jids(Play.Made().Change(Owner, Item(affiliation, Dee)).Change(Owner, Item("none", Dee)), affiliation));

    [Theory]
    [MemberData(nameof(ListsAndWitnesses))]
    public void Everybody_sees_who_gets_it_and_who_loses_it(string affiliation, string nick)
    {
        var play = Play.Made().Enter(Ada, "ada").Enter(Bo, "bo");
        var who = play.Who(nick);

        Assert.Equal(affiliation, play.Change(Owner, Item(affiliation, Bo.Bare.ToString())).Sees(who, "bo").Affiliation);
        Assert.Equal("none", play.Change(Owner, Item("none", Bo.Bare.ToString())).Sees(who, "bo").Affiliation);
    }

    [Fact]
    public void Who_made_the_room_owns_it_after_he_has_left() =>
        Assert.Equal([Owner.Bare.ToString()], Jids(Play.Made().Enter(Ada, "ada").Leave(Owner, "olga"), "owner"));

    [Fact]
    public void The_last_owner_stays_one() => Play.Made().FailToChange(Owner, Item("none", Owner.Bare.ToString()), ErrorCondition.Conflict);

    [Fact]
    public void The_last_owner_stays_one_when_the_list_is_changed() =>
        Play.Made().FailToChange(Owner, Item("admin", Dee) + Item("none", Owner.Bare.ToString()), ErrorCondition.Conflict);

    [Theory]
    [MemberData(nameof(Lists))]
    public void An_owner_reads_the_list(string affiliation) =>
        Assert.Equal(affiliation == "owner" ? [Owner.Bare.ToString()] : [], Jids(Play.Made(), affiliation));

    [Theory]
    [InlineData("owner", false)]
    [InlineData("owner", true)]
    [InlineData("admin", false)]
    [InlineData("admin", true)]
    public void Who_is_no_owner_reads_it_not_where_JIDs_are_hidden(string affiliation, bool inside)
    {
        var play = inside ? Play.Made("whois=moderators").Enter(Ada, "ada") : Play.Made("whois=moderators");

        play.Fail(Ada, "get", $"<query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='{affiliation}'/></query>", ErrorCondition.Forbidden);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Each_item_says_who_and_what(string affiliation)
    {
        var items = Play.Made().Change(Owner, Item(affiliation, Bo.Bare.ToString())).Enter(Bo, "bo").List(Owner, $"affiliation='{affiliation}'");

        Assert.All(items, item => Assert.True(item["affiliation"] == affiliation && item["jid"] is not null));
        Assert.Contains(items, item => item["jid"] == "bo@away.example");
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void One_request_adds_several(string affiliation) =>
        Assert.Equal([Dee, Eve], Others(Play.Made().Change(Owner, Item(affiliation, Dee) + Item(affiliation, Eve)), affiliation));

    [Theory]
    [MemberData(nameof(Lists))]
    public void One_request_removes_several(string affiliation) => Assert.Empty(Others(
        Play.Made().Change(Owner, Item(affiliation, Dee) + Item(affiliation, Eve)).Change(Owner, Item("none", Dee) + Item("none", Eve)), affiliation));

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_request_changes_only_whom_it_names(string affiliation)
    {
        var play = Play.Made().Change(Owner, Item(affiliation, Dee)).Change(Owner, Item("none", Dee) + Item(affiliation, Eve));

        Assert.Equal([Eve], Others(play, affiliation));
        Assert.Contains(Owner.Bare.ToString(), Jids(play, "owner"));
    }

    [Theory]
    [MemberData(nameof(ListsAndWitnesses))]
    public void Everybody_sees_all_that_one_request_changes(string affiliation, string nick)
    {
        var play = Play.Made().Change(Owner, Item(affiliation, Ada.Bare.ToString())).Enter(Ada, "ada").Enter(Bo, "bo");
        var who = play.Who(nick);
        play.Change(Owner, Item("none", Ada.Bare.ToString()) + Item(affiliation, Bo.Bare.ToString()));

        Assert.Equal(("none", affiliation), (play.Sees(who, "ada").Affiliation, play.Sees(who, "bo").Affiliation));
    }

    private static string Item(string affiliation, string jid) => $"<item affiliation='{affiliation}' jid='{jid}'/>";

    private static IEnumerable<string?> Jids(Play play, string affiliation) => play.List(Owner, $"affiliation='{affiliation}'").Select(item => item["jid"]);

    private static IEnumerable<string?> Others(Play play, string affiliation) =>
        Jids(play, affiliation).Where(jid => jid != Owner.Bare.ToString()).Order(StringComparer.Ordinal);
}
