using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.InteropClaims;

/// <summary>What anybody learns of a room and its occupants, and that a room's name can be changed. The service's own answers: <c>ServiceAnswersTests</c>.</summary>
public class EntityClaimsTests
{
    private const string Info = "<query xmlns='http://jabber.org/protocol/disco#info'/>";
    private const string Items = "<query xmlns='http://jabber.org/protocol/disco#items'/>";

    [Fact]
    public void A_room_tells_what_it_is_and_that_it_speaks_this_protocol()
    {
        var info = Disco(Play.Made(), Info);

        Assert.Contains(info.Children, child => child.Name.Local == "identity" && child["category"] == "conference" && child["type"] == "text");
        Assert.Contains(info.Children, child => child.Name.Local == "feature" && child["var"] == "http://jabber.org/protocol/muc");
    }

    [Fact]
    public void A_room_of_one_occupant_has_one_item() =>
        Assert.Single(Disco(Play.Made(), Items).Children);

    [Fact]
    public void Who_is_no_occupant_asks_an_occupant_nothing() =>
        Play.Made().FailToSend(Ada, $"<iq from='{Ada}' id='d' to='{Tea}/olga' type='get'>{Items}</iq>", ErrorCondition.BadRequest);

    [Fact]
    public void The_name_of_the_form_is_the_name_in_the_information() =>
        Assert.Equal("New name", NameOf(Play.Made().Configure("roomname=New name")));

    [Fact]
    public void A_name_that_is_changed_again_is_the_newer_one() =>
        Assert.Equal("New name", NameOf(Play.Made("roomname=First name").Configure("roomname=New name")));

    private static string? NameOf(Play play) => Disco(play, Info).Child("identity")!["name"];

    private static Element Disco(Play play, string query)
    {
        play.Succeed(Ada, "get", query);
        return Assert.Single(play.Told(Ada)).Child("query", query.Contains("#info", StringComparison.Ordinal) ? Namespaces.DiscoInfo : Namespaces.DiscoItems)!;
    }
}
