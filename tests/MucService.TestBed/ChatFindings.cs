using System.Xml.Linq;
using MucService.TestClient;

namespace MucService.TestBed;

/// <summary>What is wrong with a chat, judged by the stanzas that its people received. Each entry is a sentence.</summary>
public sealed class ChatFindings
{
    private static readonly string[] Everybody = ["Juliet", "Nurse", "Romeo"];

    private readonly Range _mayLose;

    internal ChatFindings(Range mayLose) => _mayLose = mayLose;

    /// <summary>What was acknowledged to whoever did it, and is not known to everybody.</summary>
    public IList<string> Lost { get; } = [];

    /// <summary>What somebody heard twice, as two messages.</summary>
    public IList<string> Doubled { get; } = [];

    /// <summary>What somebody heard in another order than it was said, or than others heard it.</summary>
    public IList<string> Misordered { get; } = [];

    /// <summary>Who sees others in a room than those who are there, or saw somebody go who did not.</summary>
    public IList<string> WrongViews { get; } = [];

    /// <summary>How many messages never came back to whoever said them, with no error: what was with a node that crashed.</summary>
    public int Unanswered { get; private set; }

    /// <summary>How many messages were answered with an error.</summary>
    public int Refused { get; private set; }

    /// <summary>What became of messages that were not heard, a sentence for each room: no fault by itself.</summary>
    public IList<string> Unheard { get; } = [];

    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<string> All => [.. Lost, .. Doubled, .. Misordered, .. WrongViews];

    /// <summary>Everybody is in, as everybody sees it, and nobody was told otherwise on the way.</summary>
    internal void LookAtViews(Chat chat, string room)
    {
        foreach (var (nick, person) in chat.People)
        {
            var seen = RoomView.Of(person, room).Occupants.Keys.Order(StringComparer.Ordinal).ToList();
            if (!seen.SequenceEqual(Everybody, StringComparer.Ordinal))
                WrongViews.Add($"{room}: {nick} sees {string.Join(", ", seen)}");
            foreach (var received in chat.ReceivedBy(nick).Where(received => Chat.RoomOf(received.Stanza) == room && received.Stanza.IsPresence(type: "unavailable")))
                WrongViews.Add($"{room}: {nick} saw {received.Stanza.ToString(SaveOptions.DisableFormatting)}");
        }
    }

    /// <summary>Whoever saw his own message come back knows that it was said: all have it once, and all in one order.</summary>
    internal void LookAtMessages(Chat chat, string room)
    {
        var heard = Everybody.ToDictionary(nick => nick, nick => Heard(chat, nick, room), StringComparer.Ordinal);
        foreach (var (nick, messages) in heard)
        {
            LookForLost(heard, nick, room);
            foreach (var twice in messages.GroupBy(message => (message.Nick, message.Number)).Where(group => group.Count() > 1))
                Doubled.Add($"{room}: {nick} heard {twice.Key} with the ids {string.Join(", ", twice.Select(message => message.Id))}");
            foreach (var speaker in Everybody)
                LookForFalls(messages.Where(message => message.Nick == speaker), nick, room);
        }

        var longest = heard.Values.MaxBy(messages => messages.Count)!;
        var inLongest = longest.ToHashSet();
        foreach (var (nick, messages) in heard)
        {
            var common = messages.ToHashSet();
            if (!longest.Where(common.Contains).SequenceEqual(messages.Where(inLongest.Contains)))
                Misordered.Add($"{room}: {nick} heard messages in another order than others");
        }

        LookForUnheard(chat, room, heard["Romeo"].Where(message => message.Nick == "Romeo").Select(message => message.Number).ToHashSet());
    }

    private void LookForUnheard(Chat chat, string room, HashSet<int> heard)
    {
        var unheard = Enumerable.Range(1, chat.Said).Where(number => !heard.Contains(number)).ToList();
        if (unheard.Count == 0)
            return;

        var errors = chat.ReceivedBy("Romeo").Select(received => received.Stanza).Where(stanza => stanza.Is("message") && (string?)stanza.Attribute("type") == "error" && Chat.RoomOf(stanza) == room)
            .DistinctBy(stanza => (string?)stanza.Attribute("id")).ToList();
        Refused += errors.Count;
        Unanswered += Math.Max(0, unheard.Count - errors.Count);
        var conditions = errors.CountBy(error => error.Element(Names.Client + "error")?.Elements().FirstOrDefault()?.Name.LocalName ?? "no condition").Select(pair => $"{pair.Value} {pair.Key}");
        Unheard.Add($"{room}: Romeo's messages {string.Join(", ", Ranges(unheard))} were not heard; refused: {string.Join(", ", conditions.DefaultIfEmpty("none"))}");
    }

    private static IEnumerable<string> Ranges(List<int> numbers) =>
        numbers.Select((number, index) => (Number: number, Run: number - index)).GroupBy(pair => pair.Run, pair => pair.Number).Select(run => $"{run.First()} to {run.Last()}");

    private void LookForLost(Dictionary<string, List<Line>> heard, string nick, string room)
    {
        foreach (var (other, theirs) in heard)
        {
            var known = theirs.ToHashSet();
            foreach (var message in heard[nick].Where(message => message.Nick == nick && !Within(_mayLose, message.Number) && !known.Contains(message)))
                Lost.Add($"{room}: {other} lacks {message}");
        }
    }

    private void LookForFalls(IEnumerable<Line> messages, string listener, string room)
    {
        var before = 0;
        foreach (var message in messages)
        {
            if (message.Number < before)
                Misordered.Add($"{room}: {listener} heard {message} after {before}");
            before = message.Number;
        }
    }

    // A repeat carries the same stanza-id, and is no second message.
    private static List<Line> Heard(Chat chat, string nick, string room)
    {
        var seen = new HashSet<Line>();
        var lines = new List<Line>();
        foreach (var received in chat.ReceivedBy(nick).Where(received => Chat.RoomOf(received.Stanza) == room))
        {
            foreach (var speaker in Everybody)
            {
                if (Chat.NumberOf(received.Stanza, room, speaker) is > 0 and var number
                    && new Line(speaker, number, IdOf(received.Stanza)) is var line
                    && seen.Add(line))
                {
                    lines.Add(line);
                }
            }
        }

        return lines;
    }

    private static bool Within(Range range, int number) => number >= range.Start.Value && number < range.End.Value;

    private static string? IdOf(XElement stanza) => (string?)stanza.Element(Names.StanzaIds + "stanza-id")?.Attribute("id");

    private sealed record Line(string Nick, int Number, string? Id);
}
