using System.Diagnostics.CodeAnalysis;
using MucService.Xmpp;

namespace MucService.Rooms.Protection;

/// <summary>Which bound or rule refused a stanza: what refusals are counted by, beside their condition.</summary>
public enum RefusalReason
{
    /// <summary>A rule of the protocol, or what the people of a room decided; the condition says which. <see cref="Explanation"/> puts a better one in its place.</summary>
    Rules,

    /// <summary>It is not in a form that the protocol has.</summary>
    Malformed,

    /// <summary>A field of a form has a value that it may not have, or is the operator's to decide.</summary>
    Form,

    /// <summary>Nobody here does that.</summary>
    Unsupported,

    /// <summary>There is no such room: not yet, not for him, or no more.</summary>
    NoSuchRoom,

    /// <summary>Nobody in the room has that nick.</summary>
    NoSuchOccupant,

    /// <summary>Something else that was named is not there.</summary>
    NoSuchThing,

    /// <summary>He is not in the room.</summary>
    NotInRoom,

    /// <summary>His role or affiliation does not let him, or not towards whom it is about.</summary>
    Rights,

    /// <summary>He is banned from the room.</summary>
    Banned,

    /// <summary>Only members may enter.</summary>
    MembersOnly,

    /// <summary>The password is missing or wrong.</summary>
    Password,

    /// <summary>The nick is another's.</summary>
    NickInUse,

    /// <summary>Whom it is for cannot be reached now.</summary>
    Away,

    /// <summary>He has to wait between two messages.</summary>
    SlowMode,

    /// <summary>The service is retired.</summary>
    Retired,

    /// <summary>A room has too much that it has not handled, or was stopped before it could.</summary>
    Busy,

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

    /// <summary>One room: too many changes of whom a loss is told.</summary>
    RoomRateOfAnnotations,
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
