using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Activity;

/// <summary>
/// Keeps in storage who listens, so that nobody has to say so again after a restart. What changed is written together a moment later, and
/// again after a fault. Used by one actor.
/// </summary>
internal sealed class KeptListeners(Domain service, IRoomStore store)
{
    private readonly Dictionary<FullJid, bool> _changed = [];
    private bool _isWriting;

    /// <summary>A session listens from now on, or no more.</summary>
    public void Change(FullJid session, bool listens) => _changed[session] = listens;

    /// <summary>True if a session's last change is not written yet.</summary>
    public bool IsUnwritten(FullJid session) => _changed.ContainsKey(session);

    /// <summary>What is to be written now; null if nothing has changed, or if something is still being written.</summary>
    public IReadOnlyDictionary<FullJid, bool>? TakeChanges()
    {
        if (_isWriting || _changed.Count == 0)
            return null;

        _isWriting = true;
        return new Dictionary<FullJid, bool>(_changed);
    }

    /// <summary>Writes it; to be told to <see cref="Done"/>.</summary>
    public async Task<Written> WriteAsync(IReadOnlyDictionary<FullJid, bool> changes)
    {
        var added = changes.Where(change => change.Value).Select(change => change.Key).ToList();
        var removed = changes.Where(change => !change.Value).Select(change => change.Key).ToList();
        try
        {
            await store.WriteListenersAsync(service, added, removed, CancellationToken.None);
            return new Written(changes, Fault: null);
        }
        catch (StorageFaultException fault)
        {
            return new Written(changes, fault.Message);
        }
    }

    /// <summary>That was written, or not.</summary>
    public void Done(Written written)
    {
        _isWriting = false;
        if (written.Fault is not null)
            return;

        foreach (var (session, listens) in written.Changes)
        {
            if (_changed.TryGetValue(session, out var now) && now == listens)
                _changed.Remove(session);
        }
    }

    /// <summary>What was written, or why it was not.</summary>
    internal sealed record Written(IReadOnlyDictionary<FullJid, bool> Changes, string? Fault);
}
