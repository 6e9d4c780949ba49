using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>The ways out of a node: for each service the queues of its streams. A room keeps to one, so that its order holds.</summary>
public sealed class ServiceOutputs
{
    private readonly Dictionary<Domain, List<OutputQueue>> _queues = [];

    /// <summary>Adds a stream's queue. Done before any room starts.</summary>
    public void Add(Domain service, OutputQueue queue)
    {
        if (!_queues.TryGetValue(service, out var queues))
            _queues.Add(service, queues = []);
        queues.Add(queue);
    }

    /// <summary>The queue that a room writes to.</summary>
    public OutputQueue For(BareJid room)
    {
        var queues = _queues[room.Domain];
        if (queues.Count == 1)
            return queues[0];

        // FNV-1a: the same on every node and after every restart, which string.GetHashCode is not.
        var hash = 2166136261u;
        foreach (var letter in room.Local)
            hash = (hash ^ letter) * 16777619u;
        return queues[(int)(hash % (uint)queues.Count)];
    }
}
