using System.Diagnostics.CodeAnalysis;
using MucService.Xmpp;

namespace MucService.Rooms.Protection;

/// <summary>Which bound or rule refused a stanza: what refusals are counted by, beside their condition.</summary>
public enum RefusalReason
{
    /// <summary>A rule of the protocol, or what the people of a room decided; the condition says which.</summary>
    Rules,

    /// <summary>The operator does not let him create rooms.</summary>
    Creation,

    /// <summary>He has created as many rooms as he may have.</summary>
    RoomsPerOwner,

    /// <summary>The operator does not allow that name or nick.</summary>
    Name,

    /// <summary>The operator blocks him or his server.</summary>
    Blocked,

    /// <summary>A list that the operator trusts names him or his server.</summary>
    Listed,

    /// <summary>Something is larger or longer than the operator allows.</summary>
    Size,

    /// <summary>There are as many occupants, sessions, rooms … as may be.</summary>
    Full,

    /// <summary>Storage does not take it now.</summary>
    Storage,

    /// <summary>Too many requests for voice, of one or of all.</summary>
    RateOfVoiceRequests,

    /// <summary>One sender: too many messages to all.</summary>
    RateOfMessages,

    /// <summary>One sender: too many private messages.</summary>
    RateOfPrivateMessages,

    /// <summary>One sender: too many changes of presence.</summary>
    RateOfPresences,

    /// <summary>One sender: too many entries.</summary>
    RateOfEntries,

    /// <summary>One sender: too many changes of nick.</summary>
    RateOfNickChanges,

    /// <summary>One sender: too many iqs.</summary>
    RateOfIqs,

    /// <summary>One sender: too many invitations.</summary>
    RateOfInvitations,

    /// <summary>One sender: too many subjects.</summary>
    RateOfSubjects,

    /// <summary>One room: too many messages to all.</summary>
    RoomRateOfMessages,

    /// <summary>One room: too many private messages.</summary>
    RoomRateOfPrivateMessages,

    /// <summary>One room: too many changes of presence.</summary>
    RoomRateOfPresences,

    /// <summary>One room: too many entries.</summary>
    RoomRateOfEntries,

    /// <summary>One room: too many changes of nick.</summary>
    RoomRateOfNickChanges,

    /// <summary>One room: too many iqs.</summary>
    RoomRateOfIqs,

    /// <summary>One room: too many invitations.</summary>
    RoomRateOfInvitations,

    /// <summary>One room: too many subjects.</summary>
    RoomRateOfSubjects,
}

/// <summary>A stanza is refused.</summary>
/// <param name="Error">What its sender is told.</param>
/// <param name="Reason">What it is counted by.</param>
public sealed record Refusal(StanzaError Error, RefusalReason Reason)
{
    /// <summary>Refuses for a reason of the operator's, with words for a person.</summary>
    internal static Refusal Of(RefusalReason reason, ErrorCondition condition, string text) => new(StanzaError.Of(condition, text), reason);

    /// <summary>An error that the rules themselves demand.</summary>
    [return: NotNullIfNotNull(nameof(error))]
    public static implicit operator Refusal?(StanzaError? error) => error is null ? null : new Refusal(error, RefusalReason.Rules);
}
