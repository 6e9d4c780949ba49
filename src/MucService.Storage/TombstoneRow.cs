using MucService.Xmpp;

namespace MucService.Storage;

/// <summary>What is left of a destroyed room; with a domain as the room, of a service that is retired.</summary>
/// <param name="Room">Which room; the key.</param>
/// <param name="DestroyedAt">When.</param>
/// <param name="Until">Until when it stands.</param>
/// <param name="Alternative">Where the conversation goes on, or null.</param>
/// <param name="Reason">Why, or null.</param>
/// <param name="Heirs">Who may create the room anew.</param>
public sealed record TombstoneRow(
    BareJid Room, DateTimeOffset DestroyedAt, DateTimeOffset Until, BareJid? Alternative, string? Reason, IReadOnlyList<BareJid> Heirs)
{
    /// <summary>One a line.</summary>
    internal string HeirsAsText => string.Join('\n', Heirs);
}
