using System.Diagnostics;

namespace MucService.Links;

/// <summary>What a piece of evidence means for the link, once it is known which probe it belongs to.</summary>
internal enum Finding
{
    /// <summary>It means nothing, or says nothing of the domain.</summary>
    None,

    /// <summary>The probe under way was answered in time: proof.</summary>
    Alive,

    /// <summary>The probe under way was refused: not down, and no proof.</summary>
    Refused,

    /// <summary>The probe under way was bounced from the bare domain.</summary>
    ProbeBounced,

    /// <summary>The probe under way was not answered within its deadline.</summary>
    ProbeMissed,

    /// <summary>The probe under way was answered with something that says nothing.</summary>
    SaidNothing,

    /// <summary>A stanza of a room was bounced.</summary>
    StanzaBounced,

    /// <summary>Our host lost a connection to the domain, or could not open one.</summary>
    ConnectionLost,

    /// <summary>Something other than an error came from the domain, or a result came too late.</summary>
    SignOfLife,

    /// <summary>It is time for the next probe.</summary>
    ProbeDue,
}

/// <summary>A finding in words, for the operator.</summary>
internal static class Findings
{
    public static string InWords(this Finding finding) => finding switch
    {
        Finding.Alive => "probe answered",
        Finding.Refused => "probe refused by policy",
        Finding.ProbeBounced => "probe bounced from the domain",
        Finding.ProbeMissed => "probe not answered within its deadline",
        Finding.SaidNothing => "probe answered with an error that says nothing",
        Finding.StanzaBounced => "a stanza bounced",
        Finding.ConnectionLost => "the host lost a connection to the domain",
        Finding.SignOfLife => "a sign of life",
        Finding.None or Finding.ProbeDue => "nothing",
        _ => throw new UnreachableException(),
    };
}
