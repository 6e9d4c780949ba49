using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>A session that was removed from a room for a technical reason.</summary>
/// <param name="At">When.</param>
/// <param name="Room">From which room.</param>
/// <param name="Session">Which session.</param>
/// <param name="Why">For the operator.</param>
public sealed record Removal(DateTimeOffset At, BareJid Room, FullJid Session, string Why);

/// <summary>The last technical removals on this node, so many and no more. Thread-safe.</summary>
public sealed class RemovalLog
{
    /// <summary>How many are kept.</summary>
    public const int Kept = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<Removal> _removals = new();

    /// <summary>Keeps one; the oldest beyond the bound is forgotten.</summary>
    public void Add(Removal removal)
    {
        lock (_gate)
        {
            _removals.Enqueue(removal);
            if (_removals.Count > Kept)
                _removals.Dequeue();
        }
    }

    /// <summary>Those of a session, an account or a domain; of everybody where it is null. Newest first.</summary>
    public IReadOnlyList<Removal> Find(Jid? of)
    {
        lock (_gate)
            return [.. _removals.Where(removal => of is null || Concerns(removal.Session, of)).Reverse()];
    }

    private static bool Concerns(FullJid session, Jid of)
    {
        if (of.Full is { } full)
            return session == full;

        return of.Bare.IsDomain ? session.Domain == of.Domain : session.Bare == of.Bare;
    }
}
