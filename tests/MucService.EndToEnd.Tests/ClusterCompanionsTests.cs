using System.Xml.Linq;
using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>What concerns a service as a whole, on two nodes: indications of activity from rooms of both, a list of others that holds on both.</summary>
public sealed class ClusterCompanionsTests : IAsyncLifetime
{
    private static readonly XNamespace Indicators = "urn:xmpp:rai:0";
    private static readonly string[] Rooms = [.. Enumerable.Range(0, 6).Select(number => $"hall-{number}@{BedOptions.Service}")];

    private Bed? _bed;
    private ServiceCluster? _cluster;
    private XmppClient? _nurse;

    private PublishedList List => new(_nurse!, BedOptions.RemotePubSub);

    public async Task InitializeAsync()
    {
        _bed = await Bed.StartAsync(new BedOptions { KeepLogsIn = Logs.Of(nameof(ClusterCompanionsTests)) });
        var database = await PostgresServer.CreateAsync(_bed);
        _nurse = await People.ConnectAsync(_bed.Capulet, "nurse", "hall");
        await List.CreateAsync();
        await List.PublishAsync("tybalt@capulet.lit");
        _cluster = await ServiceCluster.CreateAsync(
            _bed, database, 2, ("Muc:Cluster:Pause", "4s"), ("Muc:Cluster:StableAfter", "4s"), ("Muc:Block:Lists:0:Service", BedOptions.RemotePubSub));
        await _cluster.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_nurse is not null)
            await _nurse.DisposeAsync();
        if (_bed is not null)
            await _bed.DisposeAsync();
    }

    [Fact]
    public async Task Rooms_of_both_nodes_tell_of_activity_and_hold_who_is_listed_out_and_the_next_holder_goes_on()
    {
        await using var juliet = await _bed!.JulietAsync();
        await using var romeo = await _bed!.RomeoAsync();
        foreach (var room in Rooms)
        {
            await juliet.JoinAsync(room, "Juliet");
            await juliet.UnlockAsync(room);
            var item = new XElement(Names.MucAdmin + "item", new XAttribute("jid", romeo.BareJid), new XAttribute("affiliation", "member"));
            await juliet.RequestAsync("set", room, new XElement(Names.MucAdmin + "query", item));
        }

        await romeo.SendAsync(romeo.Presence(BedOptions.Service, new XElement(Indicators + "rai")));
        await IsToldOfAllAsync(romeo, juliet);

        foreach (var room in Rooms)
            await romeo.JoinAsync(room, "Romeo");
        await List.PublishAsync(romeo.BareJid);
        foreach (var room in Rooms)
            await romeo.Received.WaitForAsync($"removal from {room}", stanza => stanza.IsPresence($"{room}/Romeo", "unavailable") && stanza.StatusCodes().Contains("301"), Scene.Patience);

        var holder = (await _cluster!.HolderAsync())!;
        var other = _cluster.Nodes.Single(node => node != holder);
        await holder.TerminateAsync();
        await ShowsAsync(other, "followed", 2);
        await List.RetractAsync(romeo.BareJid);
        await ShowsAsync(other, "followed", 1);
        foreach (var room in Rooms)
            await romeo.JoinAsync(room, "Romeo");
    }

    /// <summary>Juliet speaks in all rooms until he has been told of each: which node has heard that he listens is nothing that can be asked.</summary>
    private static async Task IsToldOfAllAsync(XmppClient romeo, XmppClient juliet) => await Poll.UntilAsync(
        "indications from all rooms",
        Scene.Patience,
        async () =>
        {
            foreach (var room in Rooms)
                await juliet.SayAsync(room, "Art thou gone so?");
            return Rooms.All(room => romeo.Received.From(0).Any(received => received.Stanza.Is("message") && received.Stanza.Descendants(Indicators + "activity").Any(told => told.Value == room)));
        });

    private static Task ShowsAsync(ServiceProcess node, string state, int entries) => Poll.UntilAsync(
        $"{node.Name} shows the list as {state} with {entries} entries",
        Scene.Patience + Scene.Patience,
        async () => await node.AdminAsync("/admin/v1/blocks") is { } shown
            && shown.Contains($"\"entries\":{entries},", StringComparison.Ordinal) && shown.Contains($"\"state\":\"{state}\"", StringComparison.Ordinal));
}
