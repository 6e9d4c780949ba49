using System.Globalization;
using System.Xml.Linq;
using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>
/// Steady chat of three people in many rooms, and what must hold of it whatever happens to the service: everybody sees who is in, and
/// hears each message that its sender saw come back, once and in the same order.
/// </summary>
internal sealed class Chat : IAsyncDisposable
{
    private static readonly string[] Everybody = ["Juliet", "Nurse", "Romeo"];
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _enough = new();
    private readonly IReadOnlyList<string> _rooms;
    private readonly Dictionary<string, XmppClient> _people;
    private readonly Dictionary<string, int> _joinedAt = new(StringComparer.Ordinal);
    private Task _talking = Task.CompletedTask;
    private int _said;

    private Chat(IReadOnlyList<string> rooms, Dictionary<string, XmppClient> people) => (_rooms, _people) = (rooms, people);

    /// <summary>How many messages were said.</summary>
    public int Said => Volatile.Read(ref _said);

    /// <summary>All enter all rooms, and begin to talk.</summary>
    public static async Task<Chat> BeginAsync(Bed bed, IReadOnlyList<string> rooms)
    {
        var chat = new Chat(rooms, new Dictionary<string, XmppClient>(StringComparer.Ordinal)
        {
            ["Romeo"] = await bed.RomeoAsync(),
            ["Juliet"] = await bed.JulietAsync(),
            ["Nurse"] = await People.ConnectAsync(bed.Capulet, "nurse", "hall"),
        });
        foreach (var room in rooms)
        {
            await chat._people["Romeo"].JoinAsync(room, "Romeo");
            await chat._people["Romeo"].UnlockAsync(room);
            await chat._people["Juliet"].JoinAsync(room, "Juliet");
            await chat._people["Nurse"].JoinAsync(room, "Nurse");
        }

        foreach (var (nick, person) in chat._people)
            chat._joinedAt[nick] = person.Received.Count;
        chat._talking = chat.TalkAsync();
        return chat;
    }

    /// <summary>Waits until somebody has heard something that was said from now on, in every room.</summary>
    public async Task GoesOnAsync()
    {
        var from = Said;
        var (romeo, juliet) = (_people["Romeo"], _people["Juliet"]);
        foreach (var room in _rooms)
        {
            await juliet.Received.WaitForAsync(
                $"anything new of Romeo in {room} at {juliet.Jid}",
                stanza => NumberOf(stanza, room, "Romeo") > from,
                Scene.Patience + Scene.Patience,
                _joinedAt["Juliet"]);
        }

        Assert.NotNull(romeo);
    }

    /// <summary>The longest time, since a moment, in which somebody heard nothing in a room.</summary>
    public TimeSpan LongestSilence(long since)
    {
        var longest = TimeSpan.Zero;
        foreach (var (nick, person) in _people)
        {
            foreach (var room in _rooms)
            {
                var before = since;
                foreach (var received in person.Received.From(_joinedAt[nick]).Where(received => received.At > since && NumberOf(received.Stanza, room, "Romeo") > 0))
                {
                    var silence = received.Since(before);
                    longest = silence > longest ? silence : longest;
                    before = received.At;
                }
            }
        }

        return longest;
    }

    /// <summary>Ends the talking, and asserts what must hold.</summary>
    /// <param name="mayLose">Messages from this number to that one may have been lost on their way to some: they were with a crashed holder of the stream.</param>
    public async Task EndsWellAsync(Range? mayLose = null)
    {
        await _enough.CancelAsync();
        await _talking.WaitAsync(Scene.Patience);
        foreach (var room in _rooms)
        {
            var last = $"the end of {room}";
            await _people["Romeo"].SayAsync(room, last);
            foreach (var person in _people.Values)
                await person.HearsAsync($"{room}/Romeo", last, Scene.Patience);
        }

        foreach (var room in _rooms)
            AssertHeld(room, mayLose ?? 0..0);
    }

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _talking.WaitAsync(Scene.Patience);
        foreach (var person in _people.Values)
            await person.DisposeAsync();
        _enough.Dispose();
    }

    private async Task TalkAsync()
    {
        while (!_enough.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref _said);
            foreach (var room in _rooms)
            {
                var (_, person) = _people.ElementAt(number % _people.Count);
                await person.SayAsync(room, number.ToString(CultureInfo.InvariantCulture));
                var romeo = _people["Romeo"];
                if (person != romeo)
                    await romeo.SayAsync(room, number.ToString(CultureInfo.InvariantCulture));
            }

            await Task.Delay(Pace, _enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void AssertHeld(string room, Range mayLose)
    {
        var heard = _people.ToDictionary(person => person.Key, person => Heard(person.Key, room), StringComparer.Ordinal);
        foreach (var (nick, person) in _people)
        {
            var view = RoomView.Of(person, room);
            Assert.Equal(Everybody, view.Occupants.Keys.Order(StringComparer.Ordinal));
            Assert.DoesNotContain(
                person.Received.From(_joinedAt[nick]),
                received => IsOf(received.Stanza, room) && received.Stanza.IsPresence(type: "unavailable"));
        }

        // Whoever saw his own message come back knows that it was said: all have it, and all in one order.
        foreach (var (nick, messages) in heard)
        {
            foreach (var message in messages.Where(message => message.Nick == nick && !IsIn(message.Number, mayLose)))
            {
                foreach (var (other, theirs) in heard)
                    Assert.True(theirs.Contains(message), $"{other} lacks {message} of {nick} in {room}");
            }
        }

        var longest = heard.Values.MaxBy(messages => messages.Count)!;
        foreach (var (nick, messages) in heard)
        {
            Assert.Equal(messages.Count, messages.Select(message => (message.Nick, message.Number)).Distinct().Count());
            var common = messages.ToHashSet();
            Assert.Equal(longest.Where(common.Contains), messages.Where(longest.ToHashSet().Contains));
            Assert.All(Everybody, speaker => AssertRises(messages.Where(message => message.Nick == speaker), nick));
        }
    }

    private static void AssertRises(IEnumerable<Line> messages, string listener)
    {
        var before = 0;
        foreach (var message in messages)
        {
            Assert.True(message.Number > before, $"{listener} heard {message} after {before}");
            before = message.Number;
        }
    }

    // A repeat carries the same stanza-id, and is no second message.
    private List<Line> Heard(string nick, string room)
    {
        var seen = new HashSet<Line>();
        var lines = new List<Line>();
        foreach (var received in _people[nick].Received.From(_joinedAt[nick]))
        {
            foreach (var speaker in Everybody)
            {
                if (NumberOf(received.Stanza, room, speaker) is > 0 and var number
                    && new Line(speaker, number, IdOf(received.Stanza)) is { } line
                    && seen.Add(line))
                {
                    lines.Add(line);
                }
            }
        }

        return lines;
    }

    private static int NumberOf(XElement stanza, string room, string nick) =>
        stanza.Is("message") && (string?)stanza.Attribute("type") == "groupchat" && (string?)stanza.Attribute("from") == $"{room}/{nick}"
        && int.TryParse(stanza.Body(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    private static string? IdOf(XElement stanza) => (string?)stanza.Element(Names.StanzaIds + "stanza-id")?.Attribute("id");

    private static bool IsIn(int number, Range range) => number >= range.Start.Value && number < range.End.Value;

    private static bool IsOf(XElement stanza, string room) =>
        (string?)stanza.Attribute("from") is { } from && (from == room || from.StartsWith($"{room}/", StringComparison.Ordinal));

    private sealed record Line(string Nick, int Number, string? Id);
}
