using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>What is answered to somebody whose command could not be written.</summary>
internal static class RoomRefusals
{
    /// <summary>True if a decision only takes sessions out: whoever left has left, whether or not that can be written now.</summary>
    public static bool CannotBeRefused(Decision decision) =>
        decision.Events.Where(RoomWriter.IsDurable).All(happened => happened is RoomEvent.Exited);

    private const string Text = "The room cannot be written to its storage now";

    /// <summary>What refuses an operator's command.</summary>
    public static RoomMessages.Refused ToOperator { get; } = new(ErrorCondition.ResourceConstraint, Text);

    /// <summary>The stanza that refuses another, or null if that one must not be answered. RFC 6120 section 8.3.</summary>
    public static Stanza? To(Stanza stanza)
    {
        if (stanza.From is null || stanza.Type is StanzaType.Error or StanzaType.Result or StanzaType.Unavailable)
            return null;

        return stanza.Refuse(StanzaError.Of(ErrorCondition.ResourceConstraint, Text)
            with { By = stanza.To is { } to ? new Jid(to.Bare) : null });
    }
}
