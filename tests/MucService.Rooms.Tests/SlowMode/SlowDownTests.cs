using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.SlowMode;

/// <summary>XEP-0500.</summary>
public class SlowDownTests
{
    private static readonly RoomEvent Slow = Configured(config => config with { SlowMode = TimeSpan.FromSeconds(20) });

    [Fact]
    public void Who_speaks_again_too_soon_is_told_how_long_to_wait() =>
        Given(Slow, Entered(Ada, "ada"), Entered(Bo, "bo"))
            .WhenReceived(Say(Ada)).Then()
            .WhenReceived(Say(Ada), TimeSpan.FromSeconds(19))
            .ThenNoEvent()
            .ThenSendsNothingTo(Bo)
            .ThenSendsTo(Ada, """
                <message from='tea@muc.example' to='ada@home.example/desk' id='m1' type='error'>
                  <body>Scones?</body>
                  <error by='tea@muc.example' type='wait'>
                    <policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>
                    <text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas' xml:lang='en'>This room is in slow mode: you have to wait 20 seconds between messages.</text>
                  </error>
                </message>
                """);

    [Fact]
    public void After_the_time_he_may_speak() =>
        Heard(Given(Slow, Entered(Ada, "ada"), Entered(Bo, "bo")).WhenReceived(Say(Ada)).Then().WhenReceived(Say(Ada), TimeSpan.FromSeconds(20)));

    [Fact]
    public void What_was_said_after_the_time_while_the_room_was_moving_was_not_too_soon()
    {
        var first = Given(Slow, Entered(Ada, "ada"), Entered(Bo, "bo")).WhenReceived(Say(Ada), Waited(25)).Then();

        first.WhenReceived(Say(Ada), Waited(6)).ThenRefused(Ada, ErrorCondition.PolicyViolation);
        Heard(first.WhenReceived(Say(Ada), Waited(5)));

        static Arrival Waited(int seconds) => new(Noon, "sid-1") { Waited = TimeSpan.FromSeconds(seconds) };
    }

    [Fact]
    public void A_refused_message_does_not_prolong_the_wait() =>
        Heard(Given(Slow, Entered(Ada, "ada"), Entered(Bo, "bo"))
            .WhenReceived(Say(Ada)).Then()
            .WhenReceived(Say(Ada), TimeSpan.FromSeconds(19)).Then()
            .WhenReceived(Say(Ada), TimeSpan.FromSeconds(20)));

    [Fact]
    public void All_sessions_and_nicks_of_a_person_wait_together() =>
        Given(Slow, Entered(Ada, "ada"), Entered(AdasPhone, "ada's phone"), Entered(Bo, "bo"))
            .WhenReceived(Say(Ada)).Then()
            .WhenReceived(Say(AdasPhone), TimeSpan.FromSeconds(1))
            .ThenRefused(AdasPhone, ErrorCondition.PolicyViolation);

    [Fact]
    public void Others_do_not_wait_for_him() =>
        Assert.Single(Given(Slow, Entered(Ada, "ada"), Entered(Cy, "cy")).WhenReceived(Say(Ada)).Then().WhenReceived(Say(Cy)).SentTo(Ada), stanza => stanza.Type == StanzaType.Groupchat);

    [Fact]
    public void Messages_without_a_body_neither_wait_nor_count()
    {
        var room = Given(Slow, Entered(Ada, "ada"), Entered(Bo, "bo"));
        const string Composing = "<composing xmlns='http://jabber.org/protocol/chatstates'/>";

        Heard(room.WhenReceived(Say(Ada)).Then().WhenReceived(Say(Ada, Composing)));
        Heard(room.WhenReceived(Say(Ada, Composing)).Then().WhenReceived(Say(Ada)));
    }

    [Theory]
    [InlineData(Affiliation.Admin)]
    [InlineData(Affiliation.Owner)]
    public void Admins_and_owners_are_not_slowed(Affiliation affiliation) =>
        Heard(Given(Slow, Granted(Ada, affiliation), Entered(Ada, "ada"), Entered(Bo, "bo")).WhenReceived(Say(Ada)).Then().WhenReceived(Say(Ada)));

