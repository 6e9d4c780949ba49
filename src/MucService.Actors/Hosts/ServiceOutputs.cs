using System.Collections.Concurrent;
using Akka.Actor;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>
/// The ways out of a node: for each service the queues of its streams, and whether this node holds them. A room keeps to one queue, so
/// that its order holds. Thread-safe once the queues are added.
/// </summary>
public sealed class ServiceOutputs
{
    private readonly Dictionary<Domain, Service> _services = [];
    private readonly ConcurrentDictionary<BareJid, long> _epochs = new();

    private readonly ConcurrentDictionary<IActorRef, bool> _followers = new();
    private long _waiting;

    /// <summary>True among several nodes: any of them may hold the streams, and instances of a room are told apart.</summary>
    internal bool MayTurn { get; init; }

    /// <summary>How many bytes may wait in all rooms together, beside what waits in the queues.</summary>
    internal long MostWaiting { get; init; } = 16 * 1024 * 1024;

    /// <summary>True while as much waits in rooms as may.</summary>
    internal bool IsFull => Interlocked.Read(ref _waiting) >= MostWaiting;

    /// <summary>So many bytes more wait in a room, or fewer.</summary>
    internal void Waits(long bytes) => Interlocked.Add(ref _waiting, bytes);

    /// <summary>Adds a stream's queue. Done before any room starts.</summary>
    public void Add(Domain service, OutputQueue queue)
    {
        if (!_services.TryGetValue(service, out var queues))
            _services.Add(service, queues = new Service());
        queues.Queues.Add(queue);
    }

    /// <summary>The queue that a room writes to, where this node holds the streams.</summary>
    public OutputQueue For(BareJid room)
    {
        var queues = _services[room.Domain].Queues;
        if (queues.Count == 1)
            return queues[0];

        // FNV-1a: the same on every node and after every restart, which string.GetHashCode is not.
        var hash = 2166136261u;
        foreach (var letter in room.Local)
            hash = (hash ^ letter) * 16777619u;
        return queues[(int)(hash % (uint)queues.Count)];
    }

    /// <summary>The queues of a service.</summary>
    internal IReadOnlyList<OutputQueue> Of(Domain service) => _services[service].Queues;

    /// <summary>Where the output of a service goes now.</summary>
    internal Way WayOf(Domain service) => _services[service].Way;

    /// <summary>The host has read all that went the way before this one.</summary>
    internal bool IsFormerRead(Domain service) => _services[service].IsFormerRead;

    /// <summary>It goes another way from now on.</summary>
    /// <param name="service">Of which service.</param>
    /// <param name="way">Which way.</param>
    /// <param name="isFormerRead">The host has read all that went the way before.</param>
    internal void Turn(Domain service, Way way, bool isFormerRead = false)
    {
        var services = _services[service];
        if (services.Way.Equals(way))
            return;

        if (way is not Way.Nowhere)
            services.IsFormerRead = isFormerRead;
        services.Way = way;
        foreach (var follower in _followers.Keys)
            follower.Tell(Turned.Instance);
    }

    /// <summary>A room that is told <see cref="Turned"/> whenever output takes another way.</summary>
    internal void Follow(IActorRef room)
    {
        if (MayTurn)
            _followers.TryAdd(room, true);
    }

    /// <summary>A room that is gone.</summary>
    internal void Unfollow(IActorRef room) => _followers.TryRemove(room, out _);

    /// <summary>False if output of a newer instance of the room has been heard.</summary>
    internal bool IsNewest(BareJid room, long epoch)
    {
        while (MayTurn)
        {
            if (!_epochs.TryGetValue(room, out var known))
            {
                if (_epochs.TryAdd(room, epoch))
                    return true;
            }
            else if (known >= epoch || _epochs.TryUpdate(room, epoch, known))
            {
                return known <= epoch;
            }
        }

        return true;
    }

    /// <summary>Output of a service takes another way.</summary>
    internal sealed record Turned
    {
        /// <summary>The only one.</summary>
        public static Turned Instance { get; } = new();
    }

    private sealed class Service
    {
        private volatile Way _way = Way.Here.Instance;
        private volatile bool _isFormerRead;

        public List<OutputQueue> Queues { get; } = [];

        public Way Way
        {
            get => _way;
            set => _way = value;
        }

        public bool IsFormerRead
        {
            get => _isFormerRead;
            set => _isFormerRead = value;
        }
    }
}
