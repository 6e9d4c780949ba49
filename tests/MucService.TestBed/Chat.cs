using System.Globalization;
using System.Xml.Linq;
using MucService.TestClient;

namespace MucService.TestBed;

/// <summary>
/// Steady chat of three people in many rooms, whatever happens to the service meanwhile. All that they say, and what the service
/// answered to the owner who changes the rooms' lists, subjects and roles, is compared in the end with what each of them received.
/// </summary>
public sealed class Chat : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly CancellationTokenSource _enough = new();
    private readonly XmppServer _home;
    private readonly Dictionary<string, XmppClient> _people;
    private readonly Dictionary<string, int> _joinedAt = new(StringComparer.Ordinal);
    private Task _talking = Task.CompletedTask;
    private int _said;

    private Chat(IReadOnlyList<string> rooms, XmppServer home, Dictionary<string, XmppClient> people)
    {
        (Rooms, _home, _people) = (rooms, home, people);
        Lists = new ListKeeping(people["Romeo"], rooms);
        Terms = new RoomTerms(people["Romeo"], rooms);
    }

    /// <summary>Where they talk.</summary>
    public IReadOnlyList<string> Rooms { get; }

    /// <summary>Who talks, by nick; Romeo owns the rooms.</summary>
    public IReadOnlyDictionary<string, XmppClient> People => _people;

    /// <summary>How many messages each room was told by Romeo.</summary>
    public int Said => Volatile.Read(ref _said);

    /// <summary>How many changes of the rooms' lists were answered with a result.</summary>
    public int ListChangesAcknowledged => Lists.Acknowledged;

    /// <summary>How many were refused, because they could not be made durable.</summary>
    public int ListChangesRefused => Lists.Refused;

    private ListKeeping Lists { get; }

    private RoomTerms Terms { get; }

    /// <summary>All enter all rooms, and begin to talk.</summary>
    /// <param name="bed">Where the service runs.</param>
    /// <param name="rooms">Where they talk.</param>
    /// <param name="allRemote">Whether Romeo comes from the remote domain as well, so that the host may be lost.</param>
    public static async Task<Chat> BeginAsync(Bed bed, IReadOnlyList<string> rooms, bool allRemote = false)
    {
        var home = allRemote ? bed.Capulet : bed.Montague;
        var chat = new Chat(rooms, home, new Dictionary<string, XmppClient>(StringComparer.Ordinal)
        {
            ["Juliet"] = await ConnectAsync(bed.Capulet, "juliet"),
            ["Nurse"] = await ConnectAsync(bed.Capulet, "nurse"),
            ["Romeo"] = await ConnectAsync(home, "romeo"),
        });
        foreach (var room in rooms)
        {
            await chat._people["Romeo"].JoinAsync(room, "Romeo");
            await chat._people["Romeo"].UnlockAsync(room);
            await chat._people["Juliet"].JoinAsync(room, "Juliet");
            await chat._people["Nurse"].JoinAsync(room, "Nurse");
        }

        await chat.Terms.SetAsync(chat._people["Juliet"].BareJid);
        foreach (var (nick, person) in chat._people)
            chat._joinedAt[nick] = person.Received.Count;
        chat._talking = Task.WhenAll(chat.TalkAsync(), chat.Lists.KeepAsync(chat._enough.Token), chat.Terms.KeepAsync(chat._enough.Token));
        return chat;
    }

    /// <summary>Waits until everybody has heard something that was said from now on, in every room.</summary>
    public async Task GoesOnAsync()
    {
        var from = Said;
        foreach (var room in Rooms)
        {
            foreach (var (nick, person) in _people)
            {
                await person.Received.WaitForAsync(
                    $"anything new of Romeo in {room} at {person.Jid}",
                    stanza => NumberOf(stanza, room, "Romeo") > from,
                    Patience,
                    _joinedAt[nick]);
            }
        }
    }

    /// <summary>The longest time, since a moment, in which somebody heard nothing in a room.</summary>
    public TimeSpan LongestSilence(long since)
    {
        var longest = TimeSpan.Zero;
        foreach (var nick in _people.Keys)
        {
            var before = Rooms.ToDictionary(room => room, _ => since, StringComparer.Ordinal);
            foreach (var received in ReceivedBy(nick).Where(received => received.At > since))
            {
                if (RoomOf(received.Stanza) is not { } room || !before.TryGetValue(room, out var last) || NumberOf(received.Stanza, room, "Romeo") == 0)
                    continue;

                var silence = received.Since(last);
                longest = silence > longest ? silence : longest;
                before[room] = received.At;
            }
        }

        return longest;
    }

    /// <summary>Ends the talking, waits until all have heard the end of each room, and looks at what they have received.</summary>
    /// <param name="mayLose">Messages from this number to that one may have been lost on their way to some: they were with a crashed holder of the stream.</param>
    public async Task<ChatFindings> EndAsync(Range? mayLose = null)
    {
        await _enough.CancelAsync();
        await _talking.WaitAsync(TimeSpan.FromMinutes(1));
        foreach (var room in Rooms)
        {
            var last = $"the end of {room}";
            await _people["Romeo"].SayAsync(room, last);
            foreach (var person in _people.Values)
                await person.HearsAsync($"{room}/Romeo", last, Patience);
        }

        var findings = new ChatFindings(mayLose ?? 0..0);
        foreach (var room in Rooms)
        {
            findings.LookAtViews(this, room);
            findings.LookAtMessages(this, room);
        }

        await Lists.CompareAsync(findings);
        await using var onlooker = await ConnectAsync(_home, "chorus");
        await Terms.CompareAsync(this, onlooker, findings);
        return findings;
    }

    /// <summary>Ends the talking, and all leave.</summary>
    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _talking.WaitAsync(TimeSpan.FromMinutes(1));
        foreach (var person in _people.Values)
            await person.DisposeAsync();
        _enough.Dispose();
    }

    /// <summary>What somebody received after all had entered.</summary>
    internal IReadOnlyList<Received> ReceivedBy(string nick) => _people[nick].Received.From(_joinedAt[nick]);

    /// <summary>The room that a stanza comes from, or null.</summary>
    internal static string? RoomOf(XElement stanza) => (string?)stanza.Attribute("from") is { } from
        ? from.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? from[..slash] : from
        : null;

    /// <summary>The number that somebody said in a room; 0 if the stanza is something else.</summary>
    internal static int NumberOf(XElement stanza, string room, string nick) =>
        stanza.Is("message") && (string?)stanza.Attribute("type") == "groupchat" && (string?)stanza.Attribute("from") == $"{room}/{nick}"
        && int.TryParse(stanza.Body(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    private static Task<XmppClient> ConnectAsync(XmppServer server, string user) =>
        XmppClient.ConnectAsync(new ClientOptions { Server = server.Clients, Domain = server.Domain, User = user, Resource = "chat" });

    private async Task TalkAsync()
    {
        var others = _people.Values.Where(person => person != _people["Romeo"]).ToList();
        while (!_enough.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref _said);
            var body = number.ToString(CultureInfo.InvariantCulture);
            foreach (var room in Rooms)
            {
                await others[number % others.Count].SayAsync(room, body);
                await _people["Romeo"].SayAsync(room, body);
            }

            await Task.Delay(Pace, _enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
