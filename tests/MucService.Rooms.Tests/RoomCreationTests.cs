using MucService.Rooms.Protection;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests;

/// <summary>What the operator allows for the whole service.</summary>
public class RoomCreationTests
{
    private static readonly string AdaEnters = Enters("ada@home.example/desk", "ada");

    [Theory]
    [InlineData(RoomCreation.Nobody, "muc.example", false)]
    [InlineData(RoomCreation.Listed, "muc.example", false)]
    [InlineData(RoomCreation.Local, "muc.example", false)]
    [InlineData(RoomCreation.Local, "muc.nothome.example", false)]
    [InlineData(RoomCreation.Local, "muc.home.example", true)]
    [InlineData(RoomCreation.Everyone, "muc.example", true)]
    public void Who_may_not_create_rooms_is_told_so(RoomCreation creation, string service, bool may)
    {
        var outcome = Creating(Settings with { Creation = creation, Service = Domain.Parse(service) }).WhenReceived(AdaEnters);

        Assert.Equal(may, outcome.After.Exists);
        if (!may)
            outcome.ThenRefused(Ada, ErrorCondition.NotAllowed);
    }

    [Theory]
    [InlineData("home.example", true)]
    [InlineData("elsewhere.example", false)]
    public void Who_has_an_account_at_the_host_that_the_operator_names_is_local(string host, bool may) =>
        Assert.Equal(may, Creating(Settings with { Creation = RoomCreation.Local, Service = Domain.Parse("muc.home.example"), Host = Domain.Parse(host) }).WhenReceived(AdaEnters).After.Exists);

    [Theory]
    [InlineData("ada@home.example")]
    [InlineData("home.example")]
    public void Who_is_listed_may_himself_or_with_all_of_his_domain(string listed) =>
        Assert.True(Creating(Settings with { Creation = RoomCreation.Listed, Creators = [BareJid.Parse(listed)] }).WhenReceived(AdaEnters).After.Exists);

    [Fact]
    public void An_admin_always_may() =>
        Assert.True(Creating(Settings with { Creation = RoomCreation.Nobody, Admins = [Ada.Bare] }).WhenReceived(AdaEnters).After.Exists);

    [Fact]
    public void Who_may_not_create_rooms_may_enter_those_there_are() =>
        Assert.NotNull(GivenWith(Settings with { Creation = RoomCreation.Nobody }).WhenReceived(AdaEnters).After.ByRealJid(Ada));

    [Fact]
    public void The_name_of_a_new_room_is_bounded()
    {
        Creating(Settings with { MaxRoomNameBytes = 2 }).WhenReceived(AdaEnters).ThenRefused(Ada, ErrorCondition.PolicyViolation);
        Assert.True(Creating(Settings with { MaxRoomNameBytes = 3 }).WhenReceived(AdaEnters).After.Exists);
    }

    [Fact]
    public void A_nick_is_bounded_in_bytes_at_entry_and_at_its_change()
    {
        var settings = Settings with { MaxNickBytes = 3 };

        GivenWith(settings).WhenReceived(Enters(Ada.ToString(), "\u00e4da")).ThenRefused(Ada, ErrorCondition.PolicyViolation);
        GivenWith(settings, Entered(Ada, "ada"))
            .WhenReceived("<presence from='ada@home.example/desk' to='tea@muc.example/adam'/>").ThenRefused(Ada, ErrorCondition.PolicyViolation);
    }

    [Theory]
    [InlineData("tea@muc.example' type='groupchat")]
    [InlineData("tea@muc.example/bo' type='chat")]
    public void A_message_is_bounded_to_all_and_to_one(string to)
    {
        var room = GivenWith(Settings with { MaxMessageBytes = 100 }, Entered(Ada, "ada"), Entered(Bo, "bo"));

        room.WhenReceived($"<message from='{Ada}' to='{to}'><body>{new string('x', 200)}</body></message>").ThenRefused(Ada, ErrorCondition.PolicyViolation);
        Assert.NotEmpty(room.WhenReceived($"<message from='{Ada}' to='{to}'><body>x</body></message>").SentTo(Bo));
    }

