using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests;

/// <summary>Rooms that come, go, and come again, and what their owners and admins see from outside.</summary>
public class RoomLifeTests
{
    private const string Destroy =
        "<iq from='olga@home.example/desk' id='d' to='tea@muc.example' type='set'><query xmlns='http://jabber.org/protocol/muc#owner'><destroy/></query></iq>";

    private static readonly RoomEvent[] Lived =
    [
        Configured(config => config with { Name = "Tea", MembersOnly = true, Whois = Whois.Anyone, Persistent = true }),
        Granted(Bo, Affiliation.Member),
        Granted(Cy, Affiliation.Outcast),
        Entered(Owner, "olga", Role.Moderator),
        new RoomEvent.SubjectChanged(new Subject("Earl Grey", Nick("olga"), Noon, "s1", Owner.Bare)),
    ];

    /// <summary>#destroyroom, #createroom.</summary>
    [Fact]
    public void Of_a_destroyed_room_nothing_is_left_in_the_one_that_is_created_after_it()
    {
        var said = GivenWith(Settings with { TombstonesStand = TimeSpan.Zero }, Lived).WhenReceived("<message from='olga@home.example/desk' id='m' to='tea@muc.example' type='groupchat'><body>Milk?</body></message>");
        var again = said.Then().WhenReceived(Destroy).Then().WhenReceived(Enter(Cy, "cy"));

        Assert.Equal(Cy.Bare, Assert.Single(again.After.Affiliations).Key);
        Assert.Equal(RoomConfig.Default with { }, again.After.Config);
        Assert.Null(again.After.Subject);
        Assert.Equal(0, again.After.History.Count);
        Assert.Equal(2, again.SentTo(Cy).Count());
        Assert.Contains("201", Codes(again.SentTo(Cy).First()));
    }

    /// <summary>#exit: the room lives as long as anybody is in it, and its owner is its owner when he comes back.</summary>
    [Fact]
    public void A_temporary_room_outlives_the_visit_of_its_owner_and_ends_with_the_last_occupant()
    {
        var without = Given(Entered(Owner, "olga", Role.Moderator), Entered(Ada, "ada")).WhenReceived(Leave(Owner, "olga"));
        Assert.True(without.After.Exists);
        Assert.Empty(without.Decision.Requests);

        var back = without.Then().WhenReceived(Enter(Owner, "olga"));
        Assert.Equal(Role.Moderator, back.After.ByRealJid(Owner)!.Role);
        Assert.DoesNotContain("201", Codes(back.SentTo(Owner).Last(stanza => stanza.Kind == StanzaKind.Presence)));

        var ended = without.Then().WhenReceived(Leave(Ada, "ada"));
        Assert.False(ended.After.Exists);
        ended.ThenAsks(new RoomRequest.Forget());
        Assert.Equal(Affiliation.Owner, ended.Then().WhenReceived(Enter(Bo, "bo")).After.AffiliationOf(Bo.Bare));
    }

    /// <summary>Admins act from outside by their bare JID (#admin) and are told that it is done, and nothing of what occupants see.</summary>
    [Theory]
    [InlineData("nick='bo' role='visitor'")]
    [InlineData("nick='bo' role='moderator'")]
    [InlineData("jid='bo@away.example' affiliation='outcast'")]
    [InlineData("jid='dee@far.example' affiliation='member'")]
    public void An_admin_outside_is_told_nothing_but_the_result(string item)
    {
        var room = Given(Configured(config => config with { Whois = Whois.Anyone }), Granted(Cy, Affiliation.Admin), Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(CysPhone, "cy", Role.Moderator));
        var outcome = room.WhenReceived($"<iq from='{Cy}' id='c' to='tea@muc.example' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item {item}/></query></iq>");

        Assert.Equal((StanzaKind.Iq, StanzaType.Result), (outcome.SentTo(Cy).Single().Kind, outcome.SentTo(Cy).Single().Type));
        room.WhenReceived("<message from='ada@home.example/desk' id='m' to='tea@muc.example' type='groupchat'><body>Milk?</body></message>").ThenSendsNothingTo(Cy);
    }

    /// <summary>#exit: the others see an occupant go with his last session, and before that the presence of the session that is left.</summary>
    [Fact]
    public void The_last_session_of_a_nick_takes_the_occupant_along()
    {
        var one = Given(Entered(Ada, "ada"), Entered(AdasPhone, "ada"), Entered(Bo, "bo")).WhenReceived(Leave(AdasPhone, "ada"));
        Assert.All(one.SentTo(Bo), stanza => Assert.Equal(StanzaType.Available, stanza.Type));
        Assert.Contains("110", Codes(one.SentTo(AdasPhone).Single()));

        var both = one.Then().WhenReceived(Leave(Ada, "ada"));
        Assert.Equal(StanzaType.Unavailable, both.SentTo(Bo).Single().Type);
        Assert.Single(both.After.Occupants);
    }

    /// <summary>#bizrules-jids: what is equal once it is mapped is one room, one nick, one person.</summary>
    [Theory]
    [InlineData("TEA@muc.example", "tea@MUC.example")]
    [InlineData("ＴＥＡ@muc.example", "tea@muc.example")]
    [InlineData("caf\u00e9@muc.example", "cafe\u0301@muc.example")]
    public void Addresses_that_are_written_otherwise_are_the_same_room(string one, string other) =>
        Assert.Equal(BareJid.Parse(one), BareJid.Parse(other));

    private static FullJid CysPhone { get; } = FullJid.Parse("cy@away.example/phone");

    private static string Enter(FullJid who, string nick) =>
        $"<presence from='{who}' to='tea@muc.example/{nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>";

    private static string Leave(FullJid who, string nick) => $"<presence from='{who}' to='tea@muc.example/{nick}' type='unavailable'/>";

    private static IEnumerable<string?> Codes(Stanza presence) => presence.Child("x", Namespaces.MucUser)!.Children.Select(child => child["code"]);
}
