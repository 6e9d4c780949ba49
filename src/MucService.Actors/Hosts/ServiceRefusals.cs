using MucService.Rooms.Protection;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>What the service refuses outside rooms: why, and in which words.</summary>
internal static class ServiceRefusals
{
    /// <summary>More than a room can take now.</summary>
    public static Refusal Busy { get; } = Of(RefusalReason.Busy, ErrorCondition.ResourceConstraint, "This room has more to do than it can: try again later.");

    /// <summary>What a condition means where the service itself refuses.</summary>
    public static Refusal Of(ErrorCondition condition) => condition switch
    {
        ErrorCondition.BadRequest => Of(RefusalReason.Malformed, condition, "This is not how the protocol has it."),
        ErrorCondition.ItemNotFound => Of(RefusalReason.NoSuchThing, condition, "There is no such thing here."),
        ErrorCondition.FeatureNotImplemented => Of(RefusalReason.Unsupported, condition, "This service does not know what you ask for."),
        ErrorCondition.ServiceUnavailable => Of(RefusalReason.Unsupported, condition, "That is not to be had from the service itself."),
        ErrorCondition.ResourceConstraint => Of(RefusalReason.Storage, condition, "The service cannot look that up now: try again later."),
        _ => Of(RefusalReason.Rules, condition, null),
    };

    /// <summary>A refusal.</summary>
    public static Refusal Of(RefusalReason reason, ErrorCondition condition, string? text) => new(StanzaError.Of(condition, text), reason);

    /// <summary>What is answered to a stanza, by whom it was sent to.</summary>
    public static HostMessages.Send To(Stanza stanza, Refusal refusal) =>
        new(stanza.Refuse(refusal.Error with { By = refusal.Error.By ?? stanza.To })) { Refusal = refusal };

    /// <summary>What is answered to a stanza for a room or an occupant, by the room; null if it must not be answered. RFC 6120 section 8.3.</summary>
    public static HostMessages.Send? ByRoom(Stanza stanza, Refusal refusal) =>
        stanza.From is null || stanza.To is not { } to || stanza.Type is StanzaType.Error or StanzaType.Result or StanzaType.Unavailable
            ? null
            : To(stanza, refusal with { Error = refusal.Error with { By = new Jid(to.Bare) } });
}
