namespace MucService.Rooms;

/// <summary>What a room is told of the link to a domain. The table of states is in the README's page on links.</summary>
public enum LinkStanding
{
    /// <summary>Up, suspect or held up: sessions are sent everything and not annotated.</summary>
    Reachable,

    /// <summary>Down or held down: sessions are sent replies only, are annotated, and their grace time runs.</summary>
    Unreachable,

    /// <summary>A sign of life, not yet settled: still annotated, but the grace time stands.</summary>
    Returning,

    /// <summary>Not decided yet, or our own stream is lost: nothing changes, the grace time stands.</summary>
    Unknown,

    /// <summary>Reachable, after too many outages: sessions are sent everything, and are still annotated.</summary>
    Damped,
}

/// <summary>Who is told that an occupant's server cannot be reached.</summary>
public enum AnnotateTo
{
    /// <summary>Everyone whose client understands it.</summary>
    Everyone,

    /// <summary>Moderators only: in a semi-anonymous room it blurs which nicks share a server.</summary>
    Moderators,
}

/// <summary>What sessions are sent when the link to their domain is up again.</summary>
public enum Resync
{
    /// <summary>What changed, and what was said.</summary>
    Full,

    /// <summary>What changed, and not what was said.</summary>
    Presence,

    /// <summary>Nothing: they are removed with status 333, and enter anew.</summary>
    None,
}

/// <summary>What of links a room decides for itself, unless the operator locks it.</summary>
public enum LinkField
{
    /// <summary><see cref="LinkChoices.Policy"/>.</summary>
    Policy,

    /// <summary><see cref="LinkChoices.Grace"/>.</summary>
    Grace,

    /// <summary><see cref="LinkChoices.AnnotateTo"/>.</summary>
    AnnotateTo,

    /// <summary><see cref="LinkChoices.Resync"/>.</summary>
    Resync,
}

/// <summary>What the owners of a room decided about links; null where the service's default holds, also when that changes.</summary>
/// <param name="Policy">What is done with sessions whose domain cannot be reached.</param>
/// <param name="Grace">How long they are kept.</param>
/// <param name="AnnotateTo">Who is told.</param>
/// <param name="Resync">What they are sent when it can be reached again.</param>
public sealed record LinkChoices(LinkPolicy? Policy, TimeSpan? Grace, AnnotateTo? AnnotateTo, Resync? Resync)
{
    /// <summary>Nothing was decided.</summary>
    public static LinkChoices None { get; } = new(null, null, null, null);
}

/// <summary>What rooms do with sessions of a domain whose link is down.</summary>
public enum LinkPolicy
{
    /// <summary>Keep them, and tell capable clients that their presence is stale; eject them after the grace time.</summary>
    Annotate,

    /// <summary>Remove them at once, with status 333.</summary>
    Eject,

    /// <summary>Keep them and tell nobody. They are still not sent what would only bounce.</summary>
    Ignore,
}
