using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MucService.Xmpp;

namespace MucService.Rooms.Protection;

/// <summary>Whom the operator does not let in: a moment of it, shared by all rooms of a node.</summary>
public sealed record BlockList
{
    /// <summary>Nobody.</summary>
    public static BlockList Nobody { get; } = new();

    /// <summary>Whom the operator names: bare JIDs, and domains for everybody there.</summary>
    public ImmutableHashSet<BareJid> Blocked { get; init; } = [];

    /// <summary>Whom others name, whose lists the operator trusts: for each list SHA-256 of bare JIDs and domains, in lower-case hexadecimal.</summary>
    public ImmutableArray<ImmutableHashSet<string>> Lists { get; init; } = [];

    /// <summary>True if there is nobody on it.</summary>
    public bool IsEmpty => Blocked.IsEmpty && Lists.All(list => list.IsEmpty);

    /// <summary>How somebody is known in lists that do not name him.</summary>
    public static string HashOf(string jid) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(jid)));

    /// <summary>Why somebody is not let in, or null if he is.</summary>
    public Refusal? Obstacle(BareJid jid)
    {
        if (Blocked.Contains(jid) || Blocked.Contains(new BareJid(jid.Domain)))
            return Refusal.Of(RefusalReason.Blocked, ErrorCondition.Forbidden, "This service has blocked you or your server.");
        if (IsListed(jid))
            return Refusal.Of(RefusalReason.Listed, ErrorCondition.Forbidden, "You or your server are on a list of those whom this service does not let in.");

        return null;
    }

    private bool IsListed(BareJid jid)
    {
        if (Lists.All(list => list.IsEmpty))
            return false;

        var (person, domain) = (HashOf(jid.ToString()), HashOf(jid.Domain.Value));
        return Lists.Any(list => list.Contains(person) || list.Contains(domain));
    }
}
