using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Actors.Protection;

/// <summary>Whom the operator does not let in, as he configured it.</summary>
public sealed record BlockSettings
{
    /// <summary>Domains.</summary>
    public ImmutableArray<Domain> Domains { get; init; } = [];

    /// <summary>The lists of others.</summary>
    public ImmutableArray<BlockListSettings> Lists { get; init; } = [];

    /// <summary>Our own services, which cannot be blocked.</summary>
    public ImmutableArray<Domain> Services { get; init; } = [];

    /// <summary>The service's admins, who cannot be blocked.</summary>
    public ImmutableHashSet<BareJid> Admins { get; init; } = [];

    /// <summary>Why an address cannot be blocked, for a person; or null.</summary>
    public string? Unblockable(BareJid jid)
    {
        if (jid.IsDomain && Services.Contains(jid.Domain))
            return $"{jid} is a service of ours";

        return Admins.Contains(jid) ? $"{jid} is an admin of ours" : null;
    }
}

/// <summary>A list that somebody else publishes: a node of his pubsub service, whose item ids are hashes.</summary>
/// <param name="Service">The pubsub service.</param>
/// <param name="Node">The node.</param>
/// <param name="MaxEntries">How many entries are taken at most.</param>
/// <param name="Refresh">How often it is read anew, in case an event was lost.</param>
public sealed record BlockListSettings(Jid Service, string Node, int MaxEntries, TimeSpan Refresh)
{
    /// <summary>What it is called in storage and by mucctl.</summary>
    public string Name => $"{Service}/{Node}";
}
