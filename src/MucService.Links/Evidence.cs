namespace MucService.Links;

/// <summary>When something was observed, and what chance was drawn for it.</summary>
/// <param name="At">By the monotonic clock. Only differences mean anything, and only within one process.</param>
/// <param name="Clock">By the wall clock, for people and for the journal.</param>
/// <param name="Jitter">A random number from 0 to 1, excluding 1.</param>
/// <param name="Widespread">More than half of the links turned suspect within one deadline: it may be us.</param>
public readonly record struct Moment(TimeSpan At, DateTimeOffset Clock, double Jitter = 0.5, bool Widespread = false);

/// <summary>Something observed of a link.</summary>
/// <param name="Now">When.</param>
public abstract record Evidence(Moment Now)
{
    /// <summary>The link is watched from now on, for the first time or after a restart.</summary>
    public sealed record Started(Moment Now) : Evidence(Now);

    /// <summary>The time for which <see cref="LinkState.WakeAt"/> asked has come, or later.</summary>
    public sealed record TimeCame(Moment Now) : Evidence(Now);

    /// <summary>A probe, perhaps not the last one, was answered.</summary>
    /// <param name="Now">When.</param>
    /// <param name="Number">Which probe.</param>
    /// <param name="SentAt">When that probe was sent, by the monotonic clock.</param>
    /// <param name="Verdict">What the answer says.</param>
    public sealed record ProbeAnswered(Moment Now, long Number, TimeSpan SentAt, ProbeVerdict Verdict) : Evidence(Now);

    /// <summary>Our host answered the ping that followed a probe.</summary>
    public sealed record HostAnswered(Moment Now, long Number) : Evidence(Now);

    /// <summary>A probe was not sent: too many are under way service-wide.</summary>
    public sealed record ProbeDeferred(Moment Now, long Number) : Evidence(Now);

    /// <summary>The service has a stream.</summary>
    public sealed record StreamOpened(Moment Now) : Evidence(Now);

    /// <summary>The service has no stream.</summary>
    public sealed record StreamLost(Moment Now, string Reason) : Evidence(Now);

    /// <summary>A stanza that a room sent, with an id that it knows, came back as undeliverable.</summary>
    public sealed record StanzaBounced(Moment Now) : Evidence(Now);

    /// <summary>A stanza that is not an error came from the domain.</summary>
    public sealed record SignOfLife(Moment Now) : Evidence(Now);

    /// <summary>Our host has a new connection to the domain, in either direction.</summary>
    public sealed record ConnectionOpened(Moment Now) : Evidence(Now);

    /// <summary>A connection between our host and the domain has ended, or an attempt to open one has failed. It may only have been idle.</summary>
    public sealed record ConnectionLost(Moment Now) : Evidence(Now);

    /// <summary>Our host has closed its connection to the domain, because we asked it to.</summary>
    public sealed record ConnectionDropped(Moment Now) : Evidence(Now);

    /// <summary>How many rooms have sessions of the domain, and whether any of them is in use.</summary>
    /// <param name="Now">When.</param>
    /// <param name="Rooms">How many rooms.</param>
    /// <param name="InUse">One of them is in use now.</param>
    /// <param name="Probed">False for a domain beyond the service's limit: it gets no routine probes.</param>
    public sealed record RoomsCounted(Moment Now, int Rooms, bool InUse, bool Probed = true) : Evidence(Now);

    /// <summary>What an earlier supervisor wrote down was read after the link had begun without it.</summary>
    public sealed record Remembered(Moment Now, LinkRecord Record) : Evidence(Now);

    /// <summary>Sessions there wait to be told of their removal, or none does any more.</summary>
    public sealed record NoticesKept(Moment Now, bool Any) : Evidence(Now);

    /// <summary>Somebody behind the link was told of his removal. Nobody knows of him any more, so that its bounce would tell nobody.</summary>
    public sealed record NoticeSent(Moment Now) : Evidence(Now);

    /// <summary>The operator holds the link.</summary>
    public sealed record Held(Moment Now, LinkHold Hold) : Evidence(Now);

    /// <summary>The operator lets the link be judged again.</summary>
    public sealed record Released(Moment Now) : Evidence(Now);

    /// <summary>The operator wants a probe at once.</summary>
    public sealed record ProbeOrdered(Moment Now) : Evidence(Now);
}

/// <summary>One piece of evidence in words, for the operator.</summary>
public sealed record EvidenceEntry(DateTimeOffset At, string What);
