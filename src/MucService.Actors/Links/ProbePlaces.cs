namespace MucService.Actors.Links;

/// <summary>
/// Who of more domains than are probed is probed: those that more rooms have sessions of. Somebody with thousands of domains, each in a room
/// or two, takes no place from a domain that is used; among equals, who has a place keeps it.
/// </summary>
internal static class ProbePlaces
{
    /// <summary>Gives the places of those in the fewest rooms to those that wait for one and are in more.</summary>
    /// <param name="links">The links of one service that may be probed.</param>
    public static void Share(IReadOnlyCollection<TrackedLink> links)
    {
        var waiting = links.Where(link => !link.Probed).OrderByDescending(link => link.Rooms.Count).ToArray();
        if (waiting.Length == 0)
            return;

        var probed = links.Where(link => link.Probed).OrderBy(link => link.Rooms.Count);
        foreach (var (next, weakest) in waiting.Zip(probed))
        {
            if (next.Rooms.Count <= weakest.Rooms.Count)
                return;

            (next.Probed, weakest.Probed) = (true, false);
        }
    }
}