    [Fact]
    public void Who_left_and_entered_again_waits_nonetheless() =>
        Given(Slow, Entered(Ada, "ada"), Entered(Bo, "bo"))
            .WhenReceived(Say(Ada, "<body>Scones?</body><no-store xmlns='urn:xmpp:hints'/>")).Then()
            .When(new RoomCommand.Exit(Ada)).Then()
            .WhenReceived($"<presence from='{Ada}' to='{Tea}/other'><x xmlns='http://jabber.org/protocol/muc'/></presence>").Then()
            .WhenReceived(Say(Ada), TimeSpan.FromSeconds(1))
            .ThenRefused(Ada, ErrorCondition.PolicyViolation);

    [Fact]
    public void After_a_restart_the_history_tells_who_spoke()
    {
        var spoken = Given(Slow, Entered(Ada, "ada"), Entered(Bo, "bo")).WhenReceived(Say(Ada)).After;
        var restarted = new Situation(spoken with { SpokeAt = spoken.SpokeAt.Clear() });

        restarted.WhenReceived(Say(Ada), TimeSpan.FromSeconds(19)).ThenRefused(Ada, ErrorCondition.PolicyViolation);
        Heard(restarted.WhenReceived(Say(Ada), TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void What_is_remembered_of_a_crowd_does_not_grow_for_ever()
    {
        var room = Given(Slow).Room;
        for (var second = 0; second < 2000; second++)
            room = Room.Evolve(room, new RoomEvent.Spoke(BareJid.Parse($"a{second}@home.example"), Noon.AddSeconds(second)));

        Assert.InRange(room.SpokeAt.Count, 20, 300);
    }

    [Fact]
    public void The_duration_is_a_number_in_the_configuration_form()
    {
        var form = Given(Slow).WhenReceived($"<iq from='{Owner}' to='{Tea}' id='c' type='get'><query xmlns='{Namespaces.MucOwner}'/></iq>").SentTo(Owner).Single();
        var field = form.Child("query", Namespaces.MucOwner)!.Child("x", Namespaces.DataForms)!.Children.Single(child => child["var"] == "muc#roomconfig_slow_mode_duration");

        Assert.Equal(
            StanzaXml.Canonical(StanzaXml.Elements("""
                <field xmlns='jabber:x:data' label='Seconds Between Two Messages of One Person' type='text-single' var='muc#roomconfig_slow_mode_duration'>
                  <validate xmlns='http://jabber.org/protocol/xdata-validate' datatype='xs:integer'><range min='0' max='86400'/></validate>
                  <value>20</value>
                </field>
                """).Single()),
            StanzaXml.Canonical(StanzaXml.Render(Payload.Of(field))));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("86401")]
    [InlineData("99999999999999999999")]
    public void What_is_no_duration_is_refused(string value) =>
        Given(Entered(Owner, "olga", Role.Moderator)).WhenReceived(Submit(value)).ThenRefused(Owner, ErrorCondition.NotAcceptable);

    [Fact]
    public void A_change_is_told_with_104_and_stands_in_the_rooms_information()
    {
        var outcome = Given(Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo")).WhenReceived(Submit("20"));

        outcome.Then(Slow).ThenSendsTo(Bo, """
            <message from='tea@muc.example' to='bo@away.example/phone' type='groupchat'>
              <x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x>
            </message>
            """);
        Assert.Equal("20", Info(outcome.Then()));
        Assert.Null(Info(Given()));
    }

    private static string? Info(Situation room) => DataForm.In(
        room.WhenReceived($"<iq from='{Bo}' to='{Tea}' id='i' type='get'><query xmlns='{Namespaces.DiscoInfo}'/></iq>").Sent.Single().Child("query", Namespaces.DiscoInfo)!,
        Namespaces.MucRoomInfo)!.Text("muc#roominfo_slow_mode_duration");

    private static void Heard(Outcome outcome) => Assert.Single(outcome.SentTo(Bo), stanza => stanza.Type == StanzaType.Groupchat);

    private static string Say(FullJid by, string children = "<body>Scones?</body>") =>
        $"<message from='{by}' to='{Tea}' id='m1' type='groupchat'>{children}</message>";

    private static string Submit(string seconds) => $"""
        <iq from='{Owner}' to='{Tea}' id='c' type='set'>
          <query xmlns='http://jabber.org/protocol/muc#owner'>
            <x xmlns='jabber:x:data' type='submit'><field var='muc#roomconfig_slow_mode_duration'><value>{seconds}</value></field></x>
          </query>
        </iq>
        """;
}
