using System.Globalization;
using MucService.Rooms.Protection;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Protection;

public class RoomTrafficTests
{
    private static readonly Rate TwoInTwenty = new(2, TimeSpan.FromSeconds(20));

    private static readonly Rates AllTwoInTwenty = new()
    {
        Messages = TwoInTwenty,
        PrivateMessages = TwoInTwenty,
        Presences = TwoInTwenty,
        Entries = TwoInTwenty,
        NickChanges = TwoInTwenty,
        Iqs = TwoInTwenty,
        Invitations = TwoInTwenty,
        Subjects = TwoInTwenty,
    };

    private readonly RoomTraffic _traffic = new();
    private RoomState _room = Given(Entered(Owner, "olga", Role.Moderator), Entered(Ada, "ada"), Entered(Bo, "bo")).Room;

    public static TheoryData<string, RefusalReason, RefusalReason> Kinds => new()
    {
        { "<message from='ada@home.example/desk' to='tea@muc.example' type='groupchat'><body>x</body></message>", RefusalReason.RateOfMessages, RefusalReason.RoomRateOfMessages },
        { "<message from='ada@home.example/desk' to='tea@muc.example/bo' type='chat'><body>x</body></message>", RefusalReason.RateOfPrivateMessages, RefusalReason.RoomRateOfPrivateMessages },
        { "<presence from='ada@home.example/desk' to='tea@muc.example/ada'><show>away</show></presence>", RefusalReason.RateOfPresences, RefusalReason.RoomRateOfPresences },
        { "<presence from='ada@home.example/desk' to='tea@muc.example/ada{0}'/>", RefusalReason.RateOfNickChanges, RefusalReason.RoomRateOfNickChanges },
        { "<presence from='cy@away.example/{0}' to='tea@muc.example/cy'><x xmlns='http://jabber.org/protocol/muc'/></presence>", RefusalReason.RateOfEntries, RefusalReason.RoomRateOfEntries },
        { "<iq from='ada@home.example/desk' to='tea@muc.example/bo' type='get' id='1'><query xmlns='jabber:iq:version'/></iq>", RefusalReason.RateOfIqs, RefusalReason.RoomRateOfIqs },
        { "<message from='ada@home.example/desk' to='tea@muc.example'><x xmlns='http://jabber.org/protocol/muc#user'><invite to='guest{0}@far.example'/></x></message>", RefusalReason.RateOfInvitations, RefusalReason.RoomRateOfInvitations },
        { "<message from='ada@home.example/desk' to='tea@muc.example' type='groupchat'><subject>x</subject></message>", RefusalReason.RateOfSubjects, RefusalReason.RoomRateOfSubjects },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_has_its_own_limit_for_each_sender(string xml, RefusalReason ofSender, RefusalReason ofRoom)
    {
        Settings(Rule.Settings with { OccupantRates = AllTwoInTwenty });

        Assert.NotEqual(ofRoom, ofSender);
        AssertThirdIsRefused(xml, ofSender, ErrorCondition.PolicyViolation);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_has_its_own_limit_for_all_of_a_room(string xml, RefusalReason ofSender, RefusalReason ofRoom)
    {
        Settings(Rule.Settings with { RoomRates = AllTwoInTwenty });

        Assert.NotEqual(ofRoom, ofSender);
        AssertThirdIsRefused(xml, ofRoom, ErrorCondition.ResourceConstraint);
    }

    [Fact]
    public void All_sessions_of_a_bare_JID_have_one_limit_and_others_have_theirs()
    {
        Settings(Rule.Settings with { OccupantRates = AllTwoInTwenty });
        _room = _room.After(Entered(AdasPhone, "ada", order: 9));
        Says(Ada, 2);

        Assert.NotNull(Says(AdasPhone).Refusal);
        Assert.Null(Says(Bo).Refusal);
    }

    [Fact]
    public void Moderators_are_heard_in_a_room_that_is_flooded()
    {
        Settings(Rule.Settings with { RoomRates = AllTwoInTwenty });
        Says(Bo, 2);

        Assert.NotNull(Says(Bo).Refusal);
        Assert.Null(Says(Owner).Refusal);
    }

    [Fact]
    public void Members_enter_a_room_that_is_flooded_with_entries()
    {
        Settings(Rule.Settings with { RoomRates = AllTwoInTwenty });
        _room = _room.After(Granted(Cy, Affiliation.Member));
        var flood = Enumerable.Range(0, 3).Select(i => Receive(Enters(FullJid.Parse($"guest{i}@far.example/x"), $"guest{i}"))).ToList();

        Assert.Equal([null, null, RefusalReason.RoomRateOfEntries], flood.Select(decision => decision.Refusal?.Reason));
        Assert.Null(Receive(Enters(Cy, "cy")).Refusal);
    }

    [Fact]
    public void An_owner_has_limits_like_everybody_since_anybody_may_create_a_room_but_an_admin_of_the_service_has_none()
    {
        Settings(Rule.Settings with { OccupantRates = AllTwoInTwenty, Admins = [Bo.Bare] });
        Says(Owner, 2);
        Says(Bo, 100);

        Assert.NotNull(Says(Owner).Refusal);
        Assert.Null(Says(Bo).Refusal);
    }

    [Fact]
    public void What_was_said_at_ease_while_the_room_was_moving_is_no_flood()
    {
        Settings(Rule.Settings with { OccupantRates = AllTwoInTwenty, RoomRates = AllTwoInTwenty });

        // All of it is taken at once, after a minute; the last one comes just then.
        Assert.All([60, 50, 40, 30, 20, 10, 0], waited => Assert.Null(Waited(waited).Refusal));
        Assert.Null(Waited(0).Refusal);
        Assert.NotNull(Waited(0).Refusal);

        Decision Waited(double seconds) => Room.Receive(
            _room, StanzaXml.Parse($"<message from='{Ada}' to='{Tea}' type='groupchat'><body>x</body></message>"), new Arrival(Noon, "sid-1") { Waited = TimeSpan.FromSeconds(seconds) }, _traffic);
    }

    [Fact]
    public void What_a_room_refuses_does_not_count_against_the_room()
    {
        Settings(Rule.Settings with { RoomRates = AllTwoInTwenty });
        Says(Cy, 50);

        Assert.Null(Says(Ada).Refusal);
    }

    [Fact]
    public void Entering_again_does_not_count_against_the_room()
    {
        Settings(Rule.Settings with { RoomRates = AllTwoInTwenty });
        for (var i = 0; i < 5; i++)
            Assert.Null(Receive(Enters(Ada, "ada")).Refusal);

        Assert.Null(Receive(Enters(Cy, "cy")).Refusal);
    }

    [Fact]
    public void A_list_of_many_changes_counts_several_times()
    {
        Settings(Rule.Settings with { OccupantRates = AllTwoInTwenty });
        string Ban(int people) => $"<iq from='{Owner}' to='{Tea}' type='set' id='1'><query xmlns='http://jabber.org/protocol/muc#admin'>"
            + string.Concat(Enumerable.Range(0, people).Select(i => $"<item affiliation='outcast' jid='guest{i}@far.example'/>")) + "</query></iq>";

        Assert.Null(Receive(Ban(400)).Refusal);
        Assert.Equal(RefusalReason.RateOfIqs, Receive(Ban(1)).Refusal?.Reason);
    }

    [Fact]
    public void A_large_message_counts_several_times()
    {
        Settings(Rule.Settings with { OccupantRates = AllTwoInTwenty });

        Assert.Null(Receive($"<message from='{Ada}' to='{Tea}' type='groupchat'><body>{new string('x', 17_000)}</body></message>").Refusal);
        Assert.NotNull(Says(Ada).Refusal);
    }

    [Fact]
    public void Each_person_invited_counts()
    {
        Settings(Rule.Settings with { OccupantRates = AllTwoInTwenty });

        Assert.Null(Receive($"<message from='{Ada}' to='{Tea}'><x xmlns='http://jabber.org/protocol/muc#user'><invite to='a@b.example'/><invite to='c@d.example'/></x></message>").Refusal);
        Assert.NotNull(Receive($"<message from='{Ada}' to='{Tea}'><x xmlns='http://jabber.org/protocol/muc#user'><invite to='e@f.example'/></x></message>").Refusal);
    }

    [Fact]
    public void Leaving_answers_and_errors_are_never_refused()
    {
        Settings(Rule.Settings with { OccupantRates = AllTwoInTwenty, RoomRates = AllTwoInTwenty });
        for (var i = 0; i < 20; i++)
        {
            Assert.Null(Receive($"<iq from='{Bo}' to='{Tea}/ada' type='result' id='1.2-x'/>").Refusal);
            Assert.Null(Receive($"<message from='{Bo}' to='{Tea}' type='error'><error type='cancel'><bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>").Refusal);
        }

        Assert.NotEmpty(Receive($"<presence from='{Bo}' to='{Tea}/bo' type='unavailable'/>").Events);
    }

    [Fact]
    public void A_sender_is_told_what_is_too_much_and_when_to_try_again()
    {
        Settings(Rule.Settings with { OccupantRates = AllTwoInTwenty });
        Says(Ada, 2);

        var refused = Says(Ada).Refusal!.Error;

        Assert.Equal((ErrorType.Wait, "Too many messages of yours: try again in 10 s."), (refused.Type, refused.Text));
        Assert.Null(Says(Ada, at: 10).Refusal);
    }

    [Fact]
    public void Who_has_been_quiet_is_forgotten()
    {
        Settings(Rule.Settings with { OccupantRates = AllTwoInTwenty });
        for (var i = 0; i < 1000; i++)
            Receive(Enters(FullJid.Parse($"stranger{i}@far.example/x"), "ada"), at: i);

        Assert.InRange(_traffic.Senders, 1, 200);
    }

    [Fact]
    public void Strangers_do_not_fill_the_memory()
    {
        Settings(Rule.Settings with { OccupantRates = AllTwoInTwenty });
        for (var i = 0; i < 12_000; i++)
            Receive($"<message from='s{i}@far.example/x' to='{Tea}' type='groupchat'><body>x</body></message>");

        Says(Ada, 2);
        Assert.NotNull(Says(Ada).Refusal);
        Assert.InRange(_traffic.Senders, 10_000, 10_001);
    }

    [Fact]
    public void A_message_costs_no_allocation()
    {
        Settings(Rule.Settings with { OccupantRates = AllTwoInTwenty, RoomRates = AllTwoInTwenty });
        var stanza = Stanza($"<message from='{Ada}' to='{Tea}' type='groupchat'><body>x</body></message>");
        long Allocated(RoomTraffic? traffic, int from)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = from; i < from + 100; i++)
                Room.Receive(_room, stanza, new Arrival(Noon.AddSeconds(10 * i), "sid"), traffic);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(_traffic, from: 0);
        var without = Allocated(null, from: 100);

        Assert.Equal(without, Allocated(_traffic, from: 200));
    }

    private void AssertThirdIsRefused(string xml, RefusalReason reason, ErrorCondition condition)
    {
        _room = _room.After(Configured(config => config with { AnyoneChangesSubject = true }));
        for (var i = 0; i < 2; i++)
            Assert.Null(Receive(string.Format(CultureInfo.InvariantCulture, xml, i)).Refusal);

        var refused = Receive(string.Format(CultureInfo.InvariantCulture, xml, 2));

        Assert.Equal((reason, condition, ErrorType.Wait), (refused.Refusal!.Reason, refused.Refusal.Error.Condition, refused.Refusal.Error.Type));
        Assert.Empty(refused.Events);
        Assert.Equal(StanzaType.Error, Assert.Single(Delivery.Resolve(_room, refused.Outgoing)).Type);
    }

    private void Settings(RoomSettings settings) => _room = _room with { Settings = settings };

    private void Says(FullJid who, int times)
    {
        for (var i = 0; i < times; i++)
            Says(who, at: 0.0);
    }

    private Decision Says(FullJid who, double at = 0) => Receive($"<message from='{who}' to='{Tea}' type='groupchat'><body>x</body></message>", at);

    private static string Enters(FullJid who, string nick) =>
        $"<presence from='{who}' to='{Tea}/{nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>";

    private Decision Receive(string xml, double at = 0)
    {
        var decision = Room.Receive(_room, Stanza(xml), new Arrival(Noon.AddSeconds(at), "sid-1"), _traffic);
        _room = _room.After(decision.Events.AsSpan());
        return decision;
    }
}
