using MucService.TestBed;

namespace MucService.Soak;

/// <summary>Something that happens to the service while people talk.</summary>
/// <param name="Name">What it is called on the command line and in the table.</param>
/// <param name="StrikeAsync">Has it happen, and pass; says which messages may be lost: those that were with a node, or a host, that crashed.</param>
/// <param name="LosesHost">Whether connections of the host's own clients are lost with it: all people are then on the other server.</param>
internal sealed record Disaster(string Name, Func<Scenery, Task<Range>> StrikeAsync, bool LosesHost = false)
{
    /// <summary>The kind that needs the program of an earlier version.</summary>
    public const string Upgrade = "upgrade";

    // What is said within so many turns of the talk may be on its way.
    private const int InFlight = 20;

    private static readonly Range Nothing = 0..0;

    /// <summary>All that may happen.</summary>
    public static IReadOnlyList<Disaster> All { get; } =
    [
        new("kill-holder", scenery => KillAsync(scenery, holder: true)),
        new("kill-other", scenery => KillAsync(scenery, holder: false)),
        new("kill-all", KillAllAsync),
        new("term-holder", scenery => TerminateAsync(scenery, holder: true)),
        new("term-other", scenery => TerminateAsync(scenery, holder: false)),
        new("freeze-holder", scenery => FreezeAsync(scenery, holder: true)),
        new("freeze-other", scenery => FreezeAsync(scenery, holder: false)),
        new("partition-holder", scenery => PartitionAsync(scenery, holder: true)),
        new("partition-other", scenery => PartitionAsync(scenery, holder: false)),
        new("database", DatabaseAsync),
        new("database-unreachable", DatabaseUnreachableAsync),
        new("host-unreachable", HostUnreachableAsync),
        new("host-restart", HostRestartAsync, LosesHost: true),
        new("link-cut", LinkCutAsync),
        new(Upgrade, UpgradeAsync),
    ];

    private static async Task<Range> KillAsync(Scenery scenery, bool holder)
    {
        var node = await scenery.NodeAsync(holder);
        var before = scenery.Chat.Said;
        await node.KillAsync();
        return holder ? await AroundAsync(scenery, before) : Nothing;
    }

    private static async Task<Range> KillAllAsync(Scenery scenery)
    {
        await Task.WhenAll(scenery.Cluster.Nodes.Select(node => node.KillAsync()));
        await scenery.RestoreAsync();
        return 0..(scenery.Chat.Said + InFlight);
    }

    private static async Task<Range> TerminateAsync(Scenery scenery, bool holder)
    {
        var node = await scenery.NodeAsync(holder);
        var code = await node.TerminateAsync();
        return code == 0 ? Nothing : throw new BedException($"{node.Name} ended with {code} after SIGTERM");
    }

    private static async Task<Range> FreezeAsync(Scenery scenery, bool holder)
    {
        var node = await scenery.NodeAsync(holder);
        var before = scenery.Chat.Said;
        await node.FreezeAsync();
        await scenery.PassAsync();
        await node.ThawAsync();

        // It may have been frozen for so short a time that nobody took its place; else it ends, and what the host gave it meanwhile is lost.
        return holder ? await AroundAsync(scenery, before) : Nothing;
    }

    private static async Task<Range> PartitionAsync(Scenery scenery, bool holder)
    {
        var node = await scenery.NodeAsync(holder);
        var before = scenery.Chat.Said;
        await scenery.Cluster.PartitionAsync(node);
        try
        {
            await scenery.PassAsync();
        }
        finally
        {
            await scenery.Cluster.HealAsync(node);
        }

        return holder ? await AroundAsync(scenery, before) : Nothing;
    }

    private static async Task<Range> DatabaseAsync(Scenery scenery)
    {
        await scenery.Database.StopAsync();
        await scenery.PassAsync();
        await scenery.Database.StartAsync();
        return Nothing;
    }

    private static async Task<Range> DatabaseUnreachableAsync(Scenery scenery)
    {
        var node = scenery.Cluster.NodeOf(scenery.Chat.Rooms[0]);
        await scenery.Cluster.CutDatabaseAsync(node);
        try
        {
            await scenery.PassAsync();
        }
        finally
        {
            await scenery.Cluster.HealDatabaseAsync(node);
        }

        return Nothing;
    }

    private static async Task<Range> HostUnreachableAsync(Scenery scenery)
    {
        var node = await scenery.NodeAsync(holder: true);
        var before = scenery.Chat.Said;
        await scenery.Cluster.CutHostAsync(node);
        try
        {
            await scenery.PassAsync();
        }
        finally
        {
            await scenery.Cluster.HealHostAsync(node);
        }

        return await AroundAsync(scenery, before);
    }

    private static async Task<Range> HostRestartAsync(Scenery scenery)
    {
        var before = scenery.Chat.Said;
        await scenery.Bed.Montague.KillAsync();
        await scenery.PassAsync();
        await scenery.Bed.Montague.StartAsync();
        return await AroundAsync(scenery, before);
    }

    private static async Task<Range> LinkCutAsync(Scenery scenery)
    {
        await scenery.Bed.CutAsync();
        try
        {
            await scenery.PassAsync();
        }
        finally
        {
            await scenery.Bed.HealAsync();
        }

        return Nothing;
    }

    /// <summary>One node after the other ends and begins anew with this version, among those of the earlier one.</summary>
    private static async Task<Range> UpgradeAsync(Scenery scenery)
    {
        foreach (var node in scenery.Cluster.Nodes)
        {
            var code = await node.TerminateAsync();
            if (code != 0)
                throw new BedException($"{node.Name} ended with {code} after SIGTERM");
            node.Program = Repository.Service;
            await node.StartAsync();
            await scenery.Chat.GoesOnAsync();
        }

        return Nothing;
    }

    private static async Task<Range> AroundAsync(Scenery scenery, int before)
    {
        await scenery.Chat.GoesOnAsync();
        return Math.Max(0, before - InFlight)..(scenery.Chat.Said + InFlight);
    }
}
