using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Reachability.Links;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Reachability;

/// <summary>An occupant's server says that his connection is paused: the room says so in its own name, to those who understand it. XEP-0310 #connectionpaused.</summary>
public class RelayPausedTests
{
    private const string Paused = "<state-annotation xmlns='urn:xmpp:psa' from='away.example'><connection-paused/><description>bo at away.example</description></state-annotation>";
    private const string Resumed = "<state-annotation xmlns='urn:xmpp:psa' from='away.example'/>";
    private static readonly FullJid BosDesk = FullJid.Parse("bo@away.example/desk");
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static Situation Room(params RoomEvent[] more) =>
        Given([Entered(Owner, "own", Role.Moderator), Entered(Ada, "ada", features: Capable), Entered(Bo, "bo"), .. more]);

    private static Outcome Says(Situation room, string annotation, FullJid? from = null, TimeSpan later = default) =>
        room.WhenReceived($"<presence from='{from ?? Bo}' to='tea@muc.example/bo'>{annotation}</presence>", later);

    private static Element? ShownTo(FullJid who, Outcome outcome) => outcome.SentTo(who).LastOrDefault(sent => sent.Kind == StanzaKind.Presence)?.Annotation();

    [Fact]
    public void It_is_told_in_the_name_of_the_service_with_words_that_name_nobody() =>
        Says(Room(), Paused).ThenSendsTo(Ada, """
            <presence from='tea@muc.example/bo' to='ada@home.example/desk'>
              <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>
              <state-annotation xmlns='urn:xmpp:psa' from='muc.example'>
                <connection-paused/><description xml:lang='en'>The user's connection is paused</description>
              </state-annotation>
            </presence>
            """);

    [Fact]
    public void It_goes_to_nobody_who_does_not_understand_it_nor_to_himself() =>
        Says(Room(Entered(BosDesk, "bo", features: Capable), new RoomEvent.PauseChanged(BosDesk, new Pause(true, Noon, false))), Paused)
            .ThenSendsNothingTo(Owner)
            .ThenSendsNothingTo(Bo)
            .ThenSendsNothingTo(BosDesk);

    [Fact]
    public void That_he_is_back_is_told_by_the_empty_annotation() =>
        Assert.Empty(ShownTo(Ada, Says(Says(Room(), Paused).Then(), Resumed, later: 10 * Second))!.Children);

    [Fact]
    public void Presence_without_an_annotation_says_that_he_is_back_to_all()
    {
        var outcome = Says(Says(Room(), Paused).Then(), "<show>away</show>");

        Assert.Null(Assert.Single(outcome.SentTo(Ada)).Annotation());
        Assert.Single(outcome.SentTo(Owner));
        Assert.False(outcome.After.Pauses[Bo].IsPaused);
    }

    [Fact]
    public void Other_presence_that_is_annotated_is_told_to_all_in_two_forms()
    {
        var outcome = Says(Room(), "<show>away</show>" + Paused);

        Assert.NotNull(ShownTo(Ada, outcome)!.Child("connection-paused"));
        Assert.Null(Assert.Single(outcome.SentTo(Owner)).Annotation());
    }

    [Theory]
    [InlineData("<state-annotation xmlns='urn:xmpp:psa' from='muc.example'><connection-paused/></state-annotation>")]
    [InlineData("<state-annotation xmlns='urn:xmpp:psa' from='home.example'><connection-paused/></state-annotation>")]
    [InlineData("<state-annotation xmlns='urn:xmpp:psa'><connection-paused/></state-annotation>")]
    [InlineData("<state-annotation xmlns='urn:xmpp:psa' from='away.example'><server-unavailable/></state-annotation>")]
    [InlineData("<state-annotation xmlns='urn:xmpp:psa' from='away.example'><connection-paused/><server-unavailable/></state-annotation>")]
    [InlineData("<state-annotation xmlns='urn:xmpp:psa' from='away.example'><connection-paused xmlns='urn:example'/></state-annotation>")]
    public void What_another_says_or_what_else_is_said_is_stripped(string annotation)
    {
        var outcome = Says(Room(), annotation);

        Assert.DoesNotContain(outcome.Sent, sent => sent.Annotation() is not null);
        Assert.Empty(outcome.After.Pauses);
    }

    [Fact]
    public void A_nick_is_paused_when_all_its_sessions_are()
    {
        var one = Says(Room(Entered(BosDesk, "bo")), Paused);
        one.ThenSendsNothingTo(Ada);

        var both = Says(one.Then(), Paused, BosDesk);
        Assert.NotNull(ShownTo(Ada, both)!.Child("connection-paused"));
        Assert.Empty(ShownTo(Ada, Says(both.Then(), Resumed, BosDesk, 10 * Second))!.Children);
    }

    [Fact]
    public void Who_enters_finds_it_in_the_burst() =>
        Assert.NotNull(Presences.List(Says(Room(), Paused).After, new Outgoing.OccupantList(Ada, SessionTraits.Annotations))
            .Single(presence => presence.From!.Resource == "bo").Annotation());

