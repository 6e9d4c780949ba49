using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.InteropClaims;

/// <summary>Entering a room and what keeps somebody out, speaking, changing the nick, leaving. XEP-0045 #user.</summary>
public class OccupantClaimsTests
{
    [Fact]
    public void Others_oneself_history_and_subject_come_in_this_order()
    {
        var burst = Play.Made()
            .Send(Say(Owner, "<subject>Tea</subject>"))
            .Send(Say(Owner, "<body>Hello</body>"))
            .Enter(Ada, "ada").Told(Ada).ToList();

        Assert.Equal(["tea@muc.example/olga", "tea@muc.example/ada", "tea@muc.example/olga", "tea@muc.example/olga"], burst.Select(stanza => stanza.From!.ToString()));
        Assert.Equal([StanzaKind.Presence, StanzaKind.Presence, StanzaKind.Message, StanzaKind.Message], burst.Select(stanza => stanza.Kind));
        Assert.NotNull(burst[2].Payload("body", Namespaces.Component));
        Assert.Equal("Tea", Text(burst[3], "subject"));
    }

    [Fact]
    public void What_one_says_another_hears() =>
        Assert.Equal("Hello", Text(Assert.Single(Play.Made().Enter(Ada, "ada").Send(Say(Owner, "<body>Hello</body>")).Told(Ada)), "body"));

    [Fact]
    public void Who_has_not_entered_does_not_speak() =>
        Play.Made().FailToSend(Ada, Say(Ada, "<body>Hello</body>"), ErrorCondition.NotAcceptable);

    [Fact]
    public void Who_enters_is_told_roles_and_affiliations_and_himself_last()
    {
        var play = Play.Made().Enter(Ada, "ada").Change(Owner, "<item nick='ada' role='moderator'/>").Enter(Bo, "bo");

        Assert.Equal(("owner", "moderator"), (play.Sees(Bo, "olga").Affiliation, play.Sees(Bo, "olga").Role));
        Assert.Equal(("none", "moderator"), (play.Sees(Bo, "ada").Affiliation, play.Sees(Bo, "ada").Role));
        Assert.Equal(("none", "participant"), (play.Sees(Bo, "bo").Affiliation, play.Sees(Bo, "bo").Role));
        Assert.Contains("110", play.Sees(Bo, "bo").Codes);
        Assert.Equal("tea@muc.example/bo", play.Told(Bo).Last(stanza => stanza.Kind == StanzaKind.Presence).From!.ToString());
    }

    [Fact]
    public void All_are_told_of_who_enters()
    {
        var play = Play.Made().Enter(Ada, "ada").Enter(Bo, "bo");

        Assert.True(play.Sees(Owner, "bo").Available && play.Sees(Ada, "bo").Available && play.Sees(Bo, "bo").Available);
    }

    [Fact]
    public void Where_real_JIDs_are_shown_all_see_them_and_who_enters_is_warned()
    {
        var play = Play.Made("whois=anyone").Enter(Ada, "ada").Enter(Bo, "bo");

        Assert.Equal(Bo.ToString(), play.Sees(Ada, "bo").Item["jid"]);
        Assert.Contains("100", play.Sees(Bo, "bo").Codes);
    }

    [Fact]
    public void Where_they_are_hidden_only_moderators_see_them()
    {
        var play = Play.Made("whois=moderators").Enter(Ada, "ada").Enter(Bo, "bo");
        Assert.Null(play.Sees(Ada, "bo").Item["jid"]);

        play.Leave(Bo, "bo").Change(Owner, "<item nick='ada' role='moderator'/>").Enter(Bo, "bo");
        Assert.Equal(Bo.ToString(), play.Sees(Ada, "bo").Item["jid"]);
    }

    [Fact]
    public void A_password_is_needed_and_must_be_right()
    {
        var play = Play.Made("passwordprotectedroom=1", "roomsecret=sesame");

        play.FailToSend(Ada, Entry(Ada, "ada"), ErrorCondition.NotAuthorized);
        play.FailToSend(Ada, Entry(Ada, "ada", "<password>sesame_</password>"), ErrorCondition.NotAuthorized);
        Assert.True(play.Enter(Ada, "ada", "<password>sesame</password>").Sees(Ada, "ada").Available);
    }

    [Fact]
    public void Who_is_no_member_stays_out_of_a_members_only_room() =>
        Play.Made("membersonly=1").FailToSend(Ada, Entry(Ada, "ada"), ErrorCondition.RegistrationRequired);

    [Fact]
    public void Who_is_banned_stays_out() =>
        Play.Made().Change(Owner, "<item affiliation='outcast' jid='ada@home.example'/>").FailToSend(Ada, Entry(Ada, "ada"), ErrorCondition.Forbidden);

    [Fact]
    public void Who_wants_the_nick_of_another_stays_out() =>
        Play.Made().FailToSend(Ada, Entry(Ada, "olga"), ErrorCondition.Conflict);

