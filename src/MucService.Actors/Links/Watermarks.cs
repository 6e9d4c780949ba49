using System.Collections.Concurrent;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>
/// How far output is proved to have reached each domain, for the rooms of this node: one position per link and nothing per room.
/// Thread-safe; reading takes no lock.
/// </summary>
public sealed class Watermarks
{
    private readonly ConcurrentDictionary<(Domain Service, Domain Remote), Proven> _proved = new();

    /// <summary>How far a domain is proved to have got everything, and of which output; null if nothing is proved.</summary>
    public Proven? Of(Domain service, Domain remote) => _proved.GetValueOrDefault((service, remote));

    internal void Set(Domain service, Domain remote, Proven proven) => _proved[(service, remote)] = proven;

    internal void Remove(Domain service, Domain remote) => _proved.TryRemove((service, remote), out _);
}
