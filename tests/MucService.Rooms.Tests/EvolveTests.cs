using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests;

public class EvolveTests
{
    [Fact]
    public void A_session_that_entered_is_in_the_room()
    {
        var room = Given(Entered(Ada, "ada"), Entered(AdasPhone, "ada"), Entered(Bo, "bo")).Room;

        Assert.Equal(2, room.Occupants.Count);
        Assert.Equal(new[] { Ada, AdasPhone }, room.ByNick(Nick("ada"))!.RealJids.AsEnumerable());
        Assert.Equal("bo", room.ByRealJid(Bo)!.Nick.Value);
    }

    [Fact]
    public void A_temporary_room_is_gone_with_its_last_session()
    {
        var room = Given(Entered(Ada, "ada"), new RoomEvent.Exited(Ada)).Room;

        Assert.False(room.Exists);
        Assert.Empty(room.Affiliations);
    }
}
