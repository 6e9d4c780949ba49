using Akka.Actor;

namespace MucService.Actors.Links;

/// <summary>The nodes whose rooms have sessions of a link's domain, by what their directories reported last.</summary>
internal sealed class InterestedNodes(TimeSpan longestSilence)
{
    private readonly Dictionary<IActorRef, (int Rooms, bool Probed, TimeSpan At)> _reports = [];

    /// <summary>The directories to tell.</summary>
    public IEnumerable<IActorRef> All => _reports.Keys;

    /// <summary>How many rooms have sessions of the domain.</summary>
    public int Rooms => _reports.Values.Sum(report => report.Rooms);

    /// <summary>False if every node counts the domain among those beyond its limit.</summary>
    public bool Probed => _reports.Count == 0 || _reports.Values.Any(report => report.Probed);

    /// <summary>Keeps a report; false if it is the first of that node. A node that has no rooms left is forgotten by its silence.</summary>
    public bool Count(IActorRef directory, LinkMessages.Report report, TimeSpan at)
    {
        var known = _reports.ContainsKey(directory);
        _reports[directory] = (report.Rooms, report.Probed, at);
        return known;
    }

    /// <summary>Forgets a node that is gone; false if it was not known.</summary>
    public bool Forget(IActorRef directory) => _reports.Remove(directory);

    /// <summary>Forgets nodes that have not reported for long; false if there are none.</summary>
    public bool ForgetSilent(TimeSpan at)
    {
        var silent = _reports.Where(report => at - report.Value.At > longestSilence).Select(report => report.Key).ToList();
        silent.ForEach(directory => _reports.Remove(directory));
        return silent.Count > 0;
    }
}
