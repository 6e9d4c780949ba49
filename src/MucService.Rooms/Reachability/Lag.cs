namespace MucService.Rooms.Reachability;

/// <summary>A session that missed single stanzas, though the link to its domain was not lost.</summary>
/// <param name="Known">What it is known to have got.</param>
/// <param name="At">When it was seen.</param>
/// <param name="Due">It is still to be told what it missed.</param>
/// <param name="MadeGoodAt">When it was told last what it missed, or null: who misses something again soon has to enter anew.</param>
public sealed record Lag(Known Known, DateTimeOffset At, bool Due, DateTimeOffset? MadeGoodAt);
