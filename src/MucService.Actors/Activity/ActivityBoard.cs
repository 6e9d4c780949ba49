using System.Collections.Immutable;
using Akka.Actor;
using MucService.Xmpp;

namespace MucService.Actors.Activity;

/// <summary>Who wants to hear that rooms are in use, by service: written by <see cref="RoomActivityActor"/>, looked at by each room that somebody speaks in.</summary>
internal sealed class ActivityBoard
{
    private ImmutableDictionary<Domain, Listener> _listeners = ImmutableDictionary<Domain, Listener>.Empty;

    /// <summary>Who listens for a service; null where nobody does.</summary>
    public Listener? Of(Domain service) => Volatile.Read(ref _listeners).GetValueOrDefault(service);

    /// <summary>Puts up who listens from now on.</summary>
    public void Set(Domain service, IActorRef actor, ImmutableHashSet<BareJid> subscribers)
    {
        if (subscribers.IsEmpty)
            ImmutableInterlocked.TryRemove(ref _listeners, service, out _);
        else
            ImmutableInterlocked.AddOrUpdate(ref _listeners, service, new Listener(actor, subscribers), (_, _) => new Listener(actor, subscribers));
    }

    /// <summary>Who listens; another object after each change.</summary>
    /// <param name="Actor">Who is told.</param>
    /// <param name="Subscribers">On whose behalf.</param>
    internal sealed record Listener(IActorRef Actor, ImmutableHashSet<BareJid> Subscribers);
}

/// <summary>Somebody spoke in a room, and these subscribers may enter it.</summary>
/// <param name="Room">The room.</param>
/// <param name="Members">Who, with those of his sessions that are in the room and heard it there.</param>
internal sealed record RoomActive(BareJid Room, ImmutableArray<(BareJid Jid, ImmutableArray<FullJid> Present)> Members);
