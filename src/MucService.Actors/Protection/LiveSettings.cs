using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using MucService.Rooms;
using MucService.Rooms.Protection;
using MucService.Xmpp;

namespace MucService.Actors.Protection;

/// <summary>
/// What the operator decided for the rooms of each service, and what of it he decides while the node runs. All rooms share one instance, and are
/// told when there is another.
/// </summary>
/// <param name="settings">With what the node was started.</param>
public sealed class LiveSettings(ImmutableDictionary<Domain, RoomSettings> settings)
{
    private readonly ConcurrentDictionary<IActorRef, byte> _rooms = [];
    private volatile ImmutableDictionary<Domain, RoomSettings> _current = settings;

    /// <summary>What holds now for the rooms of a service.</summary>
    public RoomSettings this[Domain service] => _current[service];

    /// <summary>Other people are not let in from now on.</summary>
    internal void Block(BlockList blocks)
    {
        _current = _current.ToImmutableDictionary(service => service.Key, service => service.Value with { Blocks = blocks });
        foreach (var room in _rooms.Keys)
            room.Tell(Changed.Instance);
    }

    /// <summary>A room is to be told of changes.</summary>
    internal void Add(IActorRef room) => _rooms[room] = 0;

    /// <summary>A room is gone.</summary>
    internal void Remove(IActorRef room) => _rooms.TryRemove(room, out _);

    /// <summary>Tells a room of this node to look again.</summary>
    internal sealed record Changed
    {
        public static Changed Instance { get; } = new();
    }
}
