using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>Three nodes behind an ejabberd, each with a stream of its own: stanzas come to any of them, and rooms of all are heard.</summary>
[Collection("Nodes of their own")]
public sealed class StreamsPerNodeTests : IAsyncLifetime
{
    private const int Rooms = 6;

    private Bed? _bed;
    private ServiceCluster? _cluster;

    private ServiceCluster Cluster => _cluster ?? throw new InvalidOperationException("The nodes are not made yet.");

    public async Task InitializeAsync()
    {
        _bed = await Bed.StartAsync(new BedOptions { EjabberdAsHost = true, KeepLogsIn = Logs.Of(nameof(StreamsPerNodeTests)) });
        var database = await PostgresServer.CreateAsync(_bed);
        _cluster = await ServiceCluster.CreateAsync(
            _bed, database, 3, ("Muc:Cluster:Streams", "PerNode"), ("Muc:Cluster:Pause", "4s"), ("Muc:Cluster:StableAfter", "4s"),
            ("Muc:Wire:PingInterval", "1s"), ("Muc:Wire:PingDeadline", "5s"));
        await _cluster.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_bed is not null)
            await _bed.DisposeAsync();
    }

    [Fact]
    public async Task Rooms_go_on_through_the_other_stream_when_a_node_is_asked_to_end_and_when_one_is_killed()
    {
        await using var romeo = await _bed!.RomeoAsync();
        await using var juliet = await _bed!.JulietAsync();
        string[] rooms = [.. Enumerable.Range(1, Rooms).Select(room => $"hall-{room}@{BedOptions.Service}")];
        foreach (var room in rooms)
        {
            await romeo.JoinAsync(room, "Romeo");
            await romeo.UnlockAsync(room);
            await juliet.JoinAsync(room, "Juliet");
        }

        var joined = juliet.Received.Count;
        Assert.Equal(3, await OpenStreamsAsync());
        await TalkAsync(romeo, juliet, rooms, "all");

        Assert.Equal(0, await Cluster.Nodes[1].TerminateAsync());
        await TalkAsync(romeo, juliet, rooms, "one has ended");
        await Cluster.Nodes[1].StartAsync();
        await Poll.UntilAsync("all nodes have a stream", Scene.Patience, async () => await OpenStreamsAsync() == 3);
        await TalkAsync(romeo, juliet, rooms, "all again");

        await Cluster.Nodes[0].KillAsync();
        foreach (var room in rooms)
            await SayUntilHeardAsync(romeo, juliet, room);
        await TalkAsync(romeo, juliet, rooms, "one was killed");
        Assert.DoesNotContain(juliet.Received.From(joined), received => received.Stanza.IsPresence(type: "unavailable"));
    }

    private static async Task TalkAsync(XmppClient romeo, XmppClient juliet, string[] rooms, string text)
    {
        foreach (var room in rooms)
        {
            await romeo.SayAsync(room, text);
            await juliet.HearsAsync($"{room}/Romeo", text, Scene.Patience);
            await juliet.SayAsync(room, text);
            await romeo.HearsAsync($"{room}/Juliet", text, Scene.Patience);
        }
    }

    // What the host had given to the killed node's stream is lost with it.
    private static async Task SayUntilHeardAsync(XmppClient romeo, XmppClient juliet, string room)
    {
        var from = juliet.Received.Count;
        await Poll.UntilAsync($"Juliet hears in {room}", Scene.Patience + Scene.Patience, async () =>
        {
            await romeo.SayAsync(room, "Art thou there?");
            return juliet.Received.From(from).Any(received => (string?)received.Stanza.Attribute("from") == $"{room}/Romeo" && received.Stanza.Body() == "Art thou there?");
        });
    }

    private async Task<int> OpenStreamsAsync()
    {
        var open = 0;
        foreach (var node in Cluster.Nodes)
            open += (await node.AdminAsync("/admin/v1/status"))?.Contains("\"open\":true", StringComparison.Ordinal) is true ? 1 : 0;
        return open;
    }
}
