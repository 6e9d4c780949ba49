using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Caps;

/// <summary>What a client announces, in short. XEP-0115 #protocol, XEP-0390 #glossary.</summary>
/// <param name="IsSecond">It is a hash of XEP-0390: the two hash different things.</param>
/// <param name="Hash">The hash function, as in <c>sha-1</c>.</param>
/// <param name="Ver">The verification string.</param>
internal sealed record HashName(bool IsSecond, string Hash, string Ver)
{
    /// <summary>There is a way to verify such a hash.</summary>
    public bool IsSupported => IsSecond ? CapabilityHash.Functions.Contains(Hash) : CapsHash.IsSupported(Hash);

    public static HashName Of(Capabilities announced) => new(announced.AreSecond(), announced.Hash, announced.Ver);

    /// <summary>The answer of a client is what it hashed.</summary>
    public bool IsVerifiedBy(Element info, string? lang) =>
        IsSecond ? CapabilityHash.Compute(info, Hash, lang) == Ver : CapsHash.Verifies(info, Hash, Ver);
}

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
