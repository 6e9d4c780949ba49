using MucService.Rooms.Protection;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Protection;

public class BlockTests
{
    private const string BoEnters = "<presence from='bo@away.example/phone' to='tea@muc.example/bo'><x xmlns='http://jabber.org/protocol/muc'/></presence>";

    public static TheoryData<string> WaysToBlockBo => ["away.example", "bo@away.example", "hash of away.example", "hash of bo@away.example"];

    [Theory]
    [MemberData(nameof(WaysToBlockBo))]
    public void Who_is_blocked_cannot_enter(string how)
    {
        var refused = GivenWith(Blocking(how)).WhenReceived(BoEnters).ThenRefused(Bo, ErrorCondition.Forbidden);

        Assert.Equal(how.StartsWith("hash", StringComparison.Ordinal) ? RefusalReason.Listed : RefusalReason.Blocked, refused.Decision.Refusal!.Reason);
    }

    [Fact]
    public void A_hash_is_that_of_the_published_format() =>
        Assert.Equal("f05c5f27d99a35498e72db6a92213526f6b8939887f2e6b8f1481d3d06af3919", BlockList.HashOf("bo@away.example"));

    [Theory]
    [InlineData("<message from='bo@away.example/phone' to='tea@muc.example' type='groupchat'><body>x</body></message>")]
    [InlineData("<iq from='bo@away.example/phone' to='tea@muc.example' type='get' id='d'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")]
    public void Who_is_blocked_is_not_answered_anything_else(string xml) =>
        GivenWith(Blocking("away.example")).WhenReceived(xml).ThenRefused(Bo, ErrorCondition.Forbidden);

    [Theory]
    [InlineData("<presence from='bo@away.example/phone' to='tea@muc.example/bo' type='unavailable'/>")]
    [InlineData("<iq from='bo@away.example/phone' to='tea@muc.example' type='result' id='x'/>")]
    public void What_must_not_be_answered_is_not(string xml) => Assert.Empty(GivenWith(Blocking("away.example")).WhenReceived(xml).Sent);

    [Theory]
    [MemberData(nameof(WaysToBlockBo))]
    public void Who_is_blocked_while_he_is_in_a_room_goes_as_an_outcast_and_others_stay(string how)
    {
        var outcome = Given(Entered(Ada, "ada"), Entered(Bo, "bo", Role.Moderator), Entered(FullJid.Parse("bo@away.example/desk"), "bo", Role.Moderator), Granted(Bo, Affiliation.Owner))
            .When(new RoomCommand.ChangeSettings(Blocking(how)));

        Assert.Equal([Ada], outcome.After.Sessions.Keys);
        Assert.Equal(Affiliation.Owner, outcome.After.AffiliationOf(Bo.Bare));
        outcome.ThenSendsTo(Ada, """
            <presence from='tea@muc.example/bo' type='unavailable'>
              <x xmlns='http://jabber.org/protocol/muc#user'>
                <item affiliation='outcast' role='none'><reason>Blocked by the service</reason></item>
                <status code='301'/>
              </x>
            </presence>
            """.Replace("type=", "to='ada@home.example/desk' type=", StringComparison.Ordinal));
        Assert.Contains(outcome.SentTo(Bo), presence => presence.Type == StanzaType.Unavailable);
    }

    [Fact]
    public void Told_again_nothing_changes()
    {
        var settings = Blocking("away.example");

        GivenWith(settings, Entered(Ada, "ada")).When(new RoomCommand.ChangeSettings(settings)).ThenNothing();
    }

    [Fact]
    public void Who_is_let_in_again_is_let_in() =>
        Assert.NotNull(GivenWith(Blocking("away.example")).When(new RoomCommand.ChangeSettings(Settings)).Then().WhenReceived(BoEnters).After.ByRealJid(Bo));

    [Fact]
    public void Admins_of_the_service_are_always_let_in()
    {
        var settings = Blocking("away.example") with { Admins = [Bo.Bare] };

        Assert.NotNull(GivenWith(settings).WhenReceived(BoEnters).After.ByRealJid(Bo));
        Assert.NotNull(Given(Entered(Bo, "bo")).When(new RoomCommand.ChangeSettings(settings)).After.ByRealJid(Bo));
    }

    [Fact]
    public void Who_is_blocked_cannot_be_invited() =>
        GivenWith(Blocking("away.example"), Entered(Ada, "ada"))
            .WhenReceived("""
                <message from='ada@home.example/desk' to='tea@muc.example'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><invite to='bo@away.example'/></x>
                </message>
                """)
            .ThenRefused(Ada, ErrorCondition.NotAllowed);

    [Fact]
    public void A_destroyed_room_still_knows_who_is_blocked() =>
        GivenWith(Blocking("away.example"), new RoomEvent.Destroyed(null, null, null)).WhenReceived(BoEnters).ThenRefused(Bo, ErrorCondition.Forbidden);

    private static RoomSettings Blocking(string how) => Settings with
    {
        Blocks = how.StartsWith("hash of ", StringComparison.Ordinal)
            ? new BlockList { Lists = [[BlockList.HashOf("nobody.example")], [BlockList.HashOf(how["hash of ".Length..])]] }
            : new BlockList { Blocked = [BareJid.Parse(how)] },
    };
}
