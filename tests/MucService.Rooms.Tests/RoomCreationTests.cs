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

    private static Situation Creating(RoomSettings settings) => new(NoRoom with { Settings = settings });

    private static string Enters(string who, string nick) =>
        $"<presence from='{who}' to='tea@muc.example/{nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>";
}
