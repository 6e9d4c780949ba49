using MucService.Xmpp;

namespace MucService.Storage;

/// <summary>Up to where somebody who belongs to a room heard what was said in it, when he left. XEP-0437.</summary>
/// <param name="Jid">Who; the key within the room.</param>
/// <param name="Heard">The number of the last message that he heard; null removes the row: he does not belong to the room any more.</param>
public sealed record DepartureRow(BareJid Jid, long? Heard);
