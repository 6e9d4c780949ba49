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

    /// <summary>Takes what an answered probe proves, and gives what rooms are to be told is in doubt.</summary>
    internal IReadOnlyList<LinkMessages.InDoubt> Take(LinkMessages.Proved proved)
    {
        List<LinkMessages.InDoubt> inDoubt = [];
        var before = Of(proved.Service, proved.Remote);
        Set(proved.Service, proved.Remote, new Proven(proved.Output, proved.Position));

        // Another node holds the stream now: nothing that is answered there will prove the end of what was written here, or anywhere before.
        if (before is not null && before.Output != proved.Output)
            inDoubt.Add(new(proved.Remote, before.Output, before.Position, long.MaxValue, DoubtKind.StreamLost));

        // What was said in between was lost between nodes: nobody knows here whether it was of something lost.
        else if (before is not null && proved.Before > before.Position)
            inDoubt.Add(new(proved.Remote, proved.Output, before.Position, proved.Before.Value, DoubtKind.Lost));
        if (proved.InDoubt is { } said)
            inDoubt.Add(said.After(before));
        return inDoubt;
    }

    internal void Set(Domain service, Domain remote, Proven proven) => _proved[(service, remote)] = proven;

    internal void Remove(Domain service, Domain remote) => _proved.TryRemove((service, remote), out _);
}
