using System.Text.Json;
using MucService.TestBed;

namespace MucService.EndToEnd.Tests.Faults;

/// <summary>A bed for <see cref="FaultTable"/>: long waits are shortened, so that the whole table takes a few minutes.</summary>
public abstract class FaultBed : ServiceBed
{
    protected FaultBed()
    {
        Cut = new SharedOutage(this, bed => bed.CutAsync(),
        [
            new PacketsDropped(), new HalfTheRoom(), new OccupantLeaves(), new AnotherResourceEnters(), new OccupantIsBanned(),
            new RoomIsDestroyed(), new RoomIsReconfigured(), new RoomIsForMembersOnly(), new GraceTimeEnds(),
        ]);
        OneWay = new SharedOutage(this, bed => bed.CutTowardsCapuletAsync(),
            [new OneDirectionDead(), new OccupantIsHeardToLeave(), new AnotherResourceIsHeardToEnter()]);
    }

    protected override IEnumerable<(string Key, string Value)> Settings =>
    [
        // The table has more outages in a few minutes than a link may have before its returns are not told any more.
        .. Quick, ("Muc:Links:Damping:Enabled", "false"), ("Muc:Links:ShortestBackOff", "00:00:01"), ("Muc:Links:LongestBackOff", "00:00:02"),
        ("Muc:Links:FirstProbeDeadline", "00:00:05"), ("Muc:Links:QuietAfter", "00:00:05"), ("Muc:Links:QuietSpread", "00:00:05"),

        // Whoever enters at the end is told all that was ever said, and everybody else is compared with him.
        ("Muc:Rooms:HistorySize", "1000"),
    ];

    /// <summary>The host's kind, for what is measured.</summary>
    protected abstract string Host { get; }

    /// <summary>All packets between the servers vanish, for all the rows that can go through that together.</summary>
    internal SharedOutage Cut { get; }

    /// <summary>What is sent to the remote domain vanishes, and what it sends arrives; for all the rows that can go through that together.</summary>
    internal SharedOutage OneWay { get; }

    /// <summary>Notes a measured time.</summary>
    public void Took(string what, TimeSpan time) => Measured.Took($"[{Host}] {what}", time);

    /// <summary>Notes something that is no fault, and worth knowing.</summary>
    public void Noted(string what) => Measured.Noted($"[{Host}] {what}");

    /// <summary>Begins a fault of the network that ends, whatever happens, with what is returned.</summary>
    public async Task<IAsyncDisposable> DuringAsync(Func<Bed, Task> begin)
    {
        await begin(Bed);
        return new Heal(Bed);
    }

    /// <summary>The nicks that the service says are in a room, in order.</summary>
    public async Task<IReadOnlyList<string>> NicksAsync(string room)
    {
        if (await Service.AdminAsync($"/admin/v1/rooms/{Uri.EscapeDataString(room)}/occupants") is not { } answer)
            return [];

        using var listed = JsonDocument.Parse(answer);
        return listed.RootElement.ValueKind == JsonValueKind.Array
            ? [.. listed.RootElement.EnumerateArray().Select(occupant => occupant.GetProperty("nick").GetString()!).Order(StringComparer.Ordinal)]
            : [];
    }

    private sealed class Heal(Bed bed) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await bed.HealAsync();
    }
}