    [Fact]
    public void A_full_room_lets_nobody_in() =>
        Play.Made("maxusers=2").Enter(Ada, "ada").FailToSend(Bo, Entry(Bo, "bo"), ErrorCondition.ServiceUnavailable);

    [Theory]
    [InlineData("admin")]
    [InlineData("owner")]
    public void A_full_room_lets_in_its_admins_and_owners(string affiliation)
    {
        var play = Play.Made("maxusers=2").Enter(Ada, "ada").Change(Owner, $"<item affiliation='{affiliation}' jid='bo@away.example'/>").Enter(Bo, "bo");

        Assert.True(play.Sees(Owner, "bo").Available);
        Assert.Equal(3, play.Room.Occupants.Count);
    }

    [Fact]
    public void A_locked_room_is_not_there() =>
        Play.Locked().FailToSend(Ada, Entry(Ada, "ada"), ErrorCondition.ItemNotFound);

    [Theory]
    [InlineData("enablelogging=1", "170")]
    [InlineData("whois=anyone", "100")]
    public void Who_enters_is_warned_of_what_the_room_discloses(string field, string code) =>
        Assert.Contains(code, Play.Made(field).Enter(Ada, "ada").Sees(Ada, "ada").Codes);

    [Fact]
    public void A_public_archive_is_said_in_the_first_presence() =>
        Assert.Contains("170", Play.Made().Configure("enablelogging=1").Enter(Ada, "ada").Sees(Ada, "ada").Codes);

    [Fact]
    public void A_change_of_nick_is_two_presences_for_everybody()
    {
        var play = Play.Made().Enter(Ada, "ada").Send($"<presence from='{Ada}' to='{Tea}/countess'/>");

        foreach (var who in (FullJid[])[Owner, Ada])
        {
            Assert.False(play.Sees(who, "ada").Available);
            Assert.Contains("303", play.Sees(who, "ada").Codes);
            Assert.Equal("countess", play.Sees(who, "ada").Item["nick"]);
            Assert.True(play.Sees(who, "countess").Available);
        }
    }

    [Fact]
    public void A_nick_that_is_taken_cannot_be_changed_to() =>
        Play.Made().Enter(Ada, "ada").FailToSend(Ada, $"<presence from='{Ada}' to='{Tea}/olga'/>", ErrorCondition.Conflict);

    [Fact]
    public void Who_leaves_sees_himself_go()
    {
        var seen = Play.Made().Enter(Ada, "ada").Leave(Ada, "ada").Sees(Ada, "ada");

        Assert.False(seen.Available);
        Assert.Contains("110", seen.Codes);
    }

    [Fact]
    public void A_private_message_comes_from_the_senders_nick() => Assert.Equal(
        "tea@muc.example/olga", Assert.Single(Play.Made().Enter(Ada, "ada").Send(Whisper("ada")).Told(Ada)).From!.ToString());

    [Fact]
    public void A_private_message_is_not_of_type_groupchat() =>
        Play.Made().Enter(Ada, "ada").FailToSend(Owner, Whisper("ada", "groupchat"), ErrorCondition.BadRequest);

    [Fact]
    public void A_private_message_to_nobody_fails() =>
        Play.Made().FailToSend(Owner, Whisper("nobody"), ErrorCondition.ItemNotFound);

    [Fact]
    public void Who_has_left_whispers_no_more() =>
        Play.Made().Enter(Ada, "ada").Leave(Owner, "olga").FailToSend(Owner, Whisper("ada"), ErrorCondition.NotAcceptable);

    [Fact]
    public void An_invitation_reaches_who_is_invited() =>
        Assert.Single(Play.Made().Send(Invitation).Told(Bo.Bare));

    [Fact]
    public void An_invitation_says_who_invites() => Assert.Contains(
        Assert.Single(Play.Made().Send(Invitation).Sent).Child("x", Namespaces.MucUser)!.Child("invite")!["from"],
        (string[])[Owner.ToString(), Owner.Bare.ToString(), "tea@muc.example/olga"]);

    private static string Invitation => $"<message from='{Owner}' to='{Tea}'><x xmlns='http://jabber.org/protocol/muc#user'><invite to='{Bo.Bare}'/></x></message>";

    private static string Entry(FullJid who, string nick, string inside = "") =>
        $"<presence from='{who}' to='{Tea}/{nick}'><x xmlns='http://jabber.org/protocol/muc'>{inside}</x></presence>";

    private static string Say(FullJid who, string children) => $"<message from='{who}' to='{Tea}' type='groupchat'>{children}</message>";

    private static string Whisper(string to, string type = "chat") =>
        $"<message from='{Owner}' id='w' to='{Tea}/{to}' type='{type}'><body>Psst</body><x xmlns='http://jabber.org/protocol/muc#user'/></message>";

    private static string Text(Stanza stanza, string child) => StanzaXml.Render(stanza).Elements().Single(element => element.Name.LocalName == child).Value;
}