    [Fact]
    public void A_name_that_the_operator_does_not_allow_is_no_room_but_for_his_admins()
    {
        var settings = Settings with { RoomNames = new NamePolicy { Reserved = ["tea"] } };

        Creating(settings).WhenReceived(AdaEnters).ThenRefused(Ada, ErrorCondition.PolicyViolation);
        Assert.True(Creating(settings with { Admins = [Ada.Bare] }).WhenReceived(AdaEnters).After.Exists);
        Assert.NotNull(GivenWith(settings).WhenReceived(AdaEnters).After.ByRealJid(Ada));
    }

    [Fact]
    public void A_nick_that_the_operator_does_not_allow_cannot_be_used_changed_to_or_registered()
    {
        var settings = Settings with { Nicks = new NamePolicy { Reserved = [Nick("Admin").Comparable] } };

        GivenWith(settings).WhenReceived(Enters(Ada.ToString(), "ADMIN")).ThenRefused(Ada, ErrorCondition.PolicyViolation);
        GivenWith(settings, Entered(Ada, "ada"))
            .WhenReceived("<presence from='ada@home.example/desk' to='tea@muc.example/admin'/>").ThenRefused(Ada, ErrorCondition.PolicyViolation);
        GivenWith(settings, Entered(Ada, "ada")).WhenReceived("""
            <iq from='ada@home.example/desk' to='tea@muc.example' type='set' id='r1'><query xmlns='jabber:iq:register'>
              <x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field>
              <field var='muc#register_roomnick'><value>admin</value></field></x></query></iq>
            """).ThenRefused(Ada, ErrorCondition.PolicyViolation);
        Assert.NotNull(GivenWith(settings with { Admins = [Ada.Bare] }).WhenReceived(Enters(Ada.ToString(), "Admin")).After.ByRealJid(Ada));
    }

    [Fact]
    public void An_admin_of_a_room_cannot_reserve_a_nick_that_the_operator_does_not_allow() =>
        GivenWith(Settings with { MaxNickBytes = 3 }, Entered(Owner, "o", Role.Moderator)).WhenReceived("""
            <iq from='olga@home.example/desk' to='tea@muc.example' type='set' id='m1'><query xmlns='http://jabber.org/protocol/muc#admin'>
              <item affiliation='member' jid='ada@home.example' nick='adaada'/></query></iq>
            """).ThenRefused(Owner, ErrorCondition.PolicyViolation);

    [Fact]
    public void The_status_of_a_presence_is_bounded_at_entry_and_later()
    {
        var settings = Settings with { MaxStatusBytes = 100 };
        var status = $"<status>{new string('x', 100)}</status>";

        GivenWith(settings).WhenReceived($"<presence from='{Ada}' to='tea@muc.example/ada'><x xmlns='http://jabber.org/protocol/muc'/>{status}</presence>")
            .ThenRefused(Ada, ErrorCondition.PolicyViolation);
        GivenWith(settings, Entered(Ada, "ada")).WhenReceived($"<presence from='{Ada}' to='tea@muc.example/ada'>{status}</presence>")
            .ThenRefused(Ada, ErrorCondition.PolicyViolation);
    }

    [Fact]
    public void Whoever_has_enough_rooms_is_told_so()
    {
        var room = NoRoom with { Settings = Settings with { MaxRoomsPerOwner = 7 } };

        var refused = Creations.TooMany(room, Stanza(AdaEnters));

        Assert.Equal(new StanzaError(ErrorType.Wait, ErrorCondition.ResourceConstraint, "You may not have more than 7 rooms here at a time."), refused.Refusal!.Error);
    }

    private static Situation Creating(RoomSettings settings) => new(NoRoom with { Settings = settings });

    private static string Enters(string who, string nick) =>
        $"<presence from='{who}' to='tea@muc.example/{nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>";
}
