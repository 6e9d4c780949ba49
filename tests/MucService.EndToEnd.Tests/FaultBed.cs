using System.Text.Json;
using MucService.TestBed;
using MucService.TestClient;

namespace MucService.EndToEnd.Tests;

/// <summary>A bed for <see cref="FaultTable"/>: long waits are shortened, so that the whole table takes a few minutes.</summary>
public abstract class FaultBed : ServiceBed
{
    protected override IEnumerable<(string Key, string Value)> Settings =>
    [
        // The table has more outages in a few minutes than a link may have before its returns are not told any more.
        .. Quick, ("Muc:Links:Damping:Enabled", "false"), ("Muc:Links:ShortestBackOff", "00:00:01"), ("Muc:Links:LongestBackOff", "00:00:02"), ("Muc:Links:FirstProbeDeadline", "00:00:05"),
    ];

    /// <summary>The host's kind, for what is measured.</summary>
    protected abstract string Host { get; }

    /// <summary>Notes a measured time.</summary>
    public void Took(string what, TimeSpan time) => Measured.Took($"[{Host}] {what}", time);

    /// <summary>Begins a fault of the network that ends, whatever happens, with what is returned.</summary>
    public async Task<IAsyncDisposable> DuringAsync(Func<Task> begin)
    {
        await begin();
        return new Heal(Bed);
    }

    /// <summary>The nicks that the service says are in a room.</summary>
    public async Task<IReadOnlyList<string>> NicksAsync(string room)
    {
        using var listed = JsonDocument.Parse(await Service.ControlAsync("occupant", "list", room, "--output", "json"));
        return [.. listed.RootElement.EnumerateArray().Select(occupant => occupant.GetProperty("nick").GetString()!).Order(StringComparer.Ordinal)];
    }

    private sealed class Heal(Bed bed) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await bed.HealAsync();
    }
}

/// <summary>What every row of the table ends with.</summary>
internal static class FaultEndings
{
    /// <summary>Waits for the empty annotation of Juliet, and notes how long it took since now.</summary>
    public static async Task IsBackAsync(this Scene scene, FaultBed bed, int from, string what)
    {
        var healed = System.Diagnostics.Stopwatch.GetTimestamp();
        var back = await scene.JulietIsBackAsync(scene.Romeo, from);
        bed.Took($"{what}: empty annotation after it healed", back.Since(healed));
        Listings.AssertAvailableAgain(back.Stanza, "Ay me!");
    }

    private static bool Sees(RoomView view, IReadOnlyList<string> nicks) =>
        view.OwnNick is not null && view.Annotated.Count == 0 && view.Occupants.Keys.Order(StringComparer.Ordinal).SequenceEqual(nicks, StringComparer.Ordinal);

    /// <summary>
    /// The room, and every client in it, comes to know exactly these occupants, none of them annotated. With talk, somebody speaks now and
    /// then, so that a session that is gone without a word shows.
    /// </summary>
    public static async Task EndsWithAsync(
        this Scene scene, FaultBed bed, IReadOnlyList<string> nicks, bool talk = false, IReadOnlyList<XmppClient>? others = null)
    {
        var spoken = 0;
        await Poll.UntilAsync($"{scene.Room} has {string.Join(", ", nicks)}", Scene.Patience, async () =>
        {
            if (talk && spoken++ % 10 == 0)
                await scene.Romeo.SayAsync(scene.Room, $"Anybody? {spoken}");
            return (await bed.NicksAsync(scene.Room)).SequenceEqual(nicks, StringComparer.Ordinal);
        });

        XmppClient[] clients = [scene.Romeo, .. nicks.Contains("Juliet", StringComparer.Ordinal) ? [scene.Juliet] : Array.Empty<XmppClient>(), .. others ?? []];
        foreach (var client in clients)
        {
            await Poll.UntilAsync(
                $"{client.Jid} sees {string.Join(", ", nicks)}", Scene.Patience, () => Task.FromResult(Sees(RoomView.Of(client, scene.Room), nicks)));
        }
    }
}
