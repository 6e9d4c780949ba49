using MucService.Rooms.Protection;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Owners;

/// <summary>A room that is not configured yet is there for its owners only, and does not wait for ever. XEP-0045 #createroom-general, #bizrules-message.</summary>
public class LockedRoomTests
{
    private static readonly RoomTimer Timer = new(RoomTimerKind.FirstConfiguration);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly RoomSettings Waiting = Settings with { ConfigureWithin = Hour };
    private static readonly RoomEvent[] NewRoom = [new RoomEvent.Created(Owner.Bare, Noon, Locked: true), Entered(Owner, "olga", Role.Moderator)];
    private static readonly string Enters = $"<presence from='{Owner}' to='tea@muc.example/olga'><x xmlns='http://jabber.org/protocol/muc'/></presence>";
    private static readonly string Unlocks =
        $"<iq from='{Owner}' id='i' to='tea@muc.example' type='set'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'/></query></iq>";

    [Theory]
    [InlineData("<message from='ada@home.example/desk' to='tea@muc.example' type='groupchat'><body>Anybody?</body></message>")]
    [InlineData("<message from='ada@home.example/desk' to='tea@muc.example' type='groupchat'><subject>Tea</subject></message>")]
    [InlineData("<message from='ada@home.example/desk' to='tea@muc.example/olga' type='chat'><body>You?</body></message>")]
    [InlineData("<message from='ada@home.example/desk' to='tea@muc.example'><body>Hm</body></message>")]
    public void To_others_it_is_not_there(string message)
    {
        var outcome = GivenOnly(NewRoom).WhenReceived(message).ThenRefused(Ada, ErrorCondition.ItemNotFound);

        Assert.Equal(RefusalReason.NoSuchRoom, outcome.Decision.Refusal!.Reason);
    }

    [Fact]
    public void To_its_owner_it_is_and_he_hears_himself() => Assert.Equal(
        StanzaType.Groupchat,
        Assert.Single(GivenOnly(NewRoom).WhenReceived("<message from='olga@home.example/desk' to='tea@muc.example' type='groupchat'><body>Welcome</body></message>").SentTo(Owner)).Type);

    [Fact]
    public void Its_creator_has_so_long_to_configure_it_and_then_it_is_destroyed_as_if_he_had_cancelled()
    {
        var created = new Situation(NoRoom with { Settings = Waiting }).WhenReceived(Enters).ThenAsks(new RoomRequest.SetTimer(Timer, Hour));
        var over = created.Then().When(new RoomCommand.TimerElapsed(Timer));

        Assert.False(over.After.Exists);
        Assert.Null(over.After.Tombstone);
        over.ThenSendsTo(Owner, """
            <presence from='tea@muc.example/olga' to='olga@home.example/desk' type='unavailable'>
              <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' jid='olga@home.example/desk' role='none'/><destroy/><status code='110'/></x>
            </presence>
            """);
    }

    [Fact]
    public void The_time_ends_with_the_configuration()
    {
        var configured = WithLimit().WhenReceived(Unlocks).ThenAsks(new RoomRequest.CancelTimer(Timer));

        configured.Then().When(new RoomCommand.TimerElapsed(Timer)).ThenNothing();
    }

    [Fact]
    public void Where_nothing_is_locked_or_there_is_no_limit_there_is_no_time()
    {
        Assert.DoesNotContain(new Situation(NoRoom with { Settings = Waiting with { Locking = false } }).WhenReceived(Enters).Decision.Requests, IsTimer);
        Assert.DoesNotContain(new Situation(NoRoom).WhenReceived(Enters).Decision.Requests, IsTimer);
    }

    [Theory]
    [InlineData(20, 40)]
    [InlineData(90, 0)]
    [InlineData(-90, 60)]
    public void A_room_that_is_loaded_waits_for_the_rest_and_no_longer_than_a_new_one(int minutesLater, int minutesLeft)
    {
        var loaded = WithLimit().When(new RoomCommand.Recovered { Arrival = new Arrival(Noon.AddMinutes(minutesLater), "sid-1") });

        Assert.Contains(new RoomRequest.SetTimer(Timer, minutesLeft == 0 ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(minutesLeft)), loaded.Decision.Requests);
    }

    private static Situation WithLimit() => new(GivenOnly(NewRoom).Room with { Settings = Waiting });

    private static bool IsTimer(RoomRequest request) => request is RoomRequest.SetTimer;
}
