using System.Collections.Concurrent;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>
/// How far the output of this node is proved to have reached each domain, for its rooms: one position per link and nothing per room.
/// Thread-safe; reading takes no lock.
/// </summary>
public sealed class Watermarks
{
    private readonly ConcurrentDictionary<(Domain Service, Domain Remote), (string Output, Proven Proven)> _proved = new();

    /// <summary>How far in an output a domain is proved to have got everything; null if nothing is proved.</summary>
    public Proven? Of(Domain service, Domain remote, string output) =>
        _proved.TryGetValue((service, remote), out var proved) && proved.Output == output ? proved.Proven : null;

    internal void Set(Domain service, Domain remote, string output, Proven proven) => _proved[(service, remote)] = (output, proven);

    internal void Remove(Domain service, Domain remote) => _proved.TryRemove((service, remote), out _);
}
