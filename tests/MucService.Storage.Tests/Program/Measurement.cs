using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using MucService.Xmpp;

namespace MucService.Storage.Tests;

/// <summary>How many rows a second are acknowledged, and how fast they are read back. Not a test: figures depend on the machine.</summary>
internal static class Measurement
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);
    private static readonly string Presence = new('p', 300);

    public static async Task<int> RunAsync(StorageSettings settings)
    {
        await using var store = await RoomStores.OpenAsync(settings, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        await JoinsAsync(store, "1,000 rooms, 1 join in flight each", rooms: 1000, inFlight: 1);
        await JoinsAsync(store, "1 room, 64 joins in flight", rooms: 1, inFlight: 64);
        await JoinsAsync(store, "1 room, 1 join in flight", rooms: 1, inFlight: 1);
        await ReadAsync(store);
        return 0;
    }

    /// <summary>A join is one unit of two rows: the session, and the room with its count.</summary>
    private static async Task JoinsAsync(IRoomStore store, string title, int rooms, int inFlight)
    {
        var epochs = new (BareJid Room, long Epoch)[rooms];
        for (var i = 0; i < rooms; i++)
        {
            var room = Sample.Room(string.Create(CultureInfo.InvariantCulture, $"m{rooms}x{inFlight}n{i}"));
            epochs[i] = (room, await store.CreateAsync(room));
        }

        var latencies = new List<double>[rooms * inFlight];
        var began = Stopwatch.GetTimestamp();
        var commits = store.Metrics.Commits;
        var clients = Enumerable.Range(0, rooms * inFlight).Select(client => Task.Run(() =>
            JoinAsync(store, epochs[client % rooms], client, latencies[client] = [], began)));
        await Task.WhenAll(clients);

        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var all = latencies.SelectMany(one => one).Order().ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{title}: {all.Length / took:N0} joins/s, {2 * all.Length / took:N0} rows/s, {(store.Metrics.Commits - commits) / took:N0} commits/s, p50 {all[all.Length / 2]:F2} ms, p99 {all[all.Length * 99 / 100]:F2} ms"));
    }

    private static async Task JoinAsync(IRoomStore store, (BareJid Room, long Epoch) room, int client, List<double> latencies, long began)
    {
        for (var step = 0; Stopwatch.GetElapsedTime(began) < Duration; step++)
        {
            var session = Sample.Session((client * 1_000_000) + (step % 200), presence: Presence);
            var sent = Stopwatch.GetTimestamp();
            await store.WriteAsync(Sample.Change(room.Room, room.Epoch, Sample.Row(room.Room, step + 1)) with { Upserts = [session] });
            latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }
    }

    private static async Task ReadAsync(IRoomStore store)
    {
        var missing = (OpenOutcome.Missing)await store.OpenAsync(Sample.Room("none"));
        var creations = Enumerable.Range(0, 300_000).Select(i =>
        {
            var room = Sample.Room(string.Create(CultureInfo.InvariantCulture, $"occupied{i}"));
            return store.WriteAsync(Sample.Create(room, missing.Epoch, 1 + (i % 10), Sample.Session(i)));
        });
        foreach (var chunk in creations.Chunk(20_000))
            await Task.WhenAll(chunk);

        var began = Stopwatch.GetTimestamp();
        var occupied = await store.OccupiedRoomsAsync(CancellationToken.None).ToListAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{occupied.Count:N0} occupied rooms read in {Stopwatch.GetElapsedTime(began).TotalSeconds:F2} s"));

        began = Stopwatch.GetTimestamp();
        await Task.WhenAll(occupied.Take(10_000).Select(room => store.OpenAsync(room.Room)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"10,000 rooms opened in {Stopwatch.GetElapsedTime(began).TotalSeconds:F2} s"));

        began = Stopwatch.GetTimestamp();
        var domains = await store.DomainsAsync(CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{domains.Sum(domain => domain.Sessions):N0} sessions counted by domain in {Stopwatch.GetElapsedTime(began).TotalSeconds:F2} s"));
    }
}
