using System.Globalization;
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

/// <summary>A hash, and what it was verified to mean.</summary>
internal sealed record VerifiedHash(HashName Name, ClientFeatures Features)
{
    private const string Second = "ecaps2";
    private const string First = "caps";

    /// <summary>As it is kept in storage. What is verified holds no space: it is compared with a hash in Base64.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Name.IsSecond ? Second : First)} {Name.Hash} {Name.Ver} {(int)Features}");

    /// <summary>Reads one; null if it is none.</summary>
    public static VerifiedHash? TryParse(string text) =>
        text.Split(' ') is [var kind, var hash, var ver, var features] && kind is First or Second && int.TryParse(features, NumberStyles.None, CultureInfo.InvariantCulture, out var known)
            ? new VerifiedHash(new HashName(kind == Second, hash, ver), (ClientFeatures)known)
            : null;
}

/// <summary>The hashes that were verified, bounded; what was not asked for longest is forgotten first. Thread-safe.</summary>
internal sealed class VerifiedHashes(int most)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<HashName, LinkedListNode<VerifiedHash>> _byName = [];
    private readonly LinkedList<VerifiedHash> _byUse = new();

    public bool TryGet(HashName name, out ClientFeatures features)
    {
        features = ClientFeatures.None;
        lock (_lock)
        {
            if (!_byName.TryGetValue(name, out var node))
                return false;

            _byUse.Remove(node);
            _byUse.AddLast(node);
            features = node.Value.Features;
            return true;
        }
    }

    /// <summary>What a client understands that announces this in its presence; <see cref="ClientFeatures.None"/> where that is not known.</summary>
    public ClientFeatures Of(SessionPresence presence) => Of(presence.Capabilities, presence.OtherCapabilities);

    /// <summary>What a client understands that announces the one, and perhaps the other; <see cref="ClientFeatures.None"/> where that is not known.</summary>
    public ClientFeatures Of(Capabilities? announced, Capabilities? instead)
    {
        if (announced is not null && TryGet(HashName.Of(announced), out var features))
            return features;
        return instead is not null && TryGet(HashName.Of(instead), out features) ? features : ClientFeatures.None;
    }

    /// <summary>Adds one that is not there.</summary>
    /// <returns>What was forgotten for it, or null.</returns>
    public VerifiedHash? Add(VerifiedHash verified)
    {
        lock (_lock)
        {
            if (_byName.ContainsKey(verified.Name))
                return null;

            VerifiedHash? forgotten = null;
            if (_byName.Count >= most && _byUse.First is { } oldest)
            {
                _byUse.RemoveFirst();
                _byName.Remove(oldest.Value.Name);
                forgotten = oldest.Value;
            }

            _byName[verified.Name] = _byUse.AddLast(verified);
            return forgotten;
        }
    }
}
