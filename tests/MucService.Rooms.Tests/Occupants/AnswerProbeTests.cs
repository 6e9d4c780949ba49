using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Occupants;

public class AnswerProbeTests
{
    private static readonly Situation Room = Given(
        Configured(config => config with { PresenceBroadcast = [Role.Moderator] }),
        Entered(Owner, "olga", Role.Moderator),
        Entered(Ada, "ada"),
        Entered(Bo, "bo"),
        new RoomEvent.AffiliationGranted(Cy.Bare, Affiliation.Member, Owner.Bare, Reason: null, Nick("cy")));

    [Fact]
    public void It_is_no_wish_to_enter() =>
        Room.WhenReceived(Probe(Cy, "cy")).ThenRefused(Cy, ErrorCondition.NotAcceptable);

    [Fact]
    public void An_occupant_is_told_how_another_is() => Room.WhenReceived(Probe(Ada, "olga")).ThenNoEvent().ThenSendsTo(Ada, """
        <presence from='tea@muc.example/olga' to='ada@home.example/desk'>
          <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator'/></x>
        </presence>
        """);

    [Fact]
    public void And_how_he_is_himself_without_status_110_which_is_for_what_he_did_not_ask_for() => Room.WhenReceived(Probe(Ada, "ada")).ThenSendsTo(Ada, """
        <presence from='tea@muc.example/ada' to='ada@home.example/desk'>
          <x xmlns='http://jabber.org/protocol/muc#user'>
            <item affiliation='none' jid='ada@home.example/desk' role='participant'/>
          </x>
        </presence>
        """);

    [Fact]
    public void Whose_presence_is_not_broadcast_is_shown_to_moderators_only()
    {
        Room.WhenReceived(Probe(Ada, "bo")).ThenRefused(Ada, ErrorCondition.ItemNotFound);
        Room.WhenReceived(Probe(Owner, "bo")).ThenSendsTo(Owner, """
            <presence from='tea@muc.example/bo' to='olga@home.example/desk'>
              <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' jid='bo@away.example/phone' role='participant'/></x>
            </presence>
            """);
    }

    [Fact]
    public void Of_a_reserved_nick_it_is_told_that_its_holder_is_away() => Room.WhenReceived(Probe(Owner, "cy")).ThenSendsTo(Owner, """
        <presence from='tea@muc.example/cy' to='olga@home.example/desk' type='unavailable'>
          <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='cy@away.example' nick='cy' role='none'/></x>
        </presence>
        """);

    [Fact]
    public void Of_a_nick_that_nobody_has_nothing_is_known() =>
        Room.WhenReceived(Probe(Ada, "nobody")).ThenRefused(Ada, ErrorCondition.ItemNotFound);

    private static string Probe(FullJid from, string nick) => $"<presence from='{from}' to='tea@muc.example/{nick}' type='probe'/>";
}
