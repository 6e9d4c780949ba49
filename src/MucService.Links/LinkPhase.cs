namespace MucService.Links;

/// <summary>What is detected of a link. The picture is above <see cref="LinkRules"/>.</summary>
public enum LinkPhase
{
    /// <summary>Not decided: nothing has been heard of a probe yet, or our own stream is lost.</summary>
    Unknown,

    /// <summary>A probe was answered (or the domain is mute, and no probe was bounced).</summary>
    Up,

    /// <summary>A stanza was bounced or a probe missed; the confirming probe decides.</summary>
    Suspect,

    /// <summary>A probe was bounced, or a domain that used to answer did not.</summary>
    Down,

    /// <summary>There is life again; two round trips must hold.</summary>
    Returning,
}

/// <summary>What rooms are told: the rows of the table of section "Words" of the page on links.</summary>
public enum Standing
{
    /// <summary>Up, suspect or held up.</summary>
    Reachable,

    /// <summary>Down or held down.</summary>
    Unreachable,

    /// <summary>Returning.</summary>
    Returning,

    /// <summary>Unknown.</summary>
    Unknown,

    /// <summary>Up or suspect after too many outages: delivered to, but still annotated. RFC 2439's shape.</summary>
    Damped,
}

/// <summary>What the operator makes of a link, whatever is detected.</summary>
public enum LinkHold
{
    /// <summary>Rooms are told that it is reachable.</summary>
    Up,

    /// <summary>Rooms are told that it is unreachable.</summary>
    Down,
}

/// <summary>Why a probe is sent; decides how long it may take.</summary>
public enum ProbePurpose
{
    /// <summary>To decide an unknown link. A host may be dialling: it waits long.</summary>
    First,

    /// <summary>To keep knowing.</summary>
    Routine,

    /// <summary>To decide a suspect link.</summary>
    Confirm,

    /// <summary>To find the end of an outage. A host may be dialling: it waits long.</summary>
    Recheck,

    /// <summary>To see a returning link hold.</summary>
    Settle,
}
