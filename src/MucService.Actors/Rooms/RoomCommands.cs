using System.Diagnostics;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>What other actors tell a room, as the room's rules name it, and what they are answered.</summary>
internal static class RoomCommands
{
    /// <summary>The command that a message stands for.</summary>
    /// <param name="message">The message.</param>
    /// <param name="arrival">When it came.</param>
    /// <param name="proofs">What the room's sessions are proved to know.</param>
    public static RoomCommand From(object message, Arrival arrival, RoomProofs proofs)
    {
        RoomCommand command = message switch
        {
            RoomCommand ready => ready,
            LinkMessages.Told told => proofs.Read(told),
            LinkMessages.InDoubt inDoubt => proofs.Read(inDoubt),
            LinkMessages.Confirmed confirmed => new RoomCommand.ConfirmLink(confirmed.Remote),
            LinkMessages.SessionGone gone => new RoomCommand.SessionGone(gone.Session),
            CapabilityMessages.Learned learned => new RoomCommand.LearnCapabilities(learned.Session, learned.Features),
            RoomMessages.DeliverNotice deliver => new RoomCommand.DeliverNotice(deliver.Session, deliver.Notice),
            RoomTimer timer => proofs.Read(timer),
            RoomMessages.Kick kick => new RoomCommand.KickByOperator(kick.Nick, kick.Reason),
            RoomMessages.Retire retire => new RoomCommand.Retire(retire.Reason),
            RoomMessages.ForgetTombstone => new RoomCommand.ForgetTombstone(),
            RoomMessages.Destroy destroy => new RoomCommand.Destroy(null, destroy.Alternative, null, destroy.Reason),
            _ => throw new UnreachableException($"a room was told {message.GetType()}"),
        };
        return command with { Arrival = arrival };
    }

    /// <summary>What the operator is answered once the decision is durable; null for everybody else.</summary>
    public static object? Reply(object message, Decision decision) => message switch
    {
        RoomMessages.Kick when decision.Events.IsEmpty => new RoomMessages.Refused(ErrorCondition.ItemNotFound, "there is no such occupant"),
        RoomMessages.Destroy when decision.Events.IsEmpty => new RoomMessages.Refused(ErrorCondition.ItemNotFound, "There is no such room"),
        RoomMessages.ForgetTombstone when decision.Events.IsEmpty => new RoomMessages.Refused(ErrorCondition.ItemNotFound, "no destroyed room is remembered there"),
        RoomMessages.Kick or RoomMessages.Destroy or RoomMessages.ForgetTombstone => new RoomMessages.Done(),
        _ => null,
    };
}
