using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Reachability.Links;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Reachability;

/// <summary>What a room does about sessions that it cannot reach, besides telling of them.</summary>
public class WhileSuspendedTests
{
    private static readonly FullJid BosDesk = FullJid.Parse("bo@away.example/desk");
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static Situation Full(params RoomEvent[] happened) => GivenWith(Settings with { MaxOccupants = 3, ExtraOccupants = 0 }, happened);

    private static Outcome Enters(Situation room, FullJid who, string nick, TimeSpan later = default) =>
        room.WhenReceived($"<presence from='{who}' to='tea@muc.example/{nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>", later);

    [Fact]
    public void In_a_full_room_who_has_been_unreachable_for_longest_makes_place()
    {
        var outcome = Enters(
            Full(
                Entered(Ada, "ada"),
                Entered(Bo, "bo"),
                Entered(Cy, "cy"),
                LinkChanged(Away, LinkStanding.Unreachable),
                new RoomEvent.Heard(Bo, Noon + Minute)),
            Dee,
            "dee",
            2 * Minute);

        Assert.Equal(Cy, Assert.IsType<RoomEvent.Exited>(outcome.Decision.Events[0]).RealJid);
        Assert.True(outcome.After.Sessions.ContainsKey(Dee));
        Assert.Contains("333", AnnotateTests.Codes(outcome.SentTo(Ada).First()));
        Assert.Contains(outcome.Decision.Requests, request => request is RoomRequest.KeepNotice { Session: var told } && told == Cy);
    }

