using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// How links stand, as a room that was loaded hears it, one link after the other. That a domain can be reached has its sessions told again how the room
/// is: said before it is known of the others, they would be told that somebody is back whose server still cannot be reached. So that waits for
/// the others.
/// </summary>
/// <param name="untold">The domains that the room has sessions of.</param>
internal sealed class FirstStandings(IEnumerable<Domain> untold)
{
    /// <summary>How long that a domain can be reached waits for the others: one that answers nothing is not decided sooner than after its first probe.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly HashSet<Domain> _untold = [.. untold];
    private readonly List<LinkMessages.Told> _waiting = [];

    /// <summary>True if nothing has to wait any more.</summary>
    public bool IsOver => _untold.Count == 0;

    /// <summary>Hears of a link.</summary>
    /// <returns>What the room is to follow now, in this order.</returns>
    public IReadOnlyList<LinkMessages.Told> Take(LinkMessages.Told told)
    {
        // The epoch 0 is of a link that the node itself has not heard of; one whose stream is not open yet says more as soon as it is.
        if (told is { Epoch: > 0, Standing: not LinkStanding.Unknown })
            _untold.Remove(told.Remote);
        _waiting.RemoveAll(waiting => waiting.Remote == told.Remote);
        if (told.Standing is not (LinkStanding.Reachable or LinkStanding.Damped))
            return IsOver ? [told, .. Rest()] : [told];

        _waiting.Add(told);
        return IsOver ? Rest() : [];
    }

    /// <summary>What has waited.</summary>
    public IReadOnlyList<LinkMessages.Told> Rest()
    {
        IReadOnlyList<LinkMessages.Told> rest = [.. _waiting];
        _waiting.Clear();
        _untold.Clear();
        return rest;
    }
}
