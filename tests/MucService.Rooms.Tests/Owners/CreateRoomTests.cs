using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Owners;

/// <summary>What a new room has, and what becomes of one that nobody configures. XEP-0045 #createroom.</summary>
public class CreateRoomTests
{
    private const string Enter = "<presence from='ada@home.example/desk' to='tea@muc.example/ada'><x xmlns='http://jabber.org/protocol/muc'/></presence>";
    private const string Leave = "<presence from='ada@home.example/desk' to='tea@muc.example/ada' type='unavailable'/>";

    private static Situation Nobody(RoomSettings settings) => new(NoRoom with { Settings = settings });

    [Fact]
    public void A_new_room_is_as_the_operator_wants_new_rooms_to_be()
    {
        var defaults = new RoomConfig { Name = "A room", MembersOnly = true, Persistent = true };
        var room = Nobody(Settings with { Defaults = defaults, DefaultOwners = [Owner.Bare, Ada.Bare], DefaultAdmins = [Bo.Bare, Owner.Bare] })
            .WhenReceived(Enter).After;

        Assert.Equal(defaults, room.Config);
        Assert.True(room.Locked);
        Assert.Equal(
            [(Ada.Bare, Affiliation.Owner), (Bo.Bare, Affiliation.Admin), (Owner.Bare, Affiliation.Owner)],
            room.Affiliations.Select(entry => (entry.Key, entry.Value.Affiliation)).OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal));
    }

    [Fact]
    public void A_room_of_the_usual_kind_decides_nothing() =>
        Assert.DoesNotContain(Nobody(Settings).WhenReceived(Enter).Decision.Events, happened => happened is IJournaled);

    [Fact]
    public void What_a_room_has_does_not_change_with_the_operators_mind() =>
        Assert.Equal(RoomConfig.Default, GivenWith(Settings with { Defaults = new RoomConfig { Public = false } }).Room.Config);

    [Fact]
    public void An_owner_may_take_a_locked_field_to_what_new_rooms_have()
    {
        var room = GivenWith(Settings with { Defaults = new RoomConfig { Public = false }, LockedFields = [RoomField.PublicRoom] });

        var hidden = room.WhenReceived(Submit("publicroom", "0"));
        Assert.False(hidden.After.Config.Public);
        hidden.Then().WhenReceived(Submit("publicroom", "1")).ThenRefused(Owner, ErrorCondition.NotAcceptable);
    }

    [Fact]
    public void An_owner_who_leaves_before_he_has_configured_it_destroys_it()
    {
        var left = Nobody(Settings with { Defaults = new RoomConfig { Persistent = true } }).WhenReceived(Enter).Then().WhenReceived(Leave);

        Assert.False(left.After.Exists);
        left.ThenAsks(new RoomRequest.Forget());
        left.ThenSendsTo(Ada, """
            <presence from='tea@muc.example/ada' to='ada@home.example/desk' type='unavailable'>
              <x xmlns='http://jabber.org/protocol/muc#user'>
                <item affiliation='owner' jid='ada@home.example/desk' role='none'/>
                <destroy/>
                <status code='110'/>
              </x>
            </presence>
            """);
    }

    [Fact]
    public void One_of_his_sessions_may_leave() =>
        Assert.True(Nobody(Settings).WhenReceived(Enter).Then()
            .WhenReceived(Enter.Replace("/desk", "/phone", StringComparison.Ordinal)).Then()
            .WhenReceived(Leave).After.Exists);

    private static string Submit(string field, string value) => $"""
        <iq from='{Owner}' to='{Tea}' id='c' type='set'>
          <query xmlns='http://jabber.org/protocol/muc#owner'>
            <x xmlns='jabber:x:data' type='submit'><field var='muc#roomconfig_{field}'><value>{value}</value></field></x>
          </query>
        </iq>
        """;
}
