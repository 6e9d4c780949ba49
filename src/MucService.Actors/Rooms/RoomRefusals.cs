using MucService.Actors.Hosts;
using MucService.Rooms;
using MucService.Rooms.Protection;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>What is answered to somebody whose command could not be written.</summary>
internal static class RoomRefusals
{
    /// <summary>True if a decision only takes sessions out: whoever left has left, whether or not that can be written now.</summary>
    public static bool CannotBeRefused(Decision decision) =>
        decision.Events.Where(happened => RoomWriter.IsDurable(happened) || happened is RoomEvent.Said).All(happened => happened is RoomEvent.Exited);

    private const string Text = "The room cannot be written to its storage now: try again later.";

    /// <summary>What refuses an operator's command.</summary>
    public static RoomMessages.Refused ToOperator { get; } = new(ErrorCondition.ResourceConstraint, Text);

    /// <summary>What refuses anybody else's.</summary>
    public static Refusal Unwritten { get; } = ServiceRefusals.Of(RefusalReason.Storage, ErrorCondition.ResourceConstraint, Text);
}
