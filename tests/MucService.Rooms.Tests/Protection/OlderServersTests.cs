using MucService.Rooms.Protection;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Protection;

/// <summary>Nicks that servers with older rules take, where the operator wants no others.</summary>
public class OlderServersTests
{
    private static readonly RoomSettings Settings = Rule.Settings with { Nicks = new NamePolicy { ForOlderServers = true }, Admins = [Cy.Bare] };

    private static readonly Situation Room = GivenWith(Settings, Entered(Owner, "olga", Role.Moderator), Entered(Ada, "ada"));

    [Fact]
    public void Who_enters_under_another_is_told_that_it_is_malformed_even_where_the_room_is_locked()
    {
        var locked = new Situation(GivenOnly(new RoomEvent.Created(Owner.Bare, Noon, Locked: true), Entered(Owner, "olga")).Room with { Settings = Settings });

        Room.WhenReceived(Enter(Bo)).ThenRefused(Bo, ErrorCondition.JidMalformed);
        var refused = locked.WhenReceived(Enter(Bo)).ThenRefused(Bo, ErrorCondition.JidMalformed);
        Assert.Equal(RefusalReason.Name, refused.Decision.Refusal!.Reason);
        Assert.Equal("modify", refused.SentTo(Bo).Single().Child("error", Namespaces.Component)!["type"]);
    }

    [Theory]
    [InlineData("<presence from='ada@home.example/desk' to='tea@muc.example/🤖'/>")]
    [InlineData("<iq from='ada@home.example/desk' id='i' to='tea@muc.example' type='set'><query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field><field var='muc#register_roomnick'><value>🤖</value></field></x></query></iq>")]
    public void So_is_who_changes_to_it_or_reserves_it(string xml) => Room.WhenReceived(xml).ThenRefused(Ada, ErrorCondition.JidMalformed);

    [Fact]
    public void Admins_of_the_service_and_rooms_where_all_nicks_are_allowed_are_not_bound()
    {
        Assert.NotNull(Room.WhenReceived(Enter(Cy)).After.ByRealJid(Cy));
        Assert.NotNull(Given(Entered(Owner, "olga")).WhenReceived(Enter(Bo)).After.ByRealJid(Bo));
    }

    private static string Enter(FullJid who) => $"<presence from='{who}' to='tea@muc.example/🤖'><x xmlns='http://jabber.org/protocol/muc'/></presence>";
}
