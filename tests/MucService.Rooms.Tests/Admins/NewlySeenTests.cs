using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Admins;

public class NewlySeenTests
{
    private const string MakeAdaModerator = """
        <iq from='olga@home.example/desk' id='m1' to='tea@muc.example' type='set'>
          <query xmlns='http://jabber.org/protocol/muc#admin'><item nick='ada' role='moderator'/></query>
        </iq>
        """;

    private const string MakeNonAnonymous = """
        <iq from='olga@home.example/desk' id='m1' to='tea@muc.example' type='set'>
          <query xmlns='http://jabber.org/protocol/muc#owner'>
            <x xmlns='jabber:x:data' type='submit'><field var='muc#roomconfig_whois'><value>anyone</value></field></x>
          </query>
        </iq>
        """;

    [Fact]
    public void A_new_moderator_is_shown_real_jids() =>
        Assert.Equal(["olga@home.example/desk", "bo@away.example/phone"], RealJids(Room(), MakeAdaModerator, of: Ada));

    [Fact]
    public void Others_are_not() => Assert.Empty(RealJids(Room(), MakeAdaModerator, of: Bo));

    [Fact]
    public void Where_real_jids_are_public_a_new_moderator_is_shown_nothing_again() =>
        Assert.Empty(RealJids(Room(Configured(config => config with { Whois = Whois.Anyone })), MakeAdaModerator, of: Ada));

    [Fact]
    public void When_the_room_becomes_non_anonymous_all_are_shown_real_jids_after_they_are_told()
    {
        var outcome = Room().WhenReceived(MakeNonAnonymous);

        Assert.Equal(StanzaKind.Message, outcome.SentTo(Bo).First().Kind);
        Assert.Equal(["olga@home.example/desk", "ada@home.example/desk"], RealJids(Room(), MakeNonAnonymous, of: Bo));
        Assert.Empty(RealJids(Room(), MakeNonAnonymous, of: Owner));
    }

    private static Situation Room(params RoomEvent[] happened) =>
        Given([.. happened, Entered(Owner, "olga", Role.Moderator), Entered(Ada, "ada"), Entered(Bo, "bo")]);

    /// <summary>The real JIDs of others in the presences that somebody is sent.</summary>
    private static IEnumerable<string?> RealJids(Situation room, string request, FullJid of) => room
        .WhenReceived(request)
        .SentTo(of)
        .Where(sent => sent.Kind == StanzaKind.Presence)
        .Select(sent => sent.Child("x", Namespaces.MucUser)!.Child("item")!["jid"])
        .Where(jid => jid is not null && jid != of.ToString());
}