    [Fact]
    public void Who_is_on_the_lists_keeps_his_place() =>
        Enters(Full(Granted(Bo, Affiliation.Member), Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Owner, "own"), LinkChanged(Away, LinkStanding.Unreachable)), Dee, "dee")
            .ThenRefused(Dee, ErrorCondition.ServiceUnavailable);

    [Fact]
    public void Where_everybody_can_be_reached_a_full_room_is_full() =>
        Enters(Full(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Cy, "cy")), Dee, "dee").ThenRefused(Dee, ErrorCondition.ServiceUnavailable);

    [Fact]
    public void Another_resource_of_a_suspended_occupant_is_one_more_session_also_in_a_full_room()
    {
        var outcome = Enters(Full(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Dee, "dee"), LinkChanged(Away, LinkStanding.Unreachable)), BosDesk, "bo");

        Assert.Equal(2, outcome.After.ByRealJid(Bo)!.Sessions.Length);
        Assert.True(outcome.After.IsSuspended(Bo));
        Assert.NotEmpty(outcome.SentTo(BosDesk));
    }

    [Fact]
    public void The_same_resource_replaces_its_session_and_gets_everything_anew()
    {
        var outcome = Enters(Given(Entered(Ada, "ada"), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Unreachable)), Bo, "bo");

        Assert.Single(outcome.After.ByRealJid(Bo)!.Sessions);
        Assert.Contains(outcome.SentTo(Bo), sent => sent.From!.Resource == "ada");
        Assert.Contains(new RoomRequest.ForgetNotice(Bo), outcome.Decision.Requests);
    }

    [Fact]
    public void A_locked_room_whose_owner_is_unreachable_ends_with_the_grace_time()
    {
        var locked = new Situation(NoRoom.After(
            new RoomEvent.Created(Bo.Bare, Noon, Locked: true),
            new RoomEvent.Configured(RoomConfig.Default with { Persistent = true }),
            Entered(Bo, "bo"),
            LinkChanged(Away, LinkStanding.Unreachable)));
        var outcome = locked.When(GraceElapsed(Away, Settings.Grace));

        Assert.False(outcome.After.Exists);
        Assert.Contains(new RoomRequest.Forget(), outcome.Decision.Requests);
    }

    [Theory]
    [InlineData(Whois.Anyone, ErrorCondition.RemoteServerTimeout)]
    [InlineData(Whois.Moderators, ErrorCondition.RecipientUnavailable)]
    public void Private_messages_iqs_and_invitations_are_answered_in_words_that_fit_the_room(Whois whois, ErrorCondition condition)
    {
        var room = Given(
            Granted(Ada, Affiliation.Admin),
            Configured(config => config with { Whois = whois }),
            Entered(Ada, "ada", Role.Moderator),
            Entered(Bo, "bo"),
            LinkChanged(Away, LinkStanding.Unreachable));

        room.WhenReceived($"<message from='{Ada}' to='tea@muc.example/bo' type='chat' id='m'><body>hi</body></message>").ThenRefused(Ada, condition);
        room.WhenReceived($"<iq from='{Ada}' to='tea@muc.example/bo' type='get' id='q'><query xmlns='jabber:iq:version'/></iq>").ThenRefused(Ada, condition);
        room.WhenReceived($"""
            <message from='{Ada}' to='tea@muc.example' id='i'><x xmlns='http://jabber.org/protocol/muc#user'><invite to='nurse@away.example'/></x></message>
            """).ThenRefused(Ada, condition);
    }

    [Fact]
    public void Who_takes_a_nick_that_he_knows_as_anothers_is_told_first_that_it_is_free()
    {
        var room = Given(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Dee, "dee"), LinkChanged(Away, LinkStanding.Unreachable), new RoomEvent.Exited(Dee));
        Assert.Equal(
            ["Unavailable dee", "Unavailable bo 303 110", "Available dee 110"],
            Renamed(room, "dee").Select(sent => $"{sent.Type} {sent.From!.Resource} {string.Join(' ', AnnotateTests.Codes(sent))}".TrimEnd()));
        Assert.DoesNotContain(Renamed(room, "zed"), sent => sent.From!.Resource == "dee");

        static IEnumerable<Stanza> Renamed(Situation room, string nick) =>
            room.WhenReceived($"<presence from='{Bo}' to='tea@muc.example/{nick}'/>").SentTo(Bo);
    }

    [Fact]
    public void An_invitation_into_a_lost_domain_is_refused_also_where_nobody_of_it_is_in_the_room()
    {
        var room = Given(Granted(Ada, Affiliation.Admin), Entered(Ada, "ada", Role.Moderator)).Room;
        Assert.Equal([Bo.Bare.ToString()], Invited(Dee.Domain).Select(sent => sent.To?.ToString()));
        Assert.Contains(Invited(Bo.Domain), sent => sent.Type == StanzaType.Error && sent.To!.Equals(Ada));

        IEnumerable<Stanza> Invited(Domain lost) => new Outcome(room, Room.Receive(
            room,
            Stanza($"<message from='{Ada}' to='tea@muc.example' id='i'><x xmlns='http://jabber.org/protocol/muc#user'><invite to='{Bo.Bare}'/></x></message>"),
            new Arrival(Noon, "sid-1"),
            standingOf: (service, domain) => service == Settings.Service && domain == lost ? LinkStanding.Unreachable : null)).Sent;
    }

    [Fact]
    public void What_suspended_sessions_say_is_said_and_they_may_be_kicked_and_given_another_role()
    {
        var room = Given(Granted(Ada, Affiliation.Admin), Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Unreachable));

        Assert.NotEmpty(room.WhenReceived($"<message from='{Bo}' to='tea@muc.example' type='groupchat' id='g'><body>still here</body></message>").SentTo(Ada));
        var quiet = room.WhenReceived($"""
            <iq from='{Ada}' to='tea@muc.example' type='set' id='v'><query xmlns='http://jabber.org/protocol/muc#admin'><item nick='bo' role='visitor'/></query></iq>
            """);
        Assert.Equal(Role.Visitor, quiet.After.ByRealJid(Bo)!.Role);
        quiet.ThenSendsNothingTo(Bo);
    }

    [Fact]
    public void Requests_for_voice_go_to_a_moderator_who_can_be_reached()
    {
        var room = Given(
            Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo", Role.Moderator), Entered(Dee, "dee", Role.Visitor), LinkChanged(Away, LinkStanding.Unreachable));
        var outcome = room.WhenReceived($"""
            <message from='{Dee}' to='tea@muc.example' id='r'><x xmlns='jabber:x:data' type='submit'>
              <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#request</value></field><field var='muc#role'><value>participant</value></field>
            </x></message>
            """);

        Assert.Single(outcome.SentTo(Ada));
        outcome.ThenSendsNothingTo(Bo);
    }

    [Fact]
    public void A_loss_that_would_take_too_many_presences_to_tell_ejects_instead()
    {
        RoomEvent[] happened = [Entered(Ada, "ada", features: Capable), Entered(Dee, "dee", features: Capable), Entered(Bo, "bo"), Entered(Cy, "cy")];

        Assert.Equal(4, GivenWith(Settings with { AnnotateLimit = 4 }, happened).When(Link(Away, LinkStanding.Unreachable, 1)).After.Sessions.Count);
        var ejected = GivenWith(Settings with { AnnotateLimit = 3 }, happened).When(Link(Away, LinkStanding.Unreachable, 1));
        Assert.Equal(2, ejected.After.Sessions.Count);
        Assert.All(ejected.SentTo(Ada), sent => Assert.Equal(StanzaType.Unavailable, sent.Type));
    }
}
