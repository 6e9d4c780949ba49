using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Owners;

/// <summary>What is left of a destroyed room. XEP-0045 #destroyroom.</summary>
public class DestroyedRoomTests
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private static readonly Situation Destroyed = Given(Granted(Ada, Affiliation.Owner), Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo"))
        .WhenReceived($"""
            <iq from='{Owner}' to='{Tea}' id='d' type='set'>
              <query xmlns='http://jabber.org/protocol/muc#owner'>
                <destroy jid='coffee#house@muc.example'><password>bean</password><reason>No tea</reason></destroy>
              </query>
            </iq>
            """).Then();

    private static string Enter(FullJid who) => $"<presence from='{who}' to='tea@muc.example/who' id='e'><x xmlns='http://jabber.org/protocol/muc'/></presence>";

    [Fact]
    public void Who_enters_is_told_that_it_is_gone_why_and_where_it_went_but_not_the_password_there() =>
        Destroyed.WhenReceived(Enter(Bo)).ThenNoEvent().ThenSendsTo(Bo, """
            <presence from='tea@muc.example/who' to='bo@away.example/phone' id='e' type='error'>
              <x xmlns='http://jabber.org/protocol/muc'/>
              <error by='tea@muc.example' type='cancel'>
                <gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>xmpp:coffee%23house@muc.example?join</gone>
                <text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>No tea</text>
              </error>
            </presence>
            """);

    /// <summary>What an owner wrote is in whatever language he wrote it; what the room says of itself is in English.</summary>
    [Fact]
    public void Where_no_reason_was_given_the_room_says_it_in_English()
    {
        var gone = Assert.Single(Given(Entered(Owner, "olga")).When(new RoomCommand.Destroy(Owner, null, null, null)).Then().WhenReceived(Enter(Bo)).SentTo(Bo));

        Assert.Equal("en", gone.Child("error", Namespaces.Component)!.Child("text", Namespaces.StanzaErrors)!["xml:lang"]);
    }

    [Theory]
    [InlineData("<iq from='bo@away.example/phone' to='tea@muc.example' id='i' type='get'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")]
    [InlineData("<message from='bo@away.example/phone' to='tea@muc.example' type='groupchat'><body>Anybody?</body></message>")]
    [InlineData("<message from='bo@away.example/phone' to='tea@muc.example/olga' type='chat'><body>You?</body></message>")]
    public void So_is_who_asks_anything_else(string xml) => Destroyed.WhenReceived(xml).ThenRefused(Bo, ErrorCondition.Gone);

    [Theory]
    [InlineData("<presence from='bo@away.example/phone' to='tea@muc.example/bo' type='unavailable'/>")]
    [InlineData("<message from='bo@away.example/phone' to='tea@muc.example' type='error'><error type='cancel'/></message>")]
    [InlineData("<iq from='bo@away.example/phone' to='tea@muc.example' id='i' type='result'/>")]
    public void What_asks_nothing_is_answered_nothing(string xml) => Destroyed.WhenReceived(xml).ThenNoEvent().ThenSendsNothingTo(Bo);

    [Fact]
    public void Its_owners_may_create_it_anew_and_then_nothing_is_left_of_the_old()
    {
        var anew = Destroyed.WhenReceived(Enter(Ada)).After;

        Assert.True(anew.Exists);
        Assert.Null(anew.Tombstone);
        Assert.Equal(Affiliation.Owner, anew.AffiliationOf(Ada.Bare));
        Assert.Equal(Affiliation.None, anew.AffiliationOf(Owner.Bare));
    }

    [Fact]
    public void Not_if_the_operator_thinks_otherwise_whose_admins_may()
    {
        var settings = Settings with { OwnersRecreate = false, Admins = [Cy.Bare] };
        var room = new Situation(Destroyed.Room with { Settings = settings });

        room.WhenReceived(Enter(Ada)).ThenRefused(Ada, ErrorCondition.Gone);
        Assert.True(room.WhenReceived(Enter(Cy)).After.Exists);
    }

    [Fact]
    public void After_its_time_anybody_may()
    {
        Assert.True(Destroyed.WhenReceived(Enter(Bo), Month).After.Exists);
        Destroyed.WhenReceived(Enter(Bo), Month - TimeSpan.FromSeconds(1)).ThenRefused(Bo, ErrorCondition.Gone);
    }

    [Fact]
    public void What_the_operator_destroyed_its_owners_do_not_make_again() =>
        Given(Entered(Bo, "bo")).When(new RoomCommand.Destroy(null, null, null, "Spam")).Then()
            .WhenReceived(Enter(Owner)).ThenRefused(Owner, ErrorCondition.Gone);

    [Fact]
    public void The_operator_may_make_the_address_free()
    {
        var free = Destroyed.When(new RoomCommand.ForgetTombstone());

        free.Then(new RoomEvent.TombstoneRemoved());
        Assert.True(free.Then().WhenReceived(Enter(Bo)).After.Exists);
        GivenOnly().When(new RoomCommand.ForgetTombstone()).ThenNothing();
    }

    [Fact]
    public void A_temporary_room_that_ends_with_its_last_occupant_leaves_nothing() =>
        Assert.Null(Given(Entered(Bo, "bo"))
            .WhenReceived($"<presence from='{Bo}' to='tea@muc.example/bo' type='unavailable'/>").After.Tombstone);

    [Fact]
    public void Nor_does_one_that_was_never_configured_nor_any_where_the_operator_wants_none()
    {
        var destroy = new RoomCommand.Destroy(Owner, null, null, null);

        Assert.Null(GivenOnly(new RoomEvent.Created(Owner.Bare, Noon, Locked: true), Entered(Owner, "olga")).When(destroy).After.Tombstone);
        Assert.Null(GivenWith(Settings with { TombstonesStand = TimeSpan.Zero }, Entered(Owner, "olga")).When(destroy).After.Tombstone);
    }
}
