namespace MucService.Rooms.Reachability;

/// <summary>Why it is in doubt that something arrived which was written to a domain.</summary>
public enum DoubtKind
{
    /// <summary>A probe that was written among it was lost, while a later one was answered.</summary>
    Lost,

    /// <summary>Our stream to the host was lost before it was proved; the host may have lost sessions without a word, too.</summary>
    StreamLost,

    /// <summary>A probe was answered after a later one: stanzas may have overtaken one another.</summary>
    Reordered,

    /// <summary>A probe was answered so late that what was written after it may have come first.</summary>
    Late,
}
