using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>The bed and the clients by themselves, with the host's own rooms in place of the service.</summary>
public sealed class BedTests
{
    private const string Room = "orchard@chats.shakespeare.lit";

    [Fact]
    public async Task Two_servers_federate_and_a_cut_holds_messages_back_until_it_heals()
    {
        await using var bed = await Bed.StartAsync(new BedOptions { HostServesRooms = true, KeepLogsIn = Logs.Of(nameof(BedTests)) });
        await using var romeo = await bed.RomeoAsync();
        await using var juliet = await bed.JulietAsync();
        await romeo.JoinAsync(Room, "Romeo");
        await romeo.UnlockAsync(Room);
        await juliet.JoinAsync(Room, "Juliet");

        await juliet.SayAsync(Room, "Ay me!");
        await romeo.HearsAsync($"{Room}/Juliet", "Ay me!");

        await bed.CutAsync();
        await romeo.SayAsync(Room, "She speaks.");
        await romeo.HearsAsync($"{Room}/Romeo", "She speaks.");
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.DoesNotContain(RoomView.Of(juliet, Room).Messages, message => message.Body == "She speaks.");

        await bed.HealAsync();
        await juliet.HearsAsync($"{Room}/Romeo", "She speaks.");
        Assert.Equal(["Juliet", "Romeo"], RoomView.Of(juliet, Room).Occupants.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_killed_server_refuses_connections_and_the_host_bounces()
    {
        await using var bed = await Bed.StartAsync(new BedOptions { HostServesRooms = true });
        await using var romeo = await bed.RomeoAsync();
        await using var juliet = await bed.JulietAsync();
        await romeo.JoinAsync(Room, "Romeo");
        await romeo.UnlockAsync(Room);
        await juliet.JoinAsync(Room, "Juliet");

        await bed.Capulet.KillAsync();

        // This host removes an occupant at the first bounce: what the service is there to do better. What is said into the dying connection may be lost
        // without one.
        await Poll.UntilAsync("departure of Juliet", TimeSpan.FromSeconds(60), async () =>
        {
            await romeo.SayAsync(Room, "O, speak again!");
            return !RoomView.Of(romeo, Room).Occupants.ContainsKey("Juliet");
        });
    }

    [Fact]
    public async Task An_ejabberd_federates_with_a_Prosody()
    {
        await using var bed = await Bed.StartAsync(new BedOptions { EjabberdAsHost = true, KeepLogsIn = Logs.Of(nameof(BedTests)) });
        await using var romeo = await bed.RomeoAsync();
        await using var juliet = await bed.JulietAsync();

        await romeo.WhisperAsync(juliet.Jid, "With love's light wings");
        await juliet.Received.WaitForAsync("message of Romeo", stanza => stanza.Body() == "With love's light wings", TimeSpan.FromSeconds(60));
        await juliet.WhisperAsync(romeo.Jid, "How cam'st thou hither?");
        await romeo.Received.WaitForAsync("message of Juliet", stanza => stanza.Body() == "How cam'st thou hither?", TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_PostgreSQL_starts_stops_and_starts_again()
    {
        await using var bed = await Bed.StartAsync();

        var database = await PostgresServer.CreateAsync(bed);
        await database.StopAsync();
        await database.StartAsync();
    }

    [Fact]
    public async Task A_bed_leaves_no_process_and_no_file_behind()
    {
        var bed = await Bed.StartAsync();
        var directory = bed.Namespace.Directory;
        Assert.NotEmpty(Processes.Of(directory));

        await bed.DisposeAsync();

        await Poll.UntilAsync("all its processes have ended", TimeSpan.FromSeconds(10), () => Task.FromResult(Processes.Of(directory).Count == 0));
        Assert.False(Directory.Exists(directory));
    }
}
