using System.Globalization;
using System.Xml.Linq;
using MucService.TestClient;

namespace MucService.TestBed;

/// <summary>An owner who makes somebody a member of a room every now and then, and remembers what he was answered.</summary>
internal sealed class ListKeeping(XmppClient owner, IReadOnlyList<string> rooms)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly HashSet<(string Room, string Member)> _acknowledged = [];

    /// <summary>How many changes were answered with a result.</summary>
    public int Acknowledged => _acknowledged.Count;

    /// <summary>How many were refused, because they could not be made durable.</summary>
    public int Refused { get; private set; }

    /// <summary>Changes lists until it is told to end.</summary>
    public async Task KeepAsync(CancellationToken enough)
    {
        for (var number = 1; !enough.IsCancellationRequested; number++)
        {
            var room = rooms[number % rooms.Count];
            var member = string.Create(CultureInfo.InvariantCulture, $"guest{number}@capulet.lit");
            try
            {
                var answer = await owner.RequestAsync("set", room, Query(new XAttribute("affiliation", "member"), new XAttribute("jid", member)), TimeSpan.FromSeconds(10));
                if ((string?)answer.Attribute("type") == "result")
                    _acknowledged.Add((room, member));
                else
                    Refused++;
            }
            catch (TimeoutException)
            {
                // The request, or its answer, was with a node that crashed: nothing is known of it.
            }

            await Task.Delay(Pace, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Asks for the lists, and finds whoever was acknowledged and is not there.</summary>
    public async Task CompareAsync(ChatFindings findings)
    {
        foreach (var room in rooms)
        {
            XElement? answer = null;
            await Poll.UntilAsync($"the list of {room}", TimeSpan.FromSeconds(60), async () =>
            {
                answer = await owner.RequestAsync("get", room, Query(new XAttribute("affiliation", "member")), TimeSpan.FromSeconds(60));
                return (string?)answer.Attribute("type") == "result";
            });
            var listed = answer!.Descendants(Names.MucAdmin + "item").Select(item => (string?)item.Attribute("jid")).ToHashSet(StringComparer.Ordinal);
            foreach (var (_, member) in _acknowledged.Where(change => change.Room == room && !listed.Contains(change.Member)))
                findings.Lost.Add($"{room}: {member} was made a member, and is none");
        }
    }

    private static XElement Query(params XAttribute[] item) => new(Names.MucAdmin + "query", new XElement(Names.MucAdmin + "item", item));
}