    [Fact]
    public void Who_is_known_to_understand_it_only_now_is_told_now() =>
        Assert.NotNull(ShownTo(Owner, Says(Room(), Paused).Then().When(new RoomCommand.LearnCapabilities(Owner, Capable)))!.Child("connection-paused"));

    [Fact]
    public void That_the_server_cannot_be_reached_outranks_it_and_it_is_shown_again_afterwards()
    {
        var lost = Says(Room(), Paused).Then().When(Link(Away, LinkStanding.Unreachable, 1));
        Assert.NotNull(ShownTo(Ada, lost)!.Child("server-unavailable"));

        Assert.NotNull(ShownTo(Ada, lost.Then().When(Link(Away, LinkStanding.Reachable, 2)))!.Child("connection-paused"));
    }

    [Fact]
    public void Who_resumed_in_between_is_not_shown_as_paused_again()
    {
        var lost = Says(Room(), Paused).Then().When(Link(Away, LinkStanding.Unreachable, 1));
        var resumed = Says(lost.Then(), Resumed, later: 20 * Second);
        resumed.ThenSendsNothingTo(Ada);

        Assert.Empty(ShownTo(Ada, resumed.Then().When(Link(Away, LinkStanding.Reachable, 2)))!.Children);
    }

    [Fact]
    public void Who_was_away_himself_is_shown_what_holds_now()
    {
        var room = Says(Room(Entered(Dee, "dee", features: Capable), LinkChanged(Dee.Domain, LinkStanding.Unreachable)), Paused);
        room.ThenSendsNothingTo(Dee);
        var back = room.Then().When(Link(Dee.Domain, LinkStanding.Reachable, 2));
        Assert.NotNull(ShownTo(Dee, back)!.Child("connection-paused"));

        var gone = back.Then().When(Link(Dee.Domain, LinkStanding.Unreachable, 3));
        var again = Says(gone.Then(), Resumed, later: 20 * Second).Then().When(Link(Dee.Domain, LinkStanding.Reachable, 4));
        Assert.Empty(ShownTo(Dee, again)!.Children);
    }

    [Fact]
    public void The_repeated_presence_that_entered_is_no_second_entry()
    {
        var outcome = Says(Room(), "<x xmlns='http://jabber.org/protocol/muc'/>" + Paused);

        Assert.NotNull(ShownTo(Ada, outcome)!.Child("connection-paused"));
        outcome.ThenSendsNothingTo(Bo);
    }

    [Fact]
    public void Whoever_flips_it_a_thousand_times_tells_others_once_at_once_and_once_later()
    {
        var situation = Room();
        var sent = 0;
        for (var flip = 0; flip < 1000; flip++)
        {
            var outcome = Says(situation, flip % 2 == 0 ? Paused : Resumed, later: flip * TimeSpan.FromMilliseconds(1));
            sent += outcome.Sent.Length;
            situation = outcome.Then();
        }

        Assert.Equal(1, sent);
        var timer = new RoomCommand.TimerElapsed(new RoomTimer(RoomTimerKind.Pauses)) { Arrival = new Arrival(Noon + (6 * Second), "sid-9") };
        var later = situation.When(timer);
        Assert.Empty(Assert.Single(later.SentTo(Ada)).Annotation()!.Children);
        later.Then().When(timer).ThenNothing();
    }

    [Fact]
    public void It_is_not_limited_with_other_presence()
    {
        var traffic = new Rooms.Protection.RoomTraffic();
        var room = Given(Entered(Ada, "ada", features: Capable), Entered(Bo, "bo")).Room;
        for (var number = 0; number < 500; number++)
        {
            var decision = Rooms.Room.Receive(
                room, StanzaXml.Parse($"<presence from='{Bo}' to='tea@muc.example/bo'>{Paused}</presence>"), new Arrival(Noon, "sid"), traffic);
            Assert.Null(decision.Refusal);
            room = room.After(decision.Events.AsSpan());
        }
    }

    [Fact]
    public void That_he_is_back_is_relayed_also_where_the_room_forgot_that_he_was_paused() =>
        Assert.Empty(ShownTo(Ada, Says(Room(), Resumed))!.Children);

    [Fact]
    public void A_room_that_ignores_links_says_nothing_of_it() =>
        Says(
            new Situation(GivenWith(Settings with { LinkPolicy = LinkPolicy.Ignore }, Entered(Ada, "ada", features: Capable), Entered(Bo, "bo")).Room),
            Paused).ThenSendsNothingTo(Ada);

    [Fact]
    public void Who_takes_another_nick_is_there()
    {
        var renamed = Says(Room(), Paused).Then().WhenReceived($"<presence from='{Bo}' to='tea@muc.example/bob'/>", 10 * Second);

        Assert.Null(ShownTo(Ada, renamed));
        Assert.False(renamed.After.Pauses[Bo].IsPaused);
    }

    [Fact]
    public void Whoever_leaves_or_enters_anew_is_not_paused_any_more()
    {
        var room = Says(Room(), Paused).After;

        Assert.Empty(room.After(new RoomEvent.Exited(Bo)).Pauses);
        Assert.Empty(room.After(Entered(Bo, "bo", order: 9)).Pauses);
    }
}
