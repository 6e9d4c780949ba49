namespace MucService.Links;

/// <summary>
/// Which of the things that were sent into a link are proved to have arrived. What was sent is behind at most the second probe from then on: between
/// the decision to send and its being written lies less than the time between two probes.
/// </summary>
/// <typeparam name="TKey">Names what was sent.</typeparam>
public sealed class Deliveries<TKey>
    where TKey : notnull
{
    private const int ProbesUntilProved = 2;

    private readonly Dictionary<TKey, long> _sent = [];

    /// <summary>How much was sent and is not proved.</summary>
    public int Count => _sent.Count;

    /// <summary>True if something was sent and is not proved.</summary>
    public bool Awaits(TKey key) => _sent.ContainsKey(key);

    /// <summary>Something is sent.</summary>
    /// <param name="key">What.</param>
    /// <param name="lastProbe">The number of the last probe before it.</param>
    public void Sent(TKey key, long lastProbe) => _sent[key] = lastProbe + ProbesUntilProved;

    /// <summary>It is not waited for any more.</summary>
    public void Forget(TKey key) => _sent.Remove(key);

    /// <summary>Something was lost: all that is not proved is to be sent again.</summary>
    /// <returns>What that is; it is not waited for any more.</returns>
    public IReadOnlyList<TKey> Doubt()
    {
        TKey[] doubted = [.. _sent.Keys];
        _sent.Clear();
        return doubted;
    }

    /// <summary>A probe was answered, and nothing was lost beside it: gives what has arrived, and waits for it no more.</summary>
    public IReadOnlyList<TKey> Proved(long probe)
    {
        if (_sent.Count == 0)
            return [];

        TKey[] proved = [.. _sent.Where(sent => sent.Value <= probe).Select(sent => sent.Key)];
        foreach (var key in proved)
            _sent.Remove(key);
        return proved;
    }
}
