using MucService.Rooms.OccupantIds;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.OccupantIds;

public class OccupantIdTests
{
    private static readonly OccupantIdKey Key = new("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");
    private static readonly string AdasId = Key.IdOf(Ada.Bare);

    private static Situation Keyed(params RoomEvent[] happened) =>
        GivenOnly([new RoomEvent.Created(Owner.Bare, Noon, Locked: false, Key), .. happened]);

    [Fact]
    public void A_presence_has_the_id_of_who_sent_it_in_place_of_a_forged_one() =>
        Keyed(Entered(Ada, "ada"), Entered(Bo, "bo"))
            .WhenReceived("<presence from='ada@home.example/desk' to='tea@muc.example/ada'><occupant-id xmlns='urn:xmpp:occupant-id:0' id='forged'/></presence>")
            .ThenSendsTo(Bo, $"""
                <presence from='tea@muc.example/ada' to='bo@away.example/phone'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>
                  <occupant-id xmlns='urn:xmpp:occupant-id:0' id='{AdasId}'/>
                </presence>
                """);

    [Theory]
    [InlineData("type='groupchat' to='tea@muc.example'", "<body>hi</body>")]
    [InlineData("type='groupchat' to='tea@muc.example'", "<subject>hi</subject>")]
    [InlineData("type='chat' to='tea@muc.example/bo'", "<body>hi</body>")]
    public void A_message_has_the_id_of_who_sent_it_in_place_of_a_forged_one(string address, string said)
    {
        var sent = Keyed(Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo"))
            .WhenReceived($"<message from='{Ada}' id='m' {address}>{said}<occupant-id xmlns='urn:xmpp:occupant-id:0' id='forged'/></message>")
            .SentTo(Bo);

        Assert.Equal([AdasId], IdsOf(Assert.Single(sent)));
    }

    [Fact]
    public void Who_enters_gets_the_ids_of_everybody_of_the_history_and_of_the_subject()
    {
        var sent = Keyed(Entered(Ada, "ada", Role.Moderator))
            .WhenReceived($"<message from='{Ada}' id='m' type='groupchat' to='tea@muc.example'><body>hi</body></message>").Then()
            .WhenReceived($"<message from='{Ada}' id='s' type='groupchat' to='tea@muc.example'><subject>tea</subject></message>").Then()
            .WhenReceived($"<presence from='{Bo}' to='tea@muc.example/bo'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
            .SentTo(Bo);

        Assert.Equal([AdasId, Key.IdOf(Bo.Bare), AdasId, AdasId], sent.SelectMany(IdsOf));
    }

    [Fact]
    public void So_has_what_is_told_of_who_is_away_and_of_who_believes_that_he_is_in_the_room()
    {
        var room = Keyed(Entered(Ada, "ada"), new RoomEvent.AffiliationGranted(Cy.Bare, Affiliation.Member, Owner.Bare, Reason: null, Nick("cy")));

        Assert.Equal([Key.IdOf(Cy.Bare)], IdsOf(Assert.Single(room.WhenReceived($"<presence from='{Ada}' to='tea@muc.example/cy' type='probe'/>").SentTo(Ada))));
        Assert.Equal([Key.IdOf(Bo.Bare)], IdsOf(Assert.Single(room.WhenReceived($"<presence from='{Bo}' to='tea@muc.example/bo'/>").SentTo(Bo))));
    }

    [Fact]
    public void A_message_that_an_older_version_kept_gets_its_id_when_it_is_sent()
    {
        var kept = new HistoryEntry(1, Noon, Nick("ada"), Ada.Bare, Stanza("<message from='tea@muc.example/ada' type='groupchat'><body>hi</body></message>"));

        var sent = Keyed(new RoomEvent.Said(kept))
            .WhenReceived($"<presence from='{Bo}' to='tea@muc.example/bo'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
            .SentTo(Bo);

        Assert.Equal([AdasId], IdsOf(sent.ElementAt(1)));
    }

    [Fact]
    public void All_sessions_and_nicks_of_a_person_have_one_id_and_other_rooms_another()
    {
        var other = OccupantIdKey.Of([1, 2, 3], Tea, new Arrival(Noon, "sid-2"));

        Assert.Equal(AdasId, Key.IdOf(AdasPhone.Bare));
        Assert.NotEqual(AdasId, Key.IdOf(Bo.Bare));
        Assert.NotEqual(AdasId, other.IdOf(Ada.Bare));
        Assert.True(AdasId.Length <= 128);
    }

    [Fact]
    public void A_room_created_again_has_another_key()
    {
        var first = OccupantIdKey.Of([1, 2, 3], Tea, new Arrival(Noon, "sid-1"));

        Assert.NotEqual(first, OccupantIdKey.Of([1, 2, 3], Tea, new Arrival(Noon, "sid-2")));
        Assert.NotEqual(first, OccupantIdKey.Of([1, 2, 4], Tea, new Arrival(Noon, "sid-1")));
    }

    [Fact]
    public void The_key_is_not_shown() => Assert.DoesNotContain("0011", Key.ToString(), StringComparison.Ordinal);

    private static IEnumerable<string?> IdsOf(Stanza stanza) =>
        stanza.Payloads.Where(payload => payload.Is("occupant-id", Namespaces.OccupantIds)).Select(payload => payload.Element?["id"]);
}
