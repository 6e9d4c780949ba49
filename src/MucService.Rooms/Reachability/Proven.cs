namespace MucService.Rooms.Reachability;

/// <summary>How far what was written to a domain is proved to have arrived, in positions of an output.</summary>
/// <param name="Output">Whose positions they are.</param>
/// <param name="Position">All that was written up to here has arrived, but for what was reported lost.</param>
public sealed record Proven(string Output, long Position);
