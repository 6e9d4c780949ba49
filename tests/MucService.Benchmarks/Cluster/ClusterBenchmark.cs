using System.Globalization;

namespace MucService.Benchmarks.Cluster;

/// <summary>Measures three nodes on one PostgreSQL behind one host: what their loss costs, and that rooms come back by themselves.</summary>
internal static class ClusterBenchmark
{
    private const int Nodes = 3;

    // Nodes that have just started compile what they run most: on two cores that takes so long, and the cores.
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(1);

    /// <summary>Measures what is asked for, and writes it as Markdown.</summary>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter log)
    {
        var options = ClusterOptions.Parse(arguments);
        if (options.Parts.Contains("talk"))
            Talk(options, output, log);
        if (options.Parts.Contains("wake"))
            Wake(options, output, log);
        if (options.Parts.Contains("directory"))
            List(options, output, log);
        return 0;
    }

    private static void Talk(ClusterOptions options, TextWriter output, TextWriter log)
    {
        using var cluster = new NodeCluster(Nodes, options.Settings);
        cluster.StartAll();
        var talk = new Talk(cluster.Host, options.Rooms, options.Pace);
        talk.Enter();
        talk.For(WarmUp);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Rooms} rooms × {Cluster.Talk.Occupants}, a message in each every {options.Pace.TotalMilliseconds:0} ms"));
        output.WriteLine();
        output.WriteLine("| | removed after | rooms moved | their longest pause | longest pause of others | said | lost | heard by some only | with the ended stream | refused | repeats | faults | occupants gone |");
        output.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var row in new LostNodes(cluster, talk, log).Run(options.Only))
        {
            var messages = row.Messages;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {row.What} | {Seconds(row.Removed)} | {row.Moved} | {Seconds(row.PauseOfMoved)} | {Seconds(row.PauseOfOthers)} | {messages.Said} | {messages.Lost} | {messages.HeardBySome} | {messages.WithTheStream} | {messages.Refused} | {row.Repeats} | {row.Faults} | {row.Gone} |"));
            output.Flush();
        }

        output.WriteLine();
    }

    private static void Wake(ClusterOptions options, TextWriter output, TextWriter log)
    {
        log.WriteLine("rooms come back by themselves");
        using var cluster = new NodeCluster(Nodes, options.Settings);
        cluster.StartAll();
        var waking = new WakingRooms(cluster, options.Waking);
        waking.Run();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Waking} occupied rooms on {Nodes} nodes, one of them killed: removed after {Seconds(waking.Removed)}; its {waking.OfThatNode} rooms were back {Seconds(waking.Woken)} later; all had told {Seconds(waking.Annotated)} later that half of their occupants cannot be reached"));
        output.WriteLine();
    }

    private static void List(ClusterOptions options, TextWriter output, TextWriter log)
    {
        log.WriteLine("list of rooms");
        using var cluster = new NodeCluster(Nodes, options.Settings);
        cluster.StartAll();
        var listed = new ListedRooms(cluster, options.Listed);
        listed.Run();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{listed.Listed} of {options.Listed} rooms listed in pages of 100 in {Seconds(listed.All)}, the slowest page {listed.Slowest.TotalMilliseconds:0} ms; {listed.Woken} rooms were woken by it"));
    }

    private static string Seconds(TimeSpan? time) => time is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.TotalSeconds:0.0} s") : "";
}
