using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Occupants;

public class SendHistoryTests
{
    [Fact]
    public void It_comes_after_all_presence_and_before_the_subject() =>
        Assert.Equal(
            ["tea@muc.example/bo", "tea@muc.example/ada", "one", "two", "three", ""],
            Enter("").SentTo(Ada).Select(stanza => stanza.Kind == StanzaKind.Presence ? stanza.From!.ToString() : Body(stanza)));

    [Fact]
    public void It_is_stamped_by_the_room()
    {
        var delay = Messages(Enter("")).First().Child("delay", Namespaces.Delay)!;

        Assert.Equal(("tea@muc.example", "2026-01-02T12:01:00Z"), (delay["from"], delay["stamp"]));
    }

    [Theory]
    [InlineData("maxstanzas='2'", "two three")]
    [InlineData("maxstanzas='0'", "")]
    [InlineData("maxchars='0'", "")]
    [InlineData("seconds='130'", "two three")]
    [InlineData("since='2026-01-02T12:02:30Z'", "three")]
    [InlineData("since='1970-01-01T00:00:00Z'", "one two three")]
    [InlineData("maxstanzas='2' since='2026-01-02T12:02:30Z'", "three")]
    [InlineData("maxstanzas='-1' seconds='soon' since='never'", "one two three")]
    public void The_newest_that_meet_every_wish_are_sent(string wish, string bodies) =>
        Assert.Equal(bodies, string.Join(' ', Messages(Enter(wish)).Select(Body)));

    [Fact]
    public void Characters_are_those_of_the_stanzas_as_they_are_written()
    {
        var whole = Messages(Enter("")).Select(stanza => Wire.StanzaRenderer.RenderToBytes(stanza).Length).ToList();

        Assert.Equal(2, Messages(Enter($"maxchars='{whole[1] + whole[2]}'")).Count());
        Assert.Single(Messages(Enter($"maxchars='{whole[1] + whole[2] - 1}'")));
    }

    [Fact]
    public void Not_more_is_kept_than_the_operator_allows()
    {
        var situation = Talk(GivenWith(Settings with { HistorySize = 2 }, Entered(Bo, "bo")));

        Assert.Equal((2, 3), (situation.Room.History.Count, situation.Room.History.LastNumber));
    }

    private static Outcome Enter(string wish) => Talk(Given(Entered(Bo, "bo"))).WhenReceived($"""
        <presence from='ada@home.example/desk' to='tea@muc.example/ada'>
          <x xmlns='http://jabber.org/protocol/muc'>{(wish.Length > 0 ? $"<history {wish}/>" : "")}</x>
        </presence>
        """, later: TimeSpan.FromMinutes(4));

    private static Situation Talk(Situation situation)
    {
        var minute = 0;
        foreach (var word in new[] { "one", "two", "three" })
        {
            situation = situation.WhenReceived(
                $"<message from='bo@away.example/phone' id='{word}' to='tea@muc.example' type='groupchat'><body>{word}</body></message>",
                TimeSpan.FromMinutes(++minute)).Then();
        }

        return situation;
    }

    private static IEnumerable<Stanza> Messages(Outcome outcome) =>
        outcome.SentTo(Ada).Where(stanza => stanza.Payload("body", Namespaces.Component) is not null);

    private static string Body(Stanza stanza) => StanzaXml.Render(stanza).Elements().First().Value;
}
