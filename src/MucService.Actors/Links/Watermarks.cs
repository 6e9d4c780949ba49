using System.Collections.Concurrent;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>
/// How far the output of this node is proved to have reached each domain, for its rooms: one position per link and nothing per room.
/// Thread-safe; reading takes no lock.
/// </summary>
public sealed class Watermarks
{
    private readonly ConcurrentDictionary<(Domain Service, Domain Remote), (string Output, long Position)> _proved = new();

    /// <summary>The position in an output up to which a domain is proved to have got everything; null if nothing is proved.</summary>
    public long? Of(Domain service, Domain remote, string output) =>
        _proved.TryGetValue((service, remote), out var proved) && proved.Output == output ? proved.Position : null;

    internal void Set(Domain service, Domain remote, string output, long position) => _proved[(service, remote)] = (output, position);

    internal void Remove(Domain service, Domain remote) => _proved.TryRemove((service, remote), out _);
}
