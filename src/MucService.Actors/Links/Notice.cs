using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>What a session is to be told of its removal from a room as soon as it can be reached.</summary>
/// <param name="Room">Which room, be it that it exists no more.</param>
/// <param name="Session">Whom.</param>
/// <param name="Stanza">The presence with status 110 and the codes of the reason.</param>
/// <param name="At">When it was removed: a notice is kept for a day.</param>
public sealed record Notice(BareJid Room, FullJid Session, Stanza Stanza, DateTimeOffset At);

/// <summary>Which notice: there is one per room and session.</summary>
public sealed record NoticeKey(BareJid Room, FullJid Session);

/// <summary>What is journaled of the notices of a link: what came and what went since the last time, or all of them.</summary>
/// <param name="Whole">These are all; older events are deleted.</param>
/// <param name="Kept">What came.</param>
/// <param name="Settled">What went.</param>
public sealed record NoticesRecorded(bool Whole, ImmutableArray<Notice> Kept, ImmutableArray<NoticeKey> Settled);

/// <summary>What is journaled of the register: all links of a service that keep notices; only the last event counts.</summary>
public sealed record NoticeRegisterRecorded(ImmutableArray<Domain> Remotes);
