using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Service;

/// <summary>What becomes of who answers presence with an error, as the operator wants it. XEP-0045 #impl-service-ghosts.</summary>
public class PresenceErrorsTests
{
    [Fact]
    public void By_default_one_that_proves_nothing_is_a_doubt() =>
        Room(PresenceErrors.Judge).WhenReceived(Error("service-unavailable")).ThenNoEvent().ThenAsks(new RoomRequest.ProbeSession(Ada, ClientFeatures.None));

    [Fact]
    public void Removed_at_once_nothing_is_told_of_why()
    {
        var gone = Room(PresenceErrors.Remove).WhenReceived(Error("service-unavailable")).Then(new RoomEvent.Exited(Ada));

        var seen = Assert.Single(gone.SentTo(Owner));
        Assert.Null(seen.Child("status", Namespaces.Component));
        Assert.Equal("333", seen.Child("x", Namespaces.MucUser)!.Child("status")!["code"]);
    }

    [Fact]
    public void Where_it_is_told_everybody_learns_condition_and_text() =>
        Assert.Equal("Kicked: service unavailable: Nobody home", Why("<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Nobody home</text>"));

    [Fact]
    public void A_text_that_is_too_long_is_left_out()
    {
        Assert.Equal("Kicked: service unavailable", Why(""));
        Assert.Equal("Kicked: service unavailable", Why($"<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>{new string('x', 1025)}</text>"));
    }

    [Theory]
    [InlineData("remote-server-not-found")]
    [InlineData("resource-constraint")]
    [InlineData("forbidden")]
    public void What_says_nothing_of_whether_he_is_there_is_judged_as_ever(string condition) =>
        Room(PresenceErrors.RemoveAndTell).WhenReceived(Error(condition)).ThenNoEvent();

    [Fact]
    public void A_message_that_came_back_is_judged_as_ever() => Room(PresenceErrors.RemoveAndTell)
        .WhenReceived(Error("service-unavailable").Replace("presence", "message", StringComparison.Ordinal))
        .ThenNoEvent();

    private static string? Why(string text) =>
        Room(PresenceErrors.RemoveAndTell).WhenReceived(Error("service-unavailable", text)).SentTo(Owner).Single().Child("status", Namespaces.Component)!.Text;

    private static Situation Room(PresenceErrors errors) =>
        GivenWith(Settings with { PresenceErrors = errors }, Entered(Owner, "olga", Role.Moderator), Entered(Ada, "ada"));

    private static string Error(string condition, string text = "") =>
        $"<presence from='{Ada}' to='tea@muc.example' type='error'><error type='cancel'><{condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>{text}</error></presence>";
}
