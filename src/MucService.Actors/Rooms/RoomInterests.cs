using System.Runtime.InteropServices;
using Akka.Actor;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// Which domains a room has sessions of, and whether it is in use: the node's link directory is told when the first session of a
/// domain comes and the last goes, and at most once a minute that somebody entered or spoke.
/// </summary>
internal sealed class RoomInterests(BareJid room, IActorRef directory, IActorRef self)
{
    private static readonly TimeSpan UseSpacing = TimeSpan.FromMinutes(1);

    private readonly Dictionary<Domain, int> _sessions = [];
    private DateTimeOffset _usedAt = DateTimeOffset.MinValue;

    /// <summary>Follows one event.</summary>
    public void Follow(RoomEvent happened)
    {
        switch (happened)
        {
            case RoomEvent.Said said:
                Used(said.Entry.At);
                break;
            case RoomEvent.Entered entered:
                Add(entered.Session.RealJid.Domain);
                Used(entered.Session.EnteredAt);
                break;
            case RoomEvent.Exited exited:
                Remove(exited.RealJid.Domain);
                break;
        }
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

    private void Used(DateTimeOffset at)
    {
        if (at - _usedAt < UseSpacing)
            return;

        _usedAt = at;
        directory.Tell(new LinkMessages.InUse(room), self);
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
