using MucService.Xmpp;

namespace MucService.Rooms.Service;

/// <summary>A session was removed from a room for a technical reason: nobody wanted it to go. XEP-0045 #service-error-kick.</summary>
/// <param name="Session">Which session.</param>
/// <param name="Why">For the operator.</param>
public sealed record TechnicalRemoval(FullJid Session, string Why);

/// <summary>Notes why sessions were removed whom nobody removed, so that an operator finds an answer when somebody asks.</summary>
internal static class TechnicalRemovals
{
    /// <summary>The decision, with the removals of that kind in it.</summary>
    public static Decision Note(RoomCommand command, Decision decision)
    {
        if (decision.Events.IsEmpty || ReasonOf(command) is not { } why)
            return decision;

        var asker = command is RoomCommand.Enter ? command.Stanza?.From?.Full : null;
        var removed = decision.Events.OfType<RoomEvent.Exited>().Where(exited => exited.RealJid != asker);
        return decision with { Removals = [.. removed.Select(exited => new TechnicalRemoval(exited.RealJid, why))] };
    }

    private static string? ReasonOf(RoomCommand command) => command switch
    {
        RoomCommand.StanzaFailed failed => $"something sent to it came back: {failed.Error.Condition}",
        RoomCommand.SessionGone => "a probe proved it gone",
        RoomCommand.TimerElapsed { Timer.Kind: RoomTimerKind.Grace } => "its server could not be reached for the grace time",
        RoomCommand.TimerElapsed => "it missed what cannot be made good",
        RoomCommand.ChangeLink { Standing: LinkStanding.Unreachable } => "its server could not be reached, and the room does not wait",
        RoomCommand.ChangeLink or RoomCommand.Doubt or RoomCommand.FallBehind or RoomCommand.ConfirmLink => "it missed what cannot be made good",
        RoomCommand.Enter => "its server could not be reached, and the room was full",
        _ => null,
    };
}
