using MucService.Storage;

namespace MucService.Actors;

/// <summary>
/// Keeps a set in storage beside the one in memory. What changed is written together a moment later, and again after a fault. Used by one actor.
/// </summary>
/// <param name="write">Writes what is to be in it from now on, and what is not.</param>
internal sealed class KeptSet<T>(Func<IReadOnlyCollection<T>, IReadOnlyCollection<T>, Task> write)
    where T : notnull
{
    private readonly Dictionary<T, bool> _changed = [];
    private bool _isWriting;

    /// <summary>It is in the set from now on, or no more.</summary>
    public void Change(T member, bool isIn) => _changed[member] = isIn;

    /// <summary>How many changes are not written yet.</summary>
    public int Unwritten => _changed.Count;

    /// <summary>True if a member's last change is not written yet.</summary>
    public bool IsUnwritten(T member) => _changed.ContainsKey(member);

    /// <summary>What is to be written now; null if nothing has changed, or if something is still being written.</summary>
    public IReadOnlyDictionary<T, bool>? TakeChanges()
    {
        if (_isWriting || _changed.Count == 0)
            return null;

        _isWriting = true;
        return new Dictionary<T, bool>(_changed);
    }

    /// <summary>Writes it; to be told to <see cref="Done"/>.</summary>
    public async Task<Written> WriteAsync(IReadOnlyDictionary<T, bool> changes)
    {
        var added = changes.Where(change => change.Value).Select(change => change.Key).ToList();
        var removed = changes.Where(change => !change.Value).Select(change => change.Key).ToList();
        try
        {
            await write(added, removed);
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

        foreach (var (member, isIn) in written.Changes)
        {
            if (_changed.TryGetValue(member, out var now) && now == isIn)
                _changed.Remove(member);
        }
    }

    /// <summary>What was written, or why it was not.</summary>
    internal sealed record Written(IReadOnlyDictionary<T, bool> Changes, string? Fault);
}
