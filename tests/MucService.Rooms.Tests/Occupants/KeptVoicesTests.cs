using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Occupants;

/// <summary>XEP-0045 #roles: in a moderated room roles persist over visits.</summary>
public class KeptVoicesTests
{
    private static readonly Situation Moderated = Given(
        Configured(config => config with { Moderated = true, Persistent = true }),
        Granted(Bo, Affiliation.Member),
        Entered(Owner, "olga", Role.Moderator),
        Entered(Ada, "ada", Role.Visitor),
        Entered(Bo, "bo"));

    [Fact]
    public void Who_was_given_voice_has_it_when_he_comes_back() => Assert.Equal(Role.Participant, Back(Gone(Assigned(Moderated, "ada", "participant"), Ada), Ada));

    [Fact]
    public void Who_was_silenced_is_silent_when_he_comes_back() => Assert.Equal(Role.Visitor, Back(Gone(Assigned(Moderated, "bo", "visitor"), Bo), Bo));

    [Fact]
    public void Whose_other_session_stays_is_not_gone()
    {
        var room = Assigned(Moderated, "ada", "participant").WhenReceived(Enter(AdasPhone)).Then();

        Assert.Equal(Role.Participant, Back(Gone(Gone(room, Ada), AdasPhone), AdasPhone));
    }

    [Fact]
    public void Who_was_kicked_begins_anew() => Assert.Equal(Role.Visitor, Back(Assigned(Assigned(Moderated, "ada", "participant"), "ada", "none"), Ada));

    [Fact]
    public void Who_got_another_affiliation_meanwhile_has_the_role_that_goes_with_it()
    {
        var silenced = Gone(Assigned(Moderated, "bo", "visitor"), Bo);

        Assert.Equal(Role.Moderator, Back(Ask(silenced, $"jid='{Bo.Bare}' affiliation='admin'"), Bo));
        Assert.Equal(Role.Participant, Back(Ask(Ask(silenced, $"jid='{Bo.Bare}' affiliation='none'"), $"jid='{Bo.Bare}' affiliation='member'"), Bo));
    }

    [Fact]
    public void A_silenced_member_does_not_get_his_voice_back_by_registering_a_nick()
    {
        const string Form = "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field>"
            + "<field var='muc#register_roomnick'><value>bo</value></field></x>";
        var away = Gone(Assigned(Moderated, "bo", "visitor"), Bo)
            .WhenReceived($"<iq from='{Bo}' id='r' to='{Tea}' type='set'><query xmlns='jabber:iq:register'>{Form}</query></iq>").Then();

        Assert.Equal(Role.Visitor, Back(away, Bo));
    }

    [Fact]
    public void Where_the_room_is_not_moderated_any_more_everybody_enters_as_always()
    {
        var away = Gone(Assigned(Moderated, "bo", "visitor"), Bo);
        var open = new Situation(away.Room.After(Configured(config => config with { Persistent = true })));

        Assert.Equal(Role.Participant, Back(open, Bo));
    }

    [Fact]
    public void What_moderators_do_not_give_is_not_kept() => Assert.Equal(Role.Visitor, Back(Gone(Assigned(Moderated, "ada", "moderator"), Ada), Ada));

    private static Situation Assigned(Situation room, string nick, string role) => Ask(room, $"nick='{nick}' role='{role}'");

    private static Situation Ask(Situation room, string item) =>
        room.WhenReceived($"<iq from='{Owner}' id='a' to='{Tea}' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item {item}/></query></iq>").Then();

    private static Situation Gone(Situation room, FullJid who) => room.When(new RoomCommand.Exit(who)).Then();

    private static Role Back(Situation room, FullJid who) => room.WhenReceived(Enter(who)).After.ByRealJid(who)!.Role;

    private static string Enter(FullJid who) => $"<presence from='{who}' to='{Tea}/{who.Bare.Local}'><x xmlns='http://jabber.org/protocol/muc'/></presence>";
}
