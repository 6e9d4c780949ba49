using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Occupants;

/// <summary>Somebody with several sessions, where the operator has each of them shown. XEP-0045 #enter-conflict, #schemas-user.</summary>
public class ItemPerSessionTests
{
    private static readonly string PhoneEnters = $"<presence from='{AdasPhone}' to='tea@muc.example/ada'><x xmlns='http://jabber.org/protocol/muc'/></presence>";

    private static readonly Situation Room = GivenWith(
        Settings with { ItemPerSession = true }, Entered(Owner, "olga", Role.Moderator), Entered(Ada, "ada"), Entered(Bo, "bo"));

    [Fact]
    public void Who_may_see_real_JIDs_sees_an_item_for_each_the_one_that_spoke_last_first_and_others_see_one()
    {
        var entered = Room.WhenReceived(PhoneEnters);

        Assert.Equal([AdasPhone.ToString(), Ada.ToString()], Jids(Assert.Single(entered.SentTo(Owner))));
        Assert.Equal([null], Jids(Assert.Single(entered.SentTo(Bo))));
    }

    [Fact]
    public void When_one_leaves_they_see_what_is_left_be_it_one_that_did_not_speak_last()
    {
        var left = Room.WhenReceived(PhoneEnters).Then().WhenReceived($"<presence from='{Ada}' to='tea@muc.example/ada' type='unavailable'/>");

        Assert.Equal([AdasPhone.ToString()], Jids(Assert.Single(left.SentTo(Owner))));
        Assert.Equal(StanzaType.Available, left.SentTo(Owner).Single().Type);
    }

    [Fact]
    public void When_all_are_removed_one_item_says_so()
    {
        var kicked = Room.WhenReceived(PhoneEnters).Then().WhenReceived(
            $"<iq from='{Owner}' id='i' to='tea@muc.example' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item nick='ada' role='none'/></query></iq>");

        Assert.Single(Jids(kicked.SentTo(Owner).First(stanza => stanza.Kind == StanzaKind.Presence)));
    }

    private static IEnumerable<string?> Jids(Stanza presence) =>
        presence.Child("x", Namespaces.MucUser)!.Children.Where(child => child.Name.Local == "item").Select(item => item["jid"]);
}
