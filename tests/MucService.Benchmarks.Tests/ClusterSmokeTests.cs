using MucService.Benchmarks.Cluster;
using Xunit;

namespace MucService.Benchmarks.Tests;

/// <summary>The benchmark of several nodes in small: it works and counts right. How fast it was is not asserted.</summary>
public sealed class ClusterSmokeTests
{
    [Fact]
    public void A_list_of_rooms_names_each_of_them_once_and_wakes_none()
    {
        const int Rooms = 1_000;
        using var cluster = new NodeCluster(count: 2);
        cluster.StartAll();

        var listed = new ListedRooms(cluster, Rooms);
        listed.Run();

        Assert.Equal(Rooms, listed.Listed);
        Assert.Equal(0, listed.Woken);
    }

    [Fact]
    public void Rooms_of_a_killed_node_come_back_by_themselves_and_tell_who_cannot_be_reached()
    {
        using var cluster = new NodeCluster(count: 3);
        cluster.StartAll();

        var waking = new WakingRooms(cluster, rooms: 60);
        waking.Run();

        Assert.InRange(waking.OfThatNode, 1, 60);
    }
}
