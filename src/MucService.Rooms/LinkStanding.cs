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
