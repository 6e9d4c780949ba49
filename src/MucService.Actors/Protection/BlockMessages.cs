using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Actors.Protection;

/// <summary>What the node's <see cref="BlocksActor"/> is told.</summary>
public static class BlockMessages
{
    /// <summary>Let somebody, or everybody of a domain, in no more; answered by <see cref="Done"/> or <see cref="Failed"/>.</summary>
    public sealed record Add(BareJid Jid);

    /// <summary>Let them in again; answered by <see cref="Done"/> or <see cref="Failed"/>.</summary>
    public sealed record Remove(BareJid Jid);

    /// <summary>Who is not let in? Answered by <see cref="Description"/>.</summary>
    public sealed record Describe;

    /// <summary>It is durable, and rooms are told.</summary>
    public sealed record Done;

    /// <summary>Nothing changed.</summary>
    /// <param name="Reason">Why, for a person.</param>
    /// <param name="IsStorage">True if it may be tried again.</param>
    public sealed record Failed(string Reason, bool IsStorage);

    /// <summary>Who is not let in.</summary>
    /// <param name="Configured">Domains of the configuration.</param>
    /// <param name="Added">Whom the operator added while the service ran.</param>
    /// <param name="Lists">The lists of others.</param>
    public sealed record Description(ImmutableArray<Domain> Configured, ImmutableArray<BareJid> Added, ImmutableArray<ListDescription> Lists);

    /// <summary>A list of others.</summary>
    /// <param name="Name">Service and node.</param>
    /// <param name="Entries">How many entries there are.</param>
    /// <param name="State">How it stands, for a person.</param>
    /// <param name="HeardAt">When its publisher was last heard by this node; null if not since the start.</param>
    public sealed record ListDescription(string Name, int Entries, string State, DateTimeOffset? HeardAt);

    /// <summary>A list of others has become this; a copy is kept.</summary>
    internal sealed record Replace(string List, ImmutableHashSet<string> Entries);

    /// <summary>Some entries of a list of others have come or gone; a copy is kept.</summary>
    /// <param name="List">Which.</param>
    /// <param name="Changes">In order.</param>
    /// <param name="MaxEntries">How many entries the list has at most.</param>
    internal sealed record Amend(string List, ImmutableArray<PubSubChange> Changes, int MaxEntries);

    /// <summary>How a list of others stands, and when its publisher was last heard.</summary>
    internal sealed record Report(string List, string State, DateTimeOffset? HeardAt);
}
