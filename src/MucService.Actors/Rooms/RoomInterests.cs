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
internal sealed class RoomInterests(BareJid room, IActorRef directory, SessionBoard board, IActorRef self)
{
    private static readonly TimeSpan UseSpacing = TimeSpan.FromMinutes(1);

    private readonly Dictionary<Domain, int> _sessions = [];
    private DateTimeOffset _usedAt = DateTimeOffset.MinValue;

    /// <summary>Follows one event.</summary>
    /// <param name="before">The state before it.</param>
    /// <param name="happened">What happened.</param>
    public void Follow(RoomState before, RoomEvent happened)
    {
        switch (happened)
        {
            case RoomEvent.Said said:
                Used(said.Entry.At);
                break;
            case RoomEvent.Entered entered:
                // One that enters anew replaces itself.
                if (!before.Sessions.ContainsKey(entered.Session.RealJid))
                    Enter(entered.Session);
                Used(entered.Session.EnteredAt);
                break;
            case RoomEvent.Exited exited:
                if (before.Sessions.ContainsKey(exited.RealJid))
                    Exit(exited.RealJid);
                break;
            case RoomEvent.CapabilitiesLearned learned:
                board.Learn(room.Domain, learned.RealJid, learned.Features);
                break;
        }
    }

    /// <summary>Starts from a state.</summary>
    /// <param name="before">The state that was followed so far, or null.</param>
    /// <param name="state">The state to start from.</param>
    public void Rebuild(RoomState? before, RoomState state)
    {
        if (before is not null)
            Close(before);
        foreach (var session in state.Occupants.Values.SelectMany(occupant => occupant.Sessions))
            board.Enter(room.Domain, session.RealJid, session.Features);

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

    /// <summary>The room is here no longer.</summary>
    public void Close(RoomState state)
    {
        foreach (var session in state.Sessions.Keys)
            board.Exit(room.Domain, session);
    }

    private void Enter(Session session)
    {
        board.Enter(room.Domain, session.RealJid, session.Features);

        // Who was on the board before was noted when his stanza came; he may not have been.
        board.Heard(room.Domain, session.RealJid);
        Add(session.RealJid.Domain);
    }

    private void Exit(FullJid session)
    {
        board.Exit(room.Domain, session);
        Remove(session.Domain);
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
