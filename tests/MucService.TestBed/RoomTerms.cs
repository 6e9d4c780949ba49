using System.Globalization;
using System.Xml.Linq;
using MucService.TestClient;

namespace MucService.TestBed;

/// <summary>
/// What the owner decides in rooms beside their lists: the configuration and an affiliation, once; the subject and a role, again and again. In the end it is compared
/// with what each of those who talk was shown, and with what whoever enters then is shown.
/// </summary>
internal sealed class RoomTerms(XmppClient owner, IReadOnlyList<string> rooms)
{
    private const string Onlooker = "Chorus";
    private const string RoomName = "muc#roomconfig_roomname";
    private const string WhoIs = "muc#roomconfig_whois";
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // What Juliet may be in a room: more than one where a request has had no answer.
    private readonly Dictionary<string, HashSet<string>> _roles = rooms.ToDictionary(room => room, _ => new HashSet<string>(["participant"], StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Decides it in all rooms, and waits until that is done.</summary>
    /// <param name="juliet">Her bare JID: she becomes a member of each room, and a moderator, whom nothing but her role makes one.</param>
    public async Task SetAsync(string juliet)
    {
        foreach (var room in rooms)
        {
            await AcceptsAsync(room, () => owner.ConfigureAsync(room, (RoomName, NameOf(room)), (WhoIs, "anyone")));
            await AcceptsAsync(room, () => owner.AdministrateAsync(room, "member", juliet));
            await ChangeRoleAsync(room, "moderator");
            var from = owner.Received.Count;
            await ChangeSubjectAsync(room, "0");
            await owner.Received.WaitForAsync($"subject of {room}", stanza => stanza.Is("message", $"{room}/Romeo") && stanza.Element(Names.Client + "subject")?.Value == "0", Patience, from);
        }
    }

    /// <summary>Changes roles and subjects until it is told to end.</summary>
    public async Task KeepAsync(CancellationToken enough)
    {
        for (var number = 1; !enough.IsCancellationRequested; number++)
        {
            var room = rooms[number % rooms.Count];
            await ChangeSubjectAsync(room, number.ToString(CultureInfo.InvariantCulture));
            await ChangeRoleAsync(room, number / rooms.Count % 2 == 0 ? "participant" : "moderator");
            await Task.Delay(Pace, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Has somebody enter, and finds out who was shown anything else than he is.</summary>
    /// <param name="chat">Who talks.</param>
    /// <param name="onlooker">Who enters.</param>
    /// <param name="findings">What is wrong.</param>
    public async Task CompareAsync(Chat chat, XmppClient onlooker, ChatFindings findings)
    {
        foreach (var room in rooms)
        {
            await onlooker.JoinAsync(room, Onlooker);

            // What may have been lost with a stream is told again once that is known.
            IReadOnlyList<string> wrong = [];
            try
            {
                await Poll.UntilAsync($"all see {room} alike", Patience, () => Task.FromResult((wrong = Wrong(chat, onlooker, room)).Count == 0));
            }
            catch (TimeoutException)
            {
                foreach (var sentence in wrong)
                    findings.WrongViews.Add(sentence);
            }

            await CompareConfigurationAsync(room, findings);
        }
    }

    // A node refuses what must last when it first uses a connection that a restart of the database has cut.
    private static Task AcceptsAsync(string room, Func<Task> ask) => Poll.UntilAsync($"{room} accepts what its owner decides", Patience, async () =>
    {
        try
        {
            await ask();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    });

    private List<string> Wrong(Chat chat, XmppClient onlooker, string room)
    {
        var wrong = new List<string>();
        var shown = Shown(RoomView.Of(onlooker, room));
        var expected = _roles[room].Select(role => $"{Occupant("Juliet", "member", role)}, {Occupant("Nurse", "none", "participant")}, {Occupant("Romeo", "owner", "moderator")}; ").ToList();
        if (!expected.Exists(possible => shown.StartsWith(possible, StringComparison.Ordinal)))
            wrong.Add($"{room}: who enters is shown {shown} in place of {string.Join(" or ", expected)}");
        foreach (var (nick, person) in chat.People)
        {
            var seen = Shown(RoomView.Of(person, room));
            if (seen != shown)
                wrong.Add($"{room}: {nick} was shown {seen}, and who enters {shown}");
        }

        return wrong;

        string Occupant(string nick, string affiliation, string role) => $"{nick} {affiliation} {role} {chat.People[nick].Jid}";
    }

    /// <summary>Occupants with all that is told of them, who is annotated, and the subject.</summary>
    private static string Shown(RoomView view)
    {
        var occupants = view.Occupants.Where(occupant => occupant.Key != Onlooker).OrderBy(occupant => occupant.Key, StringComparer.Ordinal).Select(occupant =>
        {
            var item = occupant.Value.Descendants(Names.MucUser + "item").FirstOrDefault();
            return $"{occupant.Key} {(string?)item?.Attribute("affiliation")} {(string?)item?.Attribute("role")} {(string?)item?.Attribute("jid")}";
        });
        return $"{string.Join(", ", occupants)}; annotated: {string.Join(", ", view.Annotated)}; subject: {view.Subject}";
    }

    private async Task CompareConfigurationAsync(string room, ChatFindings findings)
    {
        var form = await owner.RequestAsync("get", room, new XElement(Names.MucOwner + "query"), Patience);
        if ((ValueOf(form, RoomName), ValueOf(form, WhoIs)) is var configured && configured != (NameOf(room), "anyone"))
            findings.Lost.Add($"{room}: the configuration is {configured}");
    }

    private async Task ChangeRoleAsync(string room, string role)
    {
        var item = new XElement(Names.MucAdmin + "item", new XAttribute("nick", "Juliet"), new XAttribute("role", role));
        try
        {
            var answer = await owner.RequestAsync("set", room, new XElement(Names.MucAdmin + "query", item), TimeSpan.FromSeconds(10));
            if ((string?)answer.Attribute("type") != "result")
                return;
            _roles[room].Clear();
        }
        catch (TimeoutException)
        {
            // The request, or its answer, was with a node that crashed: nothing is known of it.
        }

        _roles[room].Add(role);
    }

    private Task<long> ChangeSubjectAsync(string room, string subject) => owner.SendAsync(new XElement(
        Names.Client + "message",
        new XAttribute("to", room),
        new XAttribute("type", "groupchat"),
        new XAttribute("id", owner.NewId()),
        new XElement(Names.Client + "subject", subject)));

    private static string NameOf(string room) => $"The {room[..room.IndexOf('@', StringComparison.Ordinal)]}";

    private static string? ValueOf(XElement form, string field) =>
        form.Descendants(Names.Data + "field").FirstOrDefault(found => (string?)found.Attribute("var") == field)?.Element(Names.Data + "value")?.Value;
}
