using Akka.Actor;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>A room of this node that has sessions of remote domains.</summary>
internal sealed class TrackedRoom(BareJid jid, IActorRef actor)
{
    public BareJid Jid { get; } = jid;

    public IActorRef Actor { get; } = actor;

    /// <summary>Its links, by remote domain, and the epoch of which it was told last.</summary>
    public Dictionary<Domain, (TrackedLink Link, long Told)> Links { get; } = [];
}

/// <summary>A link that rooms of this node have sessions of.</summary>
internal sealed class TrackedLink(Domain service, Domain remote)
{
    public Domain Service { get; } = service;

    public Domain Remote { get; } = remote;

    public Dictionary<BareJid, TrackedRoom> Rooms { get; } = [];

    /// <summary>What rooms are told; of a link not heard of, nothing is known.</summary>
    public LinkMessages.Told Told { get; set; } = new(remote, LinkStanding.Unknown, 0);

    /// <summary>False if it is beyond the node's limit.</summary>
    public bool Probed { get; set; }

    /// <summary>One of its rooms was in use since the last report.</summary>
    public bool UsedSinceReport { get; set; }

    /// <summary>The last report said so.</summary>
    public bool UsedBefore { get; set; }
}

/// <summary>
/// Tells rooms of transitions at a bounded rate, in random order. A second transition of a link takes the place of what is left
/// of the first: no room is told what is no longer so.
/// </summary>
internal sealed class TellingWaves(int perSecond, long startedAt)
{
    // What rooms then say takes processors from others: the first wave, whose code has perhaps never run, is what the rate allows in 10 ms. Later ones
    // make good for a node that is late.
    private readonly double _atFirst = Math.Max(1, perSecond / 100.0);
    private readonly double _atOnce = Math.Max(1, perSecond / 20.0);
    private readonly Queue<TrackedLink> _turns = new();
    private readonly Dictionary<TrackedLink, Queue<TrackedRoom>> _left = [];
    private readonly Queue<(TrackedRoom Room, LinkMessages.InDoubt InDoubt)> _inDoubt = new();
    private double _budget = Math.Max(1, perSecond / 100.0);
    private long _filledAt = startedAt;
    private bool _goesOn;

    public void Begin(TrackedLink link)
    {
        var rooms = link.Rooms.Values.ToArray();
        Random.Shared.Shuffle(rooms);
        if (!_left.ContainsKey(link))
            _turns.Enqueue(link);
        _left[link] = new Queue<TrackedRoom>(rooms);
    }

    /// <summary>Tells the rooms of a link what of theirs is in doubt. Nothing takes the place of that.</summary>
    public void Begin(TrackedLink link, LinkMessages.InDoubt inDoubt)
    {
        foreach (var room in link.Rooms.Values)
            _inDoubt.Enqueue((room, inDoubt));
    }

    /// <summary>Tells as many rooms as the rate allows, the links in turn. True if some are left.</summary>
    public bool Send(TimeProvider time)
    {
        var now = time.GetTimestamp();
        _budget = Math.Min(_goesOn ? _atOnce : _atFirst, _budget + (time.GetElapsedTime(_filledAt, now).TotalSeconds * perSecond));
        _filledAt = now;

        while (_budget >= 1 && _turns.TryDequeue(out var link))
        {
            if (Tell(link, _left[link]))
                _turns.Enqueue(link);
            else
                _left.Remove(link);
        }

        while (_budget >= 1 && _inDoubt.TryDequeue(out var next))
        {
            next.Room.Actor.Tell(next.InDoubt);
            _budget--;
        }

        _goesOn = _turns.Count > 0 || _inDoubt.Count > 0;
        return _goesOn;
    }

    private bool Tell(TrackedLink link, Queue<TrackedRoom> rooms)
    {
        while (rooms.TryDequeue(out var room))
        {
            // A room that left, or asked in the meantime, needs no telling.
            if (!room.Links.TryGetValue(link.Remote, out var known) || known.Told >= link.Told.Epoch)
                continue;

            room.Actor.Tell(link.Told);
            room.Links[link.Remote] = (link, link.Told.Epoch);
            _budget--;
            break;
        }

        return rooms.Count > 0;
    }
}
