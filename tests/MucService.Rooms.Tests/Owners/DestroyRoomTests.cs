using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Owners;

public class DestroyRoomTests
{
    private static readonly BareJid Coffee = BareJid.Parse("coffee@muc.example");

    private static string Destroy(FullJid by, string destroy = "<destroy/>") => $"""
        <iq from='{by}' to='{Tea}' id='d' type='set'><query xmlns='http://jabber.org/protocol/muc#owner'>{destroy}</query></iq>
        """;

    [Fact]
    public void Everybody_is_told_once_of_himself_with_venue_password_and_reason() =>
        Given(Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo"), Entered(Cy, "cy"))
            .WhenReceived(Destroy(Owner, "<destroy jid='coffee@muc.example'><password>bean</password><reason>No tea</reason></destroy>"))
            .Then(
                new RoomEvent.Exited(Owner),
                new RoomEvent.Exited(Bo),
                new RoomEvent.Exited(Cy),
                new RoomEvent.Destroyed(Coffee, "bean", "No tea"),
                new RoomEvent.TombstoneSet(new Tombstone(Noon, Noon.AddDays(30), Coffee, "No tea", [Owner.Bare])))
            .ThenSendsTo(Bo, """
                <presence from='tea@muc.example/bo' to='bo@away.example/phone' id='19b7e943200-sid-1' type='unavailable'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <item affiliation='none' jid='bo@away.example/phone' role='none'/>
                    <destroy jid='coffee@muc.example'><password>bean</password><reason>No tea</reason></destroy>
                    <status code='110'/>
                  </x>
                </presence>
                """);

    [Fact]
    public void The_owner_is_told_of_success_after_everybody_is_gone()
    {
        var sent = Given(Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo")).WhenReceived(Destroy(Owner)).Sent;

        Assert.Equal(3, sent.Length);
        Assert.Equal(StanzaType.Result, sent[2].Type);
    }

    [Fact]
    public void A_persistent_room_is_destroyed_too()
    {
        var outcome = Given(Configured(config => config with { Persistent = true }), Entered(Bo, "bo")).WhenReceived(Destroy(Owner));

        outcome.ThenForgets();
        Assert.False(outcome.After.Exists);
        Assert.Empty(outcome.After.Affiliations);
        Assert.Empty(outcome.After.Links);
    }

    [Fact]
    public void Only_an_owner_may() =>
        Given(Granted(Ada, Affiliation.Admin), Entered(Ada, "ada", Role.Moderator))
            .WhenReceived(Destroy(Ada))
            .ThenRefused(Ada, ErrorCondition.Forbidden);

    [Fact]
    public void The_operator_may_and_answers_to_nobody()
    {
        var outcome = Given(Entered(Bo, "bo")).When(new RoomCommand.Destroy(null, null, null, "Enough"));

        Assert.Equal(Bo, Assert.Single(outcome.Sent).To!.Full);
        Assert.Contains(new RoomEvent.Destroyed(null, null, "Enough"), outcome.Decision.Events);
    }

    [Fact]
    public void What_does_not_exist_cannot_be_destroyed()
    {
        GivenOnly().WhenReceived(Destroy(Owner)).ThenRefused(Owner, ErrorCondition.ItemNotFound);
        GivenOnly().When(new RoomCommand.Destroy(null, null, null, null)).ThenNothing();
    }

    [Fact]
    public void A_suspended_session_is_not_sent_what_would_only_bounce() =>
        Given(
                Entered(Owner, "olga", Role.Moderator),
                Entered(Bo, "bo"),
                new RoomEvent.LinkChanged(Bo.Domain, LinkStanding.Unreachable, 1, Noon))
            .WhenReceived(Destroy(Owner))
            .ThenSendsNothingTo(Bo);
}
