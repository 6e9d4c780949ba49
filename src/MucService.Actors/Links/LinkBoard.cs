using System.Collections.Concurrent;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>
/// How the links of this node's rooms stand, for those who must know without asking an actor: the router of the host connection
/// decides with it whether a stanza is a sign of life worth reporting. Thread-safe; reading takes no lock.
/// </summary>
public sealed class LinkBoard(TimeProvider time)
{
    private static readonly TimeSpan SignSpacing = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(Domain Service, Domain Remote), Cell> _cells = new();
    private readonly ConcurrentDictionary<Domain, bool> _told = new();

    /// <summary>How a link stands; null if no room of this node has sessions of the domain, and it is not lost.</summary>
    public LinkStanding? StandingOf(Domain service, Domain remote) =>
        _cells.TryGetValue((service, remote), out var cell) ? cell.Standing : null;

    /// <summary>
    /// True if a stanza that is not an error, just come from that domain, should be reported as <see cref="LinkMessages.SignOfLife"/>:
    /// its link is down or returning, and no sign was reported within the last second.
    /// </summary>
    public bool IsSignOfLife(Domain service, Domain remote)
    {
        if (!_cells.TryGetValue((service, remote), out var cell) || cell.Standing is not (LinkStanding.Unreachable or LinkStanding.Returning))
            return false;

        var now = time.GetTimestamp();
        var last = Interlocked.Read(ref cell.SignAt);
        if (last != 0 && time.GetElapsedTime(last, now) < SignSpacing)
            return false;

        return Interlocked.CompareExchange(ref cell.SignAt, now, last) == last;
    }

    /// <summary>True if the host of that service tells of its connections, and so can be asked to close one.</summary>
    public bool IsToldOfConnections(Domain service) => _told.ContainsKey(service);

    internal void TellsOfConnections(Domain service) => _told[service] = true;

    internal void Set(Domain service, Domain remote, LinkStanding standing) =>
        _cells.GetOrAdd((service, remote), static _ => new Cell()).Standing = standing;

    internal void Remove(Domain service, Domain remote) => _cells.TryRemove((service, remote), out _);

    private sealed class Cell
    {
        private volatile LinkStanding _standing = LinkStanding.Unknown;

        public long SignAt;

        public LinkStanding Standing
        {
            get => _standing;
            set => _standing = value;
        }
    }
}
