using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.InteropClaims;

/// <summary>Roles and affiliations: who may change whose, and that all see the change. XEP-0045 #roles, #affil, #kick, #subject-mod.</summary>
public class PrivilegeClaimsTests
{
    private const string ToModerator = "<item nick='ada' role='moderator'/>";
    private const string ToParticipant = "<item nick='ada' role='participant'/>";
    private const string ToVisitor = "<item nick='ada' role='visitor'/>";
    private const string ToAdmin = "<item affiliation='admin' jid='ada@home.example'/>";
    private const string ToNone = "<item affiliation='none' jid='ada@home.example'/>";
    private const string ToMember = "<item affiliation='member' jid='ada@home.example'/>";

    /// <summary>What is done before, what is done, who looks on, and what he sees of Ada.</summary>
    public static TheoryData<string, string?, string, bool, string, string> Changes => new()
    {
        { "becomes moderator", null, ToModerator, true, "none", "moderator" },
        { "sees another become moderator", null, ToModerator, false, "none", "moderator" },
        { "is moderator no more", ToModerator, ToParticipant, true, "none", "participant" },
        { "sees another be moderator no more", ToModerator, ToParticipant, false, "none", "participant" },
        { "loses voice", null, ToVisitor, true, "none", "visitor" },
        { "sees another lose voice", null, ToVisitor, false, "none", "visitor" },
        { "becomes admin", null, ToAdmin, true, "admin", "moderator" },
        { "sees another become admin", null, ToAdmin, false, "admin", "moderator" },
        { "is admin no more", ToAdmin, ToNone, true, "none", "participant" },
        { "sees another be admin no more", ToAdmin, ToNone, false, "none", "participant" },
        { "is member no more in an open room", ToMember, ToNone, true, "none", "participant" },
        { "sees another be member no more in an open room", ToMember, ToNone, false, "none", "participant" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Everybody_sees_the_change(string claim, string? before, string change, bool himself, string affiliation, string role)
    {
        var play = Play.Made().Enter(Ada, "ada").Enter(Bo, "bo");
        if (before is not null)
            play.Change(Owner, before);

        var seen = play.Change(Owner, change).Sees(himself ? Ada : Bo, "ada");

        Assert.True((affiliation, role) == (seen.Affiliation, seen.Role), claim);
        Assert.Equal(himself, seen.Codes.Contains("110"));
    }

    [Theory]
    [InlineData("who is kicked", true)]
    [InlineData("who stays", false)]
    public void A_kick_is_told_to(string claim, bool himself)
    {
        var seen = Play.Made().Enter(Ada, "ada").Enter(Bo, "bo").Change(Owner, "<item nick='ada' role='none'><reason>A test</reason></item>").Sees(himself ? Ada : Bo, "ada");

        Assert.False(seen.Available);
        Assert.True(seen.Role == "none" && seen.Codes.Contains("307"), claim);
        Assert.Equal(himself, seen.Codes.Contains("110"));
        Assert.Contains(seen.Item["jid"], (string?[])[null, Ada.ToString()]);
    }

    [Theory]
    [InlineData("is removed", true)]
    [InlineData("sees another removed", false)]
    public void A_members_only_room_removes_who_is_member_no_more(string claim, bool himself)
    {
        var play = Play.Made("membersonly=1").Change(Owner, ToMember).Enter(Ada, "ada");
        var seen = play.Change(Owner, ToNone).Sees(himself ? Ada : Owner, "ada");

        Assert.False(seen.Available);
        Assert.True(seen.Affiliation == "none" && seen.Codes.Contains("321"), claim);
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("owner")]
    public void Affiliations_outlive_a_visit(string affiliation)
    {
        var play = Play.Made().Enter(Ada, "ada").Change(Owner, $"<item affiliation='{affiliation}' jid='ada@home.example'/>").Leave(Ada, "ada");

        Assert.Equal(affiliation, play.Enter(Ada, "ada").Sees(Ada, "ada").Affiliation);
    }

    [Fact]
    public void A_moderator_takes_no_voice_from_an_owner() =>
        WithModerator("moderatedroom=1").FailToChange(Ada, "<item nick='olga' role='visitor'/>", ErrorCondition.NotAllowed);

    /// <summary>Ada is a moderator without affiliation or an admin, the other is higher.</summary>
    [Theory]
    [InlineData("admin", "olga")]
    [InlineData("none", "olga")]
    [InlineData("none", "bo")]
    public void A_moderator_is_left_one_by_those_below_him(string affiliation, string other)
    {
        var play = WithModerator("moderatedroom=1").Enter(Bo, "bo").Change(Owner, "<item affiliation='admin' jid='bo@away.example'/>");
        if (affiliation != "none")
            play.Change(Owner, $"<item affiliation='{affiliation}' jid='ada@home.example'/>");

        play.FailToChange(Ada, $"<item nick='{other}' role='participant'/>", ErrorCondition.NotAllowed);
    }

    [Theory]
    [InlineData("moderatedroom=0", "admin", "moderator")]
    [InlineData("moderatedroom=0", "none", "participant")]
    [InlineData("moderatedroom=1", "admin", "moderator")]
    [InlineData("moderatedroom=1", "none", "visitor")]
    [InlineData("membersonly=1", "admin", "moderator")]
    [InlineData("membersonly=1", "member", "participant")]
    public void Who_enters_has_the_role_of_his_affiliation(string room, string affiliation, string role)
    {
        var play = Play.Made(room).Change(Owner, $"<item affiliation='{affiliation}' jid='ada@home.example'/>").Enter(Ada, "ada");

        Assert.Equal(role, play.Sees(Owner, "ada").Role);
        Assert.Equal(Role.Moderator, play.Room.ByRealJid(Owner)!.Role);
    }

    [Fact]
    public void A_moderator_is_told_that_a_kick_is_done() =>
        WithModerator().Enter(Bo, "bo").Change(Ada, "<item nick='bo' role='none'><reason>A test</reason></item>");

    /// <summary>Ada is a moderator of an affiliation, and kicks somebody of a higher one.</summary>
    [Theory]
    [InlineData("member", "bo")]
    [InlineData("member", "olga")]
    [InlineData("admin", "olga")]
    public void A_moderator_kicks_nobody_above_him(string affiliation, string other)
    {
        var play = Play.Made().Enter(Ada, "ada").Enter(Bo, "bo").Change(Owner, $"<item affiliation='{affiliation}' jid='{Ada}'/>");
        play.Change(Owner, "<item affiliation='admin' jid='bo@away.example/phone'/>").Change(Owner, ToModerator);

        play.FailToChange(Ada, $"<item nick='{other}' role='none'/>", ErrorCondition.NotAllowed);
    }

    [Fact]
    public void Who_is_no_moderator_kicks_nobody() =>
        Play.Made().Enter(Ada, "ada").Enter(Bo, "bo").FailToChange(Ada, "<item nick='bo' role='none'/>", ErrorCondition.Forbidden);

    [Theory]
    [InlineData("Tea at five")]
    [InlineData("")]
    public void A_moderator_changes_the_subject_or_takes_it_away(string subject) =>
        Assert.All(AllHear(WithModerator().Send(Subject(Ada, subject))), from => Assert.Equal("tea@muc.example/ada", from));

    [Theory]
    [InlineData("Tea at five")]
    [InlineData("")]
    public void All_hear_of_it_from_who_did_it(string subject) =>
        Assert.All(AllHear(WithModerator().Send(Subject(Owner, "Tea")).Send(Subject(Owner, subject))), from => Assert.Equal("tea@muc.example/olga", from));

    [Theory]
    [InlineData("Tea at five")]
    [InlineData("")]
    public void Who_is_no_moderator_does_not(string subject) =>
        Play.Made("changesubject=0").Send(Subject(Owner, "Tea")).Enter(Ada, "ada").FailToSend(Ada, Subject(Ada, subject), ErrorCondition.Forbidden);

    private static Play WithModerator(params string[] fields) => Play.Made(fields).Enter(Ada, "ada").Change(Owner, ToModerator);

    private static string Subject(FullJid who, string subject) => $"<message from='{who}' to='{Tea}' type='groupchat'><subject>{subject}</subject></message>";

    private static List<string> AllHear(Play play)
    {
        var subjects = play.Sent.Where(stanza => stanza.Payload("subject", Namespaces.Component) is not null).ToList();
        Assert.Equal(play.Room.Occupants.Count, subjects.Count);
        return subjects.ConvertAll(stanza => stanza.From!.ToString());
    }
}
