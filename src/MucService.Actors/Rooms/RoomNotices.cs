using Akka.Actor;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// The notices of removal that a room has asked links to keep, until they say that these are durable: a link's node may be gone, and nobody knows yet.
/// </summary>
/// <param name="links">Where the links are.</param>
/// <param name="room">The room's actor, which is answered.</param>
internal sealed class RoomNotices(IActorRef links, IActorRef room)
{
    /// <summary>How long an answer may take before the notice is repeated.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // More than the time in which a node is removed. A link on a node of an earlier version never answers.
    private const int Repeats = 20;
    private const int Most = 2000;

    private readonly Dictionary<FullJid, (LinkMessages.KeepNotice Asked, int Left)> _asked = [];

    /// <summary>Some are not known to be durable.</summary>
    public bool IsWaiting => _asked.Count > 0;

    /// <summary>Asks for one; the last of a session counts.</summary>
    public void Keep(LinkMessages.KeepNotice notice)
    {
        var awaited = notice with { WantsAnswer = true };
        if (_asked.Count < Most || _asked.ContainsKey(notice.Notice.Session))
            _asked[notice.Notice.Session] = (awaited with { IsRepeated = true }, Repeats);
        links.Tell(awaited, room);
    }

    /// <summary>One is durable, or needed no more.</summary>
    public void End(FullJid session) => _asked.Remove(session);

    /// <summary>Asks again for those that nothing was heard of, but not of whom is in the room again.</summary>
    public void Repeat(RoomState state)
    {
        foreach (var (session, (asked, left)) in _asked.ToList())
        {
            if (left == 0 || state.Sessions.ContainsKey(session))
            {
                _asked.Remove(session);
                continue;
            }

            _asked[session] = (asked, left - 1);
            links.Tell(asked, room);
        }
    }
}
