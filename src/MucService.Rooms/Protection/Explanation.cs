using MucService.Xmpp;

namespace MucService.Rooms.Protection;

/// <summary>
/// Why a room refuses what its rules refuse, where who refused gave no more than the condition: the reason that it is counted by, and a sentence
/// for a person. One place for all, since a condition means one thing for one kind of stanza (XEP-0045, "Error Conditions" of each section).
/// </summary>
internal static class Explanation
{
    /// <summary>A refusal with its reason and its words.</summary>
    public static Refusal Of(RoomState room, Stanza stanza, Refusal refusal)
    {
        if (refusal.Reason != RefusalReason.Rules)
            return refusal;

        var (reason, text) = Of(room, stanza, refusal.Error);
        return new Refusal(refusal.Error with { Text = refusal.Error.Text ?? text }, reason);
    }

    private static (RefusalReason Reason, string? Text) Of(RoomState room, Stanza stanza, StanzaError error) => error.Condition switch
    {
        ErrorCondition.BadRequest or ErrorCondition.UnexpectedRequest => (RefusalReason.Malformed, "This is not how the protocol has it."),
        ErrorCondition.JidMalformed when stanza.Kind == StanzaKind.Presence => (RefusalReason.Malformed, $"A room is entered with a nick: {room.Address}/nick."),
        ErrorCondition.JidMalformed => (RefusalReason.Malformed, "An address in it is missing, or is none."),
        ErrorCondition.FeatureNotImplemented or ErrorCondition.ServiceUnavailable => (RefusalReason.Unsupported, "This room does not know what you ask for."),
        ErrorCondition.ItemNotFound => NotFound(room, stanza),
        ErrorCondition.NotAcceptable when !IsIn(room, stanza) => (RefusalReason.NotInRoom, "You are not in this room."),
        ErrorCondition.NotAcceptable when stanza.Kind == StanzaKind.Iq => (RefusalReason.Form, "The form has a value that it may not have."),
        ErrorCondition.NotAcceptable => (RefusalReason.Rights, "This is not for you to have in this room."),
        ErrorCondition.Forbidden or ErrorCondition.NotAllowed => Without(room, stanza),
        ErrorCondition.Conflict when IsAboutLists(stanza) => (RefusalReason.Rights, "You may not do that to yourself."),
        ErrorCondition.Conflict => (RefusalReason.NickInUse, "This nick is somebody else's."),
        ErrorCondition.NotAuthorized => (RefusalReason.Password, stanza.Child("x", Namespaces.Muc)?.Child("password") is null ? "A password is needed here." : "The password is wrong."),
        ErrorCondition.RegistrationRequired when stanza.Kind == StanzaKind.Presence => (RefusalReason.MembersOnly, "Only members may enter this room."),
        ErrorCondition.RegistrationRequired => (RefusalReason.Rights, "You are not registered with this room."),
        ErrorCondition.Gone => (RefusalReason.NoSuchRoom, "This room was destroyed."),
        ErrorCondition.PolicyViolation => (RefusalReason.Size, null),
        ErrorCondition.ResourceConstraint => (RefusalReason.Full, null),
        // That is all that may be told: more could give away whose server it is.
        ErrorCondition.RemoteServerTimeout or ErrorCondition.RecipientUnavailable => (RefusalReason.Away, null),
        _ => (RefusalReason.Rules, null),
    };

    private static (RefusalReason Reason, string Text) NotFound(RoomState room, Stanza stanza)
    {
        if (!room.Exists || (room.Locked && stanza.From is { } from && room.AffiliationOf(from.Bare) < Affiliation.Owner))
            return (RefusalReason.NoSuchRoom, "There is no such room.");

        return stanza.To?.Resource is not null || IsAboutLists(stanza)
            ? (RefusalReason.NoSuchOccupant, "Nobody in this room has this nick.")
            : (RefusalReason.NoSuchThing, "There is no such thing here.");
    }

    private static (RefusalReason Reason, string Text) Without(RoomState room, Stanza stanza)
    {
        if (stanza.From is { } from && room.AffiliationOf(from.Bare) == Affiliation.Outcast)
            return (RefusalReason.Banned, "You are banned from this room.");
        if (stanza.Kind == StanzaKind.Message && !IsIn(room, stanza))
            return (RefusalReason.NotInRoom, "You are not in this room.");

        return (RefusalReason.Rights, "You have not the right to that in this room.");
    }

    private static bool IsIn(RoomState room, Stanza stanza) => stanza.From?.Full is { } session && room.Sessions.ContainsKey(session);

    private static bool IsAboutLists(Stanza stanza) => stanza.Payload("query", Namespaces.MucAdmin) is not null;
}
