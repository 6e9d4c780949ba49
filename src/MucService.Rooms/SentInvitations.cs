using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>An invitation that the room passed on. XEP-0045 #invite-mediated.</summary>
/// <param name="By">The session that invited.</param>
/// <param name="To">Who was invited.</param>
/// <param name="Id">The id that it had on both ways.</param>
/// <param name="Shown">Who invited, as the invited was told.</param>
public sealed record SentInvitation(FullJid By, Jid To, string Id, Jid Shown);

/// <summary>
/// The last invitations that a room passed on, bounded: only who was invited may decline, once, and only to who invited him.
/// Otherwise anybody could have the room send anything to anybody.
/// </summary>
public sealed record SentInvitations(ImmutableList<SentInvitation> Invitations)
{
    /// <summary>None yet.</summary>
    public static SentInvitations Nothing { get; } = new([]);

    /// <summary>With one more, without an older one of the same two, and without the oldest where there would be too many.</summary>
    internal SentInvitations With(SentInvitation sent, int size)
    {
        var invitations = Invitations.RemoveAll(earlier => earlier.By.Bare == sent.By.Bare && earlier.To.Equals(sent.To)).Add(sent);
        return new SentInvitations(invitations.Count > size ? invitations.RemoveRange(0, invitations.Count - size) : invitations);
    }

    /// <summary>Without one that was declined or did not arrive.</summary>
    internal SentInvitations Without(SentInvitation sent) => new(Invitations.Remove(sent));

    /// <summary>The last invitation of these two, or null: by bare JID, since the answer comes from any session, or as who invited was shown.</summary>
    internal SentInvitation? Between(Jid by, Jid to) =>
        Invitations.FindLast(sent => (sent.Shown.Equals(by) || sent.By.Bare == by.Bare) && sent.To.Bare == to.Bare);

    /// <summary>The invitation that an error answers, or null. A server answers for the bare JID or for a session of it.</summary>
    internal SentInvitation? Failed(Jid from, string? id) =>
        Invitations.FindLast(sent => sent.Id == id && sent.To.Bare == from.Bare);
}
