using MucService.Rooms;

namespace MucService.Actors.Caps;

/// <summary>What a client announces, in short. XEP-0115 #protocol.</summary>
/// <param name="Hash">The hash function, as in <c>sha-1</c>.</param>
/// <param name="Ver">The verification string.</param>
internal sealed record HashName(string Hash, string Ver);

/// <summary>The hashes that were verified, bounded; what was not asked for longest is forgotten first.</summary>
internal sealed class VerifiedHashes(int most)
{
    private readonly Dictionary<HashName, LinkedListNode<(HashName Name, ClientFeatures Features)>> _byName = [];
    private readonly LinkedList<(HashName Name, ClientFeatures Features)> _byUse = new();

    public bool TryGet(HashName name, out ClientFeatures features)
    {
        features = ClientFeatures.None;
        if (!_byName.TryGetValue(name, out var node))
            return false;

        _byUse.Remove(node);
        _byUse.AddLast(node);
        features = node.Value.Features;
        return true;
    }

    public void Add(HashName name, ClientFeatures features)
    {
        if (_byName.ContainsKey(name))
            return;
        if (_byName.Count >= most && _byUse.First is { } oldest)
        {
            _byUse.RemoveFirst();
            _byName.Remove(oldest.Value.Name);
        }

        _byName[name] = _byUse.AddLast((name, features));
    }
}
