namespace MucService.Wire;

/// <summary>How output is written for another node, which understands all forms up to its own.</summary>
public enum OutputForm
{
    /// <summary>As the host gets it.</summary>
    Plain,

    /// <summary>As <see cref="FoldedOutput"/>: what is said to many is there once.</summary>
    Folded,

    /// <summary>The same, of several things said one after the other: those that go to the same many name them once.</summary>
    Gathered,
}
