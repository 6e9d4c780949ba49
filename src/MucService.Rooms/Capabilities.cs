using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>What a client announces that it can do, by a hash. XEP-0115 #protocol, XEP-0390 #usecases-broadcast.</summary>
/// <param name="Node">Which software; for XEP-0390 its namespace.</param>
/// <param name="Ver">The verification string, or the hash in Base64.</param>
/// <param name="Hash">The hash function, as in <c>sha-1</c>.</param>
public sealed record Capabilities(string Node, string Ver, string Hash)
{
    /// <summary>True for a hash of XEP-0390, false for one of XEP-0115.</summary>
    public bool AreSecond() => Node == Namespaces.Caps2;

    /// <summary>Where the client tells what it hashed.</summary>
    public string NodeToAsk() => AreSecond() ? CapabilityHash.Node(Hash, Ver) : $"{Node}#{Ver}";

    /// <summary>
    /// What a presence announces: the newer way where there is one that can be verified here, and the older one to be asked for instead
    /// where that proves nothing; else the older one alone.
    /// </summary>
    /// <param name="payloads">The children of the presence.</param>
    public static (Capabilities? First, Capabilities? Instead) Of(ImmutableArray<Payload> payloads)
    {
        Capabilities? first = null, second = null;
        foreach (var payload in payloads)
        {
            if (payload.Element is not { Name.Local: "c" } c)
                continue;
            if (c.Name.Namespace == Namespaces.Caps)
                first ??= First(c);
            else if (c.Name.Namespace == Namespaces.Caps2)
                second ??= Second(c);
        }

        return second is null ? (first, null) : (second, first);
    }

    private static Capabilities? First(Element c) =>
        c["node"] is { } node && node != Namespaces.Caps2 && c["ver"] is { } ver && c["hash"] is { } hash ? new Capabilities(node, ver, hash) : null;

    private static Capabilities? Second(Element c)
    {
        foreach (var algo in CapabilityHash.Functions)
        {
            var hash = c.Children.FirstOrDefault(child => child.Is("hash", Namespaces.Hashes) && child["algo"] == algo);
            if (hash?.Text.Trim() is { Length: > 0 } value)
                return new Capabilities(Namespaces.Caps2, value, algo);
        }

        return null;
    }
}
