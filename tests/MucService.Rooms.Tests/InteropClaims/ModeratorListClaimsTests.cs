using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.InteropClaims;

/// <summary>The list of moderators: Ada is an admin, Bo is whom it concerns. XEP-0045 #grantmod, #revokemod, #modifymod.</summary>
public class ModeratorListClaimsTests
{
    private const string ToModerator = "<item nick='bo' role='moderator'/>";
    private const string ToParticipant = "<item nick='bo' role='participant'/>";

    [Theory]
    [InlineData("moderator", "")]
    [InlineData("moderator", "<reason>A test</reason>")]
    [InlineData("participant", "")]
    [InlineData("participant", "<reason>A test</reason>")]
    public void An_admin_makes_and_unmakes_moderators(string role, string reason)
    {
        var play = WithAdmin();
        if (role == "participant")
            play.Change(Ada, ToModerator);

        play.Change(Ada, $"<item nick='bo' role='{role}'>{reason}</item>");
    }

    [Theory]
    [InlineData("moderator")]
    [InlineData("participant")]
    public void Who_is_no_admin_does_not(string role)
    {
        var play = WithAdmin().Enter(Cy, "cy");
        if (role == "participant")
            play.Change(Owner, ToModerator);

        play.FailToChange(Cy, $"<item nick='bo' role='{role}'><reason>A test</reason></item>", ErrorCondition.Forbidden);
    }

    [Fact]
    public void Who_becomes_one_is_on_the_list() => Assert.Contains("bo", Nicks(WithAdmin().Change(Ada, ToModerator)));

    [Fact]
    public void Who_is_one_no_more_is_not() => Assert.DoesNotContain("bo", Nicks(WithAdmin().Change(Ada, ToModerator).Change(Ada, ToParticipant)));

    [Theory]
    [InlineData("moderator", "olga")]
    [InlineData("moderator", "ada")]
    [InlineData("moderator", "bo")]
    [InlineData("participant", "olga")]
    [InlineData("participant", "ada")]
    [InlineData("participant", "bo")]
    public void Everybody_sees_it(string role, string nick)
    {
        var play = WithAdmin();
        if (role == "participant")
            play.Change(Ada, ToModerator);

        var who = play.Who(nick);
        Assert.Equal(role, play.Change(Ada, $"<item nick='bo' role='{role}'/>").Sees(who, "bo").Role);
    }

    [Theory]
    [InlineData("admin", "")]
    [InlineData("owner", "")]
    [InlineData("admin", "<item nick='olga' role='moderator'/>")]
    [InlineData("owner", "<item nick='olga' role='moderator'/>")]
    public void An_admin_takes_it_from_no_admin_or_owner_alone_or_by_a_list(string affiliation, string others) =>
        WithAdmin().Change(Owner, $"<item affiliation='{affiliation}' jid='bo@away.example'/>").Change(Owner, "<item nick='ada' role='moderator'/><item nick='bo' role='moderator'/>")
            .FailToChange(Ada, ToParticipant + others, ErrorCondition.NotAllowed);

    [Fact]
    public void An_admin_reads_the_list() => Assert.Equal(["ada", "olga"], Nicks(WithAdmin()));

    [Fact]
    public void Each_item_says_who_and_what() => Assert.All(
        WithAdmin().Change(Ada, ToModerator).List(Ada, "role='moderator'"), item => Assert.True(item["nick"] is not null && item["role"] == "moderator"));

    [Fact]
    public void One_request_adds_several() =>
        Assert.Equal(["bo", "cy", "olga"], Nicks(Play.Made().Enter(Bo, "bo").Enter(Cy, "cy").Change(Owner, Roles("moderator", "moderator")), Owner));

    [Fact]
    public void One_request_removes_several() => Assert.Equal(
        ["olga"], Nicks(Play.Made().Enter(Bo, "bo").Enter(Cy, "cy").Change(Owner, Roles("moderator", "moderator")).Change(Owner, Roles("participant", "participant")), Owner));

    [Fact]
    public void A_request_changes_only_whom_it_names() => Assert.Equal(
        ["cy", "olga"], Nicks(Play.Made().Enter(Bo, "bo").Enter(Cy, "cy").Change(Owner, ToModerator).Change(Owner, Roles("participant", "moderator")), Owner));

    [Theory]
    [InlineData("olga")]
    [InlineData("ada")]
    [InlineData("bo")]
    public void Everybody_sees_a_change_of_the_list_of_which_a_part_changes_nothing(string nick)
    {
        var play = WithAdmin();
        var who = play.Who(nick);

        Assert.Equal("moderator", play.Change(Ada, ToModerator + "<item nick='olga' role='moderator'/>").Sees(who, "bo").Role);
    }

    private static Play WithAdmin() => Play.Made().Change(Owner, "<item affiliation='admin' jid='ada@home.example'/>").Enter(Ada, "ada").Enter(Bo, "bo");

    private static string Roles(string bo, string cy) => $"<item nick='bo' role='{bo}'/><item nick='cy' role='{cy}'/>";

    private static IEnumerable<string?> Nicks(Play play, FullJid? reader = null) =>
        play.List(reader ?? Ada, "role='moderator'").Select(item => item["nick"]).Order(StringComparer.Ordinal);
}
