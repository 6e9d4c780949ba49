using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>Who becomes a member by asking. XEP-0045 #register.</summary>
public enum RegistrationPolicy
{
    /// <summary>Anyone who may enter, at once; in a members-only room admins decide, or it would not be one.</summary>
    Open,

    /// <summary>Admins decide. XEP-0045 #regapprove.</summary>
    Approval,

    /// <summary>Nobody: admins add members.</summary>
    Closed,
}

/// <summary>Somebody asked to be registered, and no admin has decided yet. XEP-0045 #regapprove.</summary>
/// <param name="Jid">Who.</param>
/// <param name="Nick">The nick that he wants.</param>
/// <param name="At">When he asked.</param>
public sealed record RegistrationRequest(BareJid Jid, Nick Nick, DateTimeOffset At);
