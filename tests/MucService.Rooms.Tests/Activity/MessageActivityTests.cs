using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Activity;

/// <summary>XEP-0502.</summary>
public class MessageActivityTests
{
    private static readonly RoomConfig Open = new() { Persistent = true };
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void What_was_said_in_the_last_day_is_told_by_the_hour() =>
        Assert.Equal("0.5", AfterSaying(12, every: Hour, askedAt: 24 * Hour));

    [Fact]
    public void What_was_said_before_does_not_count() =>
        Assert.Equal("0", AfterSaying(12, every: Hour, askedAt: 72 * Hour));

    [Fact]
    public void Where_more_was_said_than_is_kept_the_kept_messages_tell_the_rate() =>
        Assert.Equal("60", AfterSaying(500, every: TimeSpan.FromMinutes(1), askedAt: TimeSpan.FromMinutes(500)));

    [Fact]
    public void The_first_words_in_a_new_room_are_no_flood() =>
        Assert.Equal("2", AfterSaying(2, every: TimeSpan.FromSeconds(1), askedAt: TimeSpan.FromSeconds(5)));

    [Fact]
    public void A_room_in_which_nothing_was_said_is_silent() => Assert.Equal("0", Told(Given(new RoomEvent.Configured(Open)), Hour));

    [Theory]
    [InlineData("<composing xmlns='http://jabber.org/protocol/chatstates'/>")]
    [InlineData("<body>Sconse? Scones!</body><replace xmlns='urn:xmpp:message-correct:0' id='m0'/>")]
    public void Messages_without_a_body_and_corrections_do_not_count(string children) =>
        Assert.Equal("0", Told(Given(new RoomEvent.Configured(Open), Entered(Ada, "ada")).WhenReceived(Say(children)).Then(), Hour));

    [Fact]
    public void Private_messages_do_not_count() =>
        Assert.Equal("0", Told(
            Given(new RoomEvent.Configured(Open), Entered(Ada, "ada"), Entered(Bo, "bo"))
                .WhenReceived($"<message from='{Ada}' to='{Tea}/bo' id='m1' type='chat'><body>Psst</body></message>").Then(),
            Hour));

    [Fact]
    public void Only_rooms_that_anyone_finds_and_enters_tell_it()
    {
        Assert.Null(Told(Given(new RoomEvent.Configured(Open with { Persistent = false })), Hour));
        Assert.Null(Told(Given(new RoomEvent.Configured(Open with { Public = false })), Hour));
        Assert.Null(Told(Given(new RoomEvent.Configured(Open with { MembersOnly = true })), Hour));
        Assert.Null(Told(Given(new RoomEvent.Configured(Open with { Password = "sesame" })), Hour));
    }

    [Fact]
    public void A_room_that_keeps_no_messages_does_not_know() =>
        Assert.Null(Told(GivenWith(Settings with { HistorySize = 0 }, new RoomEvent.Configured(Open)), Hour));

    private static string? AfterSaying(int messages, TimeSpan every, TimeSpan askedAt)
    {
        var room = Given(new RoomEvent.Configured(Open), Entered(Ada, "ada"));
        for (var number = 0; number < messages; number++)
            room = room.WhenReceived(Say("<body>Scones?</body>"), number * every).Then();

        return Told(room, askedAt);
    }

    private static string? Told(Situation room, TimeSpan at) => DataForm.In(
        room.WhenReceived($"<iq from='{Cy}' to='{Tea}' id='i' type='get'><query xmlns='{Namespaces.DiscoInfo}'/></iq>", at).Sent.Single().Child("query", Namespaces.DiscoInfo)!,
        Namespaces.MucRoomInfo)!.Text("{urn:xmpp:muc-activity}message-activity");

    private static string Say(string children) => $"<message from='{Ada}' to='{Tea}' id='m1' type='groupchat'>{children}</message>";
}
