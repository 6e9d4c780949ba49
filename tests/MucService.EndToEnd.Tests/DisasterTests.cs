using System.Diagnostics;
using MucService.TestBed;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>Three nodes and what they live on: the network among them, the database, the host, or all nodes at once are lost while people talk.</summary>
[Collection(nameof(ClusterBed))]
public sealed class DisasterTests(ClusterBed bed)
{
    [Fact]
    public async Task A_node_that_cannot_reach_the_others_ends_and_its_rooms_go_on_without_it()
    {
        await using var chat = await bed.TalkAsync();

        var alone = await bed.AnotherAsync();
        await bed.EndsAloneAsync(alone, chat);

        // The node that read from the host is alive: nothing that it read is lost.
        await bed.EndsWellAsync(chat);
    }

    [Fact]
    public async Task A_node_that_holds_the_stream_and_cannot_reach_the_host_gives_it_to_one_that_can()
    {
        await using var chat = await bed.TalkAsync();
        var cut = await bed.HolderAsync();
        var before = chat.Said;
        await bed.Cluster.CutHostAsync(cut);
        var since = Stopwatch.GetTimestamp();
        try
        {
            await Poll.UntilAsync("another node holds the stream", Scene.Patience, async () => await bed.Cluster.HolderAsync() is { } holder && holder != cut);
            await chat.GoesOnAsync();
            Measured.Took("longest silence in a room, the holder of the stream cannot reach the host (promised: 10 s)", chat.LongestSilence(since));
            Assert.True(await cut.IsRunningAsync());
        }
        finally
        {
            await bed.Cluster.HealHostAsync(cut);
        }

        var after = chat.Said;
        await ClusterBed.TalkOnAsync(chat);
        var holder = await bed.HolderAsync();
        Assert.NotSame(cut, holder);

        // Whose turn it would be to hold it leaves it there.
        Assert.Equal(0, await cut.TerminateAsync());
        await ClusterBed.TalkOnAsync(chat);
        Assert.Same(holder, await bed.HolderAsync());
        var swallowed = ClusterBed.InFlight(before, after);
        await bed.EndsWellAsync(chat, swallowed);
    }

    [Fact]
    public async Task A_node_that_cannot_reach_the_database_goes_on_with_its_rooms_refuses_what_must_last_and_ends_cleanly_when_asked()
    {
        await using var chat = await bed.TalkAsync();

        var cut = bed.Cluster.NodeOf(chat.Rooms[0]);
        var before = chat.ListChangesRefused;
        await bed.Cluster.CutDatabaseAsync(cut);
        try
        {
            await Poll.UntilAsync("a change of a list is refused", Scene.Patience, () => Task.FromResult(chat.ListChangesRefused > before));
            await chat.GoesOnAsync();

            var asked = Stopwatch.GetTimestamp();
            Assert.Equal(0, await cut.TerminateAsync());
            Measured.Took("end after SIGTERM without the database (promised: 5 s)", Stopwatch.GetElapsedTime(asked));
            await chat.GoesOnAsync();
        }
        finally
        {
            await bed.Cluster.HealDatabaseAsync(cut);
        }

        await AcknowledgesAgainAsync(chat);
        await bed.EndsWellAsync(chat);
    }

    [Fact]
    public async Task Without_the_database_rooms_of_all_nodes_talk_on_and_what_must_last_is_refused()
    {
        await using var chat = await bed.TalkAsync();

        await bed.Database.StopAsync();
        await chat.GoesOnAsync();
        await Poll.UntilAsync("a change of a list is refused", Scene.Patience, () => Task.FromResult(chat.ListChangesRefused > 0));

        // A node finds it out when it next writes.
        await Poll.UntilAsync("all nodes say that storage is down", Scene.Patience, async () =>
            (await Task.WhenAll(bed.Cluster.Nodes.Select(node => node.AdminAsync("/admin/v1/status"))))
            .All(status => status?.Contains("\"storageDownReason\":null", StringComparison.Ordinal) is false));

        await bed.Database.StartAsync();
        await chat.GoesOnAsync();
        await AcknowledgesAgainAsync(chat);
        await bed.EndsWellAsync(chat);
    }

    private static async Task AcknowledgesAgainAsync(Chat chat)
    {
        var before = chat.ListChangesAcknowledged;
        await Poll.UntilAsync("a change of a list is acknowledged", Scene.Patience, () => Task.FromResult(chat.ListChangesAcknowledged > before));
    }
}
