using MucService.Actors.Links;

namespace MucService.Actors.Rooms;

/// <summary>How a room hears of links.</summary>
internal sealed partial class RoomActor
{
    // Null but for the first moments of a room that was loaded.
    private FirstStandings? _firstStandings;

    private void AwaitFirstStandings()
    {
        if (_room.Recalled.IsEmpty)
            return;

        _firstStandings = new FirstStandings(_room.Sessions.Keys.Select(session => session.Domain));
        Timers.StartSingleTimer(nameof(FirstStandings), StandingsDue.Instance, FirstStandings.Patience);
    }

    private bool HandledOfLinks(object message)
    {
        switch (message)
        {
            case LinkMessages.Told told:
                OnTold(told);
                return true;
            case StandingsDue:
                OnStandingsDue();
                return true;
            default:
                return false;
        }
    }

    private void OnTold(LinkMessages.Told told)
    {
        if (_firstStandings is null)
        {
            Follow(told);
            return;
        }

        FollowAll(_firstStandings.Take(told));
        if (!_firstStandings.IsOver)
            return;

        _firstStandings = null;
        Timers.Cancel(nameof(FirstStandings));
    }

    private void OnStandingsDue()
    {
        FollowAll(_firstStandings?.Rest() ?? []);
        _firstStandings = null;
    }

    private void FollowAll(IReadOnlyList<LinkMessages.Told> standings)
    {
        foreach (var told in standings)
            Follow(told);
    }

    private void Follow(LinkMessages.Told told)
    {
        Handle(told);
        _proofs.Told(told);
    }

    private sealed record StandingsDue
    {
        public static readonly StandingsDue Instance = new();
    }
}
