using System.Diagnostics;
using System.Net;
using MucService.TestBed;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>Three nodes, and one of them is lost in every way there is while people talk: they notice a pause at most.</summary>
[Collection(nameof(ClusterBed))]
public sealed class ClusterTests(ClusterBed bed)
{
    [Fact]
    public async Task A_killed_node_that_has_rooms_and_no_stream_costs_nothing_but_a_pause()
    {
        await using var chat = await bed.TalkAsync();

        var since = Stopwatch.GetTimestamp();
        await (await bed.AnotherAsync()).KillAsync();
        await chat.GoesOnAsync();
        await bed.EndsWellAsync(chat);
        Measured.Took("longest silence in a room, SIGKILL of a node without the stream, Pause and StableAfter 4 s", chat.LongestSilence(since));
    }

    [Fact]
    public async Task A_killed_node_that_holds_the_stream_and_all_singletons_costs_what_was_with_it()
    {
        await using var chat = await bed.TalkAsync();

        var (before, since) = (chat.Said, Stopwatch.GetTimestamp());
        await (await bed.HolderAsync()).KillAsync();
        var after = chat.Said;
        await chat.GoesOnAsync();
        await bed.EndsWellAsync(chat, mayLose: ClusterBed.InFlight(before, after));
        Measured.Took("longest silence in a room, SIGKILL of the node with the stream, Pause and StableAfter 4 s", chat.LongestSilence(since));
    }

    [Fact]
    public async Task A_node_that_is_asked_to_end_hands_over_and_nothing_is_lost()
    {
        await using var chat = await bed.TalkAsync();

        var since = Stopwatch.GetTimestamp();
        var code = await (await bed.HolderAsync()).TerminateAsync();
        await chat.GoesOnAsync();
        await bed.EndsWellAsync(chat);
        Measured.Took("longest silence in a room, SIGTERM of the node with the stream", chat.LongestSilence(since));
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Nodes_go_and_come_while_people_talk_and_nothing_is_lost()
    {
        await using var chat = await bed.TalkAsync();

        var node = await bed.AnotherAsync();
        Assert.Equal(0, await node.TerminateAsync());
        await chat.GoesOnAsync();
        var since = Stopwatch.GetTimestamp();
        await node.StartAsync();

        // Shards move to it one after the other: people talk on until some have.
        await ClusterBed.TalkOnAsync(chat);
        await bed.EndsWellAsync(chat);
        Measured.Took("longest silence in a room, a node comes", chat.LongestSilence(since));
    }

    [Fact]
    public async Task A_node_that_was_frozen_while_it_held_the_stream_says_nothing_when_it_goes_on()
    {
        await using var chat = await bed.TalkAsync();

        var frozen = await bed.HolderAsync();
        var before = chat.Said;
        await frozen.FreezeAsync();
        await Task.Delay(TimeSpan.FromSeconds(15));
        await frozen.ThawAsync();
        await chat.GoesOnAsync();
        await ClusterBed.HasEndedAsync(frozen);
        var after = chat.Said;
        await chat.GoesOnAsync();

        // What the host gave to the frozen node's socket is lost; nobody hears anything twice, or in another order than others.
        await bed.EndsWellAsync(chat, mayLose: ClusterBed.InFlight(before, after));
    }

    [Fact]
    public async Task A_node_that_holds_the_stream_and_cannot_reach_the_others_is_replaced()
    {
        await using var chat = await bed.TalkAsync();

        var alone = await bed.HolderAsync();
        var before = chat.Said;
        await bed.EndsAloneAsync(alone, chat);

        var after = chat.Said;
        await chat.GoesOnAsync();
        await bed.EndsWellAsync(chat, mayLose: ClusterBed.InFlight(before, after));
    }

    [Fact]
    public async Task Two_nodes_whose_connection_breaks_go_on_and_nothing_is_lost()
    {
        await using var chat = await bed.TalkAsync();

        var since = Stopwatch.GetTimestamp();
        await bed.Cluster.BreakConnectionsAsync(await bed.HolderAsync(), await bed.AnotherAsync());
        await ClusterBed.TalkOnAsync(chat);
        await bed.EndsWellAsync(chat);
        Measured.Took("longest silence in a room, the connection between two nodes breaks", chat.LongestSilence(since));

        // Nobody starts again here what would have ended.
        await Poll.UntilAsync("all nodes are there, and see one another", Scene.Patience, bed.Cluster.IsWholeAsync);
    }

    [Fact]
    public async Task After_the_death_of_all_nodes_any_of_them_form_the_cluster_anew_and_everybody_is_still_in()
    {
        await using var chat = await bed.TalkAsync();

        var before = chat.Said;
        foreach (var node in bed.Cluster.Nodes)
            await node.KillAsync();
        foreach (var node in bed.Cluster.Nodes.Skip(1))
            await node.StartUnreadyAsync();
        foreach (var node in bed.Cluster.Nodes.Skip(1))
        {
            await Poll.UntilAsync(
                $"{node.Name} is ready", Scene.Patience + Scene.Patience, async () => (await node.ReadinessAsync())?.Status == HttpStatusCode.OK);
        }

        await chat.GoesOnAsync();
        await bed.Cluster.Nodes[0].StartUnreadyAsync();
        var after = chat.Said;
        await chat.GoesOnAsync();
        await bed.EndsWellAsync(chat, mayLose: ClusterBed.InFlight(before, after));
    }
}
