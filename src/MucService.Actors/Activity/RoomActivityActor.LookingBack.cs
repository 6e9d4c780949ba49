using Akka.Actor;
using Akka.Event;
using MucService.Xmpp;

namespace MucService.Actors.Activity;

/// <summary>
/// Who subscribes is told of the rooms in which something was said since he left them. XEP-0437 #rules. Storage is asked for one session at a time, so
/// that many who subscribe at once do not keep everybody else from it.
/// </summary>
internal sealed partial class RoomActivityActor
{
    private readonly Queue<FullJid> _toLookBack = [];
    private readonly HashSet<FullJid> _lookingBack = [];
    private string? _unread;

    private void LookingBack() => Receive<Earlier>(OnEarlier);

    private void LookBack(FullJid session)
    {
        if (!_lookingBack.Add(session))
            return;

        _toLookBack.Enqueue(session);
        if (_toLookBack.Count == 1)
            Ask(session);
    }

    private void Ask(FullJid session) => _around.Store.ActiveSinceAsync(_around.Service, session.Bare, MaxRoomsEach, CancellationToken.None)
        .PipeTo(Self, success: rooms => new Earlier(session, rooms, Fault: null), failure: fault => new Earlier(session, [], fault.Message));

    private void OnEarlier(Earlier earlier)
    {
        _toLookBack.Dequeue();
        _lookingBack.Remove(earlier.Session);
        if (_toLookBack.TryPeek(out var next))
            Ask(next);

        if (earlier.Fault is { } fault && _unread is null)
            _log.Warning("Where something was said before somebody subscribed cannot be read: {Reason}", fault);
        _unread = earlier.Fault;
        if (_subscribers.GetValueOrDefault(earlier.Session.Bare)?.GetValueOrDefault(earlier.Session) is not { } told)
            return;

        foreach (var room in earlier.Rooms)
        {
            if (told.Count < MaxRoomsEach && told.Add(room))
                Gather(earlier.Session, room);
        }
    }

    /// <summary>Where something was said since the person of a session left.</summary>
    private sealed record Earlier(FullJid Session, IReadOnlyList<BareJid> Rooms, string? Fault);
}
