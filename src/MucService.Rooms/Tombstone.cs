using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>What is left of a room that was destroyed. XEP-0045 #destroyroom.</summary>
/// <param name="DestroyedAt">When.</param>
/// <param name="Until">Until when it stands.</param>
/// <param name="Alternative">Where the conversation goes on, or null. Its password is not kept: it was for those who were there.</param>
/// <param name="Reason">Why, or null.</param>
/// <param name="Heirs">Who may create a room of this address meanwhile, besides the operator's admins: the owners it had, if one of them destroyed it.</param>
public sealed record Tombstone(DateTimeOffset DestroyedAt, DateTimeOffset Until, BareJid? Alternative, string? Reason, ImmutableArray<BareJid> Heirs);
