using MucService.Xmpp;

namespace MucService.Storage;

/// <summary>A session that the service removed from a room without anybody wanting it.</summary>
/// <param name="At">When.</param>
/// <param name="Room">From which room.</param>
/// <param name="Session">Which session.</param>
/// <param name="Why">For the operator.</param>
public sealed record RemovalRow(DateTimeOffset At, BareJid Room, FullJid Session, string Why);
