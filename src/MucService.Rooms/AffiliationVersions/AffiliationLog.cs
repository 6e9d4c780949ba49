using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.AffiliationVersions;

/// <summary>How often the lists of a room changed, and the last of these changes. The number is durable; the changes are those of this start.</summary>
/// <param name="Number">The number of the last change.</param>
/// <param name="Changes">The last changes, oldest first, bounded.</param>
public sealed record AffiliationLog(long Number, ImmutableList<AffiliationChange> Changes)
{
    /// <summary>How many changes are kept; whoever knows an older version is sent the lists.</summary>
    public const int Kept = 256;

    /// <summary>No change yet.</summary>
    public static AffiliationLog Empty { get; } = new(0, []);

    /// <summary>This with one more change.</summary>
    internal AffiliationLog With(BareJid of, Affiliation before)
    {
        var changes = Changes.Add(new AffiliationChange(Number + 1, of, before));
        return new AffiliationLog(Number + 1, changes.Count > Kept ? changes.RemoveAt(0) : changes);
    }
}

/// <summary>A bare JID has another affiliation.</summary>
/// <param name="Number">The number of the change.</param>
/// <param name="Of">Whose.</param>
/// <param name="Before">What it was before.</param>
public sealed record AffiliationChange(long Number, BareJid Of, Affiliation Before);
