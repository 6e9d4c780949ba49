using Akka.Actor;
using MucService.Links;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>What all links of a node share: where time, chance and the way out come from.</summary>
/// <param name="Settings">What the operator decided.</param>
/// <param name="Host">The host connection of a service domain.</param>
/// <param name="Directories">Sends a message to the LinkDirectoryActor of every node.</param>
/// <param name="Time">Both clocks.</param>
public sealed record LinkSurroundings(LinkSettings Settings, Func<Domain, IActorRef> Host, Action<object, IActorRef> Directories, TimeProvider Time)
{
    /// <summary>Sends a message to a room.</summary>
    public Action<object, IActorRef> Rooms { get; init; } = (_, _) => { };

    /// <summary>Sends a message to the <see cref="NoticeRegisterActor"/>.</summary>
    public Action<object> Register { get; init; } = _ => { };

    private readonly long _origin = Time.GetTimestamp();

    /// <summary>
    /// Among several nodes: sends a message to the LinkDirectoryActor of each, so that the node that reads a host's stream knows the links
    /// that are down although none of its rooms has sessions there. Null for a single node.
    /// </summary>
    public Action<object, IActorRef>? Announce { get; init; }

    /// <summary>
    /// False on a node that is perhaps none of the cluster any more, as one that was frozen: its links are on another by now, and what it wrote would
    /// take the place of what that one has written since.
    /// </summary>
    public Func<bool> MayWrite { get; init; } = () => true;

    /// <summary>How links stand, for those who must know without asking; and whether hosts tell of their connections.</summary>
    public LinkBoard Board { get; } = new(Time);

    /// <summary>Whether many links turn suspect at once.</summary>
    public LinkWeather Weather { get; } = new(Settings.Timings.ProbeDeadline);

    /// <summary>How many probes may still be sent in this second.</summary>
    public ProbeBudget Budget { get; } = new(Settings.ProbesPerSecond);

    /// <summary>The monotonic clock.</summary>
    public TimeSpan Elapsed => Time.GetElapsedTime(_origin);

    /// <summary>Now, with a chance drawn.</summary>
    public Moment Now()
    {
        var at = Elapsed;
        return new Moment(at, Time.GetUtcNow(), Random.Shared.NextDouble(), Weather.IsWidespread(at));
    }
}

/// <summary>Counts suspicions on this node: when more than half of the links turn suspect within one deadline, it may be us. Thread-safe.</summary>
public sealed class LinkWeather(TimeSpan deadline)
{
    // Of fewer links, half is no crowd.
    private const int FewestLinks = 6;

    private readonly Lock _gate = new();
    private readonly Queue<TimeSpan> _suspicions = new();
    private int _links;
    private TimeSpan? _widespreadUntil;

    /// <summary>One more link is watched, or one less.</summary>
    public void Count(int change)
    {
        lock (_gate)
            _links += change;
    }

    /// <summary>A link turned suspect. True if with it more than half are, for the first time in a while: worth one warning.</summary>
    public bool Suspected(TimeSpan at)
    {
        lock (_gate)
        {
            _suspicions.Enqueue(at);
            while (_suspicions.TryPeek(out var oldest) && at - oldest > deadline)
                _suspicions.Dequeue();
            if (_links < FewestLinks || _suspicions.Count * 2 <= _links)
                return false;

            var first = _widespreadUntil is not { } until || until < at;
            _widespreadUntil = at + (4 * deadline);
            return first;
        }
    }

    /// <summary>True if that was so within the time that confirming probes take.</summary>
    public bool IsWidespread(TimeSpan at)
    {
        lock (_gate)
            return at < _widespreadUntil;
    }
}

/// <summary>
/// A bound on the probes that a node sends per second, and no more than a tenth of them at once: those that are due together, as after a
/// start, are put off by a time that chance decides, and keep that distance from turn to turn. Thread-safe.
/// </summary>
public sealed class ProbeBudget(int perSecond)
{
    private readonly double _atOnce = Math.Max(1, perSecond / 10.0);
    private readonly Lock _gate = new();
    private double _left = Math.Max(1, perSecond / 10.0);
    private TimeSpan _filledAt;

    /// <summary>Takes one probe's worth; false if they are spent.</summary>
    public bool TryTake(TimeSpan at)
    {
        lock (_gate)
        {
            _left = Math.Min(_atOnce, _left + ((at - _filledAt).TotalSeconds * perSecond));
            _filledAt = at;
            if (_left < 1)
                return false;

            _left--;
            return true;
        }
    }
}
