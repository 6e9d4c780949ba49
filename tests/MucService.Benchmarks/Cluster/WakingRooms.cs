using System.Diagnostics;
using MucService.Benchmarks.Driving;

namespace MucService.Benchmarks.Cluster;

/// <summary>
/// Many rooms in which nobody says anything, and one of their nodes is killed at the moment in which a remote domain is lost: the rooms
/// come back by themselves, and tell who is there that half of them cannot be reached.
/// </summary>
/// <param name="cluster">The nodes.</param>
/// <param name="rooms">How many rooms, on all nodes together.</param>
internal sealed class WakingRooms(NodeCluster cluster, int rooms)
{
    private const int EntriesAtOnce = 1000;
    private static readonly TimeSpan EntryLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WakeLimit = TimeSpan.FromMinutes(2);

    private readonly HashSet<int> _annotated = [];
    private long _subjects;
    private long _lastAnnotated;

    /// <summary>How many rooms the killed node had.</summary>
    public long OfThatNode { get; private set; }

    /// <summary>From the kill until the node was removed.</summary>
    public TimeSpan Removed { get; private set; }

    /// <summary>From then on until all its rooms had come back.</summary>
    public TimeSpan Woken { get; private set; }

    /// <summary>From then on until all rooms had told that somebody in them cannot be reached.</summary>
    public TimeSpan Annotated { get; private set; }

    /// <summary>Fills the rooms, and kills a node.</summary>
    public void Run()
    {
        var host = cluster.Host;
        host.OnMessage = _ => _subjects++;
        host.OnPresence = Take;
        Fill(host);
        Rest(host, TimeSpan.FromSeconds(15));

        var epochs = cluster.Database.Epochs();
        var newest = epochs.Values.Max();
        var killed = cluster.Another;
        var since = Stopwatch.GetTimestamp();
        killed.Kill();
        host.Duties.IsFarLost = true;
        var (woken, annotated) = WaitUntilAllAreBack(host, newest);
        var removed = cluster.RemovedAt(killed, since) ?? throw new InvalidOperationException($"No node said that it removed another:\n{cluster.Holder.Log}");
        Removed = Stopwatch.GetElapsedTime(since, removed);
        Woken = Stopwatch.GetElapsedTime(removed, woken);
        Annotated = Stopwatch.GetElapsedTime(removed, annotated);
        OfThatNode = cluster.Database.StartedAfter(newest);
    }

    private void Fill(ClusterHost host)
    {
        var joined = 0;
        host.RunUntil(
            () =>
            {
                for (; joined < rooms * 2 && joined - _subjects < EntriesAtOnce; joined++)
                    host.Send(Names.Join(joined, joined / 2, joined % 2 == 0 ? Names.Near : Names.Far, HostDuties.Capabilities));
                return _subjects >= rooms * 2;
            },
            $"entries to {rooms} rooms",
            EntryLimit);
    }

    private static void Rest(ClusterHost host, TimeSpan time)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < time)
            host.Step(TimeSpan.FromMilliseconds(5));
    }

    // All are back when for some seconds no other has come.
    private (long Woken, long Annotated) WaitUntilAllAreBack(ClusterHost host, long newest)
    {
        var (woken, count, looked) = (0L, 0L, 0L);
        host.RunUntil(
            () =>
            {
                if (Stopwatch.GetElapsedTime(looked) > TimeSpan.FromMilliseconds(200))
                {
                    looked = Stopwatch.GetTimestamp();
                    var now = cluster.Database.StartedAfter(newest);
                    (woken, count) = now > count ? (looked, now) : (woken, count);
                }

                return count > 0 && _annotated.Count == rooms && Stopwatch.GetElapsedTime(woken) > TimeSpan.FromSeconds(5);
            },
            "rooms that are back and have told who cannot be reached",
            WakeLimit);
        return (woken, _lastAnnotated);
    }

    private void Take(ReadOnlySpan<byte> presence)
    {
        if (presence.IndexOf("server-unavailable"u8) < 0)
            return;

        var from = presence[(presence.IndexOf(" from='r"u8) + " from='r".Length)..];
        if (_annotated.Add(Names.Read(from[..Names.Digits])))
            _lastAnnotated = Stopwatch.GetTimestamp();
    }
}
