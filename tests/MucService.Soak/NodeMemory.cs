using System.Globalization;
using System.Text.Json;
using MucService.TestBed;

namespace MucService.Soak;

/// <summary>What nodes hold after each round, as long as they live: whether they grow.</summary>
internal sealed class NodeMemory
{
    private readonly Dictionary<(string Node, string StartedAt), List<long>> _measured = [];

    /// <summary>Measures every node, after it has freed what is dead.</summary>
    public async Task MeasureAsync(ServiceCluster cluster)
    {
        foreach (var node in cluster.Nodes)
        {
            if (await node.AdminAsync("/admin/v1/status") is not { } status)
                continue;

            using var told = JsonDocument.Parse(status);
            using var memory = JsonDocument.Parse(await node.ControlAsync("memory", "--collect", "--output", "json"));
            var startedAt = told.RootElement.GetProperty("startedAt").GetString()!;
            if (!_measured.TryGetValue((node.Name, startedAt), out var heaps))
                _measured.Add((node.Name, startedAt), heaps = []);
            heaps.Add(memory.RootElement.GetProperty("heapBytes").GetInt64());
        }
    }

    /// <summary>Begins anew.</summary>
    public void Forget() => _measured.Clear();

    /// <summary>The node that lived through most rounds.</summary>
    public override string ToString()
    {
        if (_measured.Values.MaxBy(heaps => heaps.Count) is not { Count: > 1 } longest)
            return "No node lived through more than one round.";

        return string.Create(
            CultureInfo.InvariantCulture,
            $"The node that lived longest held {longest[0] / 1e6:0.0} MB after its first round and {longest[^1] / 1e6:0.0} MB after its last, {longest.Count - 1} rounds later.");
    }
}
