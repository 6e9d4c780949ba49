using System.Runtime.InteropServices;
using Akka.Actor;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>Which domains a room has sessions of; the node's link directory is told when the first comes and the last goes.</summary>
internal sealed class RoomInterests(BareJid room, IActorRef directory, IActorRef self)
{
    private readonly Dictionary<Domain, int> _sessions = [];

    /// <summary>Follows one event.</summary>
    public void Follow(RoomEvent happened)
    {
        if (happened is RoomEvent.Entered entered)
            Add(entered.Session.RealJid.Domain);
        else if (happened is RoomEvent.Exited exited)
            Remove(exited.RealJid.Domain);
    }

    /// <summary>Starts from a state.</summary>
    public void Rebuild(RoomState state)
    {
        var gone = _sessions.Keys.ToHashSet();
        _sessions.Clear();
        foreach (var session in state.Sessions.Keys)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_sessions, session.Domain, out _)++;
            gone.Remove(session.Domain);
        }

        foreach (var domain in _sessions.Keys)
            directory.Tell(new LinkMessages.Interested(room, domain), self);
        foreach (var domain in gone)
            directory.Tell(new LinkMessages.NotInterested(room, domain), self);
    }

    private void Add(Domain domain)
    {
        if (++CollectionsMarshal.GetValueRefOrAddDefault(_sessions, domain, out _) == 1)
            directory.Tell(new LinkMessages.Interested(room, domain), self);
    }

    private void Remove(Domain domain)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(_sessions, domain);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref count) || --count > 0)
            return;

        _sessions.Remove(domain);
        directory.Tell(new LinkMessages.NotInterested(room, domain), self);
    }
}
