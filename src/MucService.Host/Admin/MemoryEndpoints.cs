using System.Runtime;

namespace MucService.Host.Admin;

/// <summary>What the process holds, under <c>/admin/v1/memory</c>.</summary>
internal static class MemoryEndpoints
{
    public static void MapMemory(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/memory", Measure);
        admin.MapPost("/memory/collect", Collect);
    }

    // Twice: what the first pass found dead with a finalizer is freed by the second. It stops the node for as long as it takes.
    private static MemoryView Collect()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Measure();
    }

    private static MemoryView Measure() =>
        new(GC.GetTotalMemory(forceFullCollection: false), GC.GetGCMemoryInfo().TotalCommittedBytes, Environment.WorkingSet);
}
