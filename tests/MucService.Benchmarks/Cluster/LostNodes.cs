using System.Diagnostics;

namespace MucService.Benchmarks.Cluster;

/// <summary>What a lost, leaving or coming node costs those who talk.</summary>
/// <param name="cluster">The nodes.</param>
/// <param name="talk">Who talks.</param>
/// <param name="log">Told what is being measured.</param>
internal sealed class LostNodes(NodeCluster cluster, Talk talk, TextWriter log)
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan ForShardsToMove = TimeSpan.FromSeconds(20);

    /// <summary>Measures each, and gives its row of the table.</summary>
    /// <param name="only">Only those with one of these in their name, separated by commas; empty for all.</param>
    public IEnumerable<Row> Run(string only) => All
        .Where(each => only.Split(',').Any(part => each.What.Contains(part, StringComparison.Ordinal)))
        .Select(each => Measure(each.What, each.Whom(), each.Happen));

    private IEnumerable<(string What, Func<NodeProcess> Whom, Action<NodeProcess> Happen)> All =>
    [
        ("SIGKILL of a node without the stream", () => cluster.Another, node => node.Kill()),
        ("SIGKILL of the node with the stream", () => cluster.Holder, node => node.Kill()),
        ("SIGTERM of a node without the stream", () => cluster.Another, node => node.Terminate()),
        ("SIGTERM of the node with the stream", () => cluster.Holder, node => node.Terminate()),
        ("one node more", () => cluster.OneMore, Start),
        ("one node less", () => cluster.OneMore, node => node.Terminate()),
    ];

    private void Start(NodeProcess node)
    {
        node.Start();
        talk.For(After);
    }

    private Row Measure(string what, NodeProcess node, Action<NodeProcess> happen)
    {
        log.WriteLine(what);
        talk.For(Before);
        var (epochs, gone) = (cluster.Database.Epochs(), talk.Gone);
        int[] from = [.. talk.Rooms.Select(room => room.Count)];
        var (repeats, faults) = (talk.Rooms.Sum(room => room.Repeats), talk.Rooms.Sum(room => room.Faults));
        foreach (var room in talk.Rooms)
            room.LongestPause = TimeSpan.Zero;

        var since = Stopwatch.GetTimestamp();
        happen(node);
        talk.For(After);
        var removed = cluster.RemovedAt(node, since) is { } at ? Stopwatch.GetElapsedTime(since, at) : (TimeSpan?)null;
        foreach (var room in talk.Rooms)
            room.Pause();
        talk.Settle(TimeSpan.FromSeconds(3));

        var row = RowOf(what, epochs, from) with
        {
            Removed = removed,
            Gone = talk.Gone - gone,
            Repeats = talk.Rooms.Sum(room => room.Repeats) - repeats,
            Faults = talk.Rooms.Sum(room => room.Faults) - faults,
        };
        if (row.Faults > 0)
            log.WriteLine(talk.Rooms.First(room => room.FirstFault is not null).FirstFault);
        if (row.Gone > 0)
            log.WriteLine($"{talk.FirstGone}; removed until now: {cluster.Database.Removals()}");
        talk.FirstGone = null;
        cluster.StartAll();
        talk.For(ForShardsToMove);
        return row;
    }

    private Row RowOf(string what, Dictionary<string, long> epochs, int[] from)
    {
        var after = cluster.Database.Epochs();
        var row = new Row(what);
        for (var number = 0; number < talk.Rooms.Count; number++)
        {
            var (room, address) = (talk.Rooms[number], Driving.Names.Room(number));
            if (after.GetValueOrDefault(address) != epochs[address])
                row = row with { Moved = row.Moved + 1, PauseOfMoved = Max(row.PauseOfMoved, room.LongestPause) };
            else
                row = row with { PauseOfOthers = Max(row.PauseOfOthers, room.LongestPause) };
            row.Messages.Add(room.OutcomeOf(from[number], cluster.Host.Streams));
        }

        return row;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>What one of them cost.</summary>
    /// <param name="What">Which.</param>
    internal sealed record Row(string What)
    {
        /// <summary>After which time the others removed the node.</summary>
        public TimeSpan? Removed { get; init; }

        /// <summary>How many rooms came to live elsewhere.</summary>
        public int Moved { get; init; }

        /// <summary>The longest pause of one of those.</summary>
        public TimeSpan PauseOfMoved { get; init; }

        /// <summary>The longest pause of another.</summary>
        public TimeSpan PauseOfOthers { get; init; }

        /// <summary>How many were told that somebody is gone.</summary>
        public long Gone { get; init; }

        /// <summary>Messages heard twice, with the same stanza-id.</summary>
        public long Repeats { get; init; }

        /// <summary>Messages out of order, or twice with another stanza-id.</summary>
        public long Faults { get; init; }

        /// <summary>What became of what was said.</summary>
        public HeardMessages.Outcome Messages { get; } = new();
    }
}
