using System.Diagnostics;
using System.Globalization;
using System.Text;
using MucService.Benchmarks.Driving;

namespace MucService.Benchmarks.Cluster;

/// <summary>A list of many rooms, asked for page by page as a client does. It is read from the table of rooms: no room is woken by it.</summary>
/// <param name="cluster">The nodes.</param>
/// <param name="rooms">How many rooms.</param>
internal sealed class ListedRooms(NodeCluster cluster, int rooms)
{
    private const int PageSize = 100;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    private string? _answer;

    /// <summary>For all pages together.</summary>
    public TimeSpan All { get; private set; }

    /// <summary>For the slowest page.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>How many rooms all pages named; each of them once, if that is how many there are.</summary>
    public int Listed { get; private set; }

    /// <summary>How many rooms were started by being asked for.</summary>
    public long Woken { get; private set; }

    /// <summary>Makes the rooms, and lists them.</summary>
    public void Run()
    {
        cluster.Database.Execute(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            INSERT INTO rooms (room, service, epoch, owner, created_at, locked, persistent, public, members_only, password_protected,
                               has_journal, name, description, occupants, next_order, occupant_id_key)
            SELECT 'listed' || lpad(i::text, 6, '0') || '@{Names.Service}', '{Names.Service}', 0, 'owner@{Names.Near}', 0, false, true, true, false, false,
                   false, 'Room ' || i, '', 0, 1, ''
            FROM generate_series(1, {rooms}) AS i;
            ANALYZE rooms
            """));
        cluster.Host.OnAnswer = stanza => _answer = Encoding.UTF8.GetString(stanza);

        HashSet<string> listed = new(StringComparer.Ordinal);
        var began = Stopwatch.GetTimestamp();
        for (string? after = ""; after is not null;)
        {
            var asked = Stopwatch.GetTimestamp();
            var page = Ask(after);
            var took = Stopwatch.GetElapsedTime(asked);
            Slowest = took > Slowest ? took : Slowest;
            foreach (var item in page.Split("<item ").Skip(1))
                listed.Add(Attribute(item, "jid"));
            after = page.Contains("<last>", StringComparison.Ordinal) ? page.Split("<last>")[1].Split("</last>")[0] : null;
        }

        All = Stopwatch.GetElapsedTime(began);
        Listed = listed.Count;
        Woken = cluster.Database.StartedAfter(0);
    }

    private string Ask(string after)
    {
        _answer = null;
        cluster.Host.Send(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"<iq type='get' from='{Names.Occupant(0)}' to='{Names.Service}' id='page'><query xmlns='http://jabber.org/protocol/disco#items'>"
            + $"<set xmlns='http://jabber.org/protocol/rsm'><max>{PageSize}</max>{(after.Length == 0 ? "" : $"<after>{after}</after>")}</set></query></iq>")));
        cluster.Host.RunUntil(() => _answer?.Contains("id='page'", StringComparison.Ordinal) is true, "a page of the list of rooms", AnswerLimit);
        return _answer!;
    }

    private static string Attribute(string element, string name) => element.Split($"{name}='")[1].Split('\'')[0];
}
