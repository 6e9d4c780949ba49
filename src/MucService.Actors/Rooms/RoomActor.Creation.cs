using Akka.Actor;
using MucService.Actors.Protection;
using MucService.Rooms;

namespace MucService.Actors.Rooms;

/// <summary>How a room comes into being where the number of rooms that one may create is limited: storage is asked first.</summary>
internal sealed partial class RoomActor
{
    private static readonly TimeSpan ClaimLimit = TimeSpan.FromSeconds(5);

    private Claiming? _claiming;

    /// <summary>True if a decision has to wait until it is known how many rooms its owner has. Everything else waits behind it: there is no room yet.</summary>
    private bool Claims(object cause, Decision decision)
    {
        var most = _room.Settings.MaxRoomsPerOwner;
        if (_room.Exists || most == 0 || cause is not RoomMessages.Deliver delivered)
            return false;
        if (decision.Events.OfType<RoomEvent.Created>().FirstOrDefault() is not { } created)
            return false;
        if (_room.Settings.Admins.Contains(created.By))
            return false;

        _output.EndTurn();
        var claim = new RoomOwnersActor.Claim(_address, created.By, most);
        _claiming = new Claiming(claim, delivered, Sender);
        _node.Owners.Tell(claim);
        Timers.StartSingleTimer(nameof(ClaimLimit), new RoomOwnersActor.Answered(claim, ClaimAnswer.Unknown), ClaimLimit);
        Become(WhileClaiming);
        return true;
    }

    private void WhileClaiming(object message)
    {
        if (message is not RoomOwnersActor.Answered { Answer: var answer } answered)
        {
            Stash.Stash();
            return;
        }

        // An answer that came too late for an earlier one is not this one's.
        if (_claiming is not { } claiming || claiming.Claim != answered.Claim)
            return;

        Timers.Cancel(nameof(ClaimLimit));
        _claiming = null;
        Become(OnReceive);
        Go(answer, claiming.Delivered, claiming.AskedBy);
        Stash.UnstashAll();
    }

    private void Go(ClaimAnswer answer, RoomMessages.Deliver delivered, IActorRef askedBy)
    {
        switch (answer)
        {
            case ClaimAnswer.Allowed:
                Handle(delivered, askedBy, Room.Receive(_room, delivered.Stanza, delivered.Arrival));
                break;
            case ClaimAnswer.TooMany:
                Count(Creations.TooMany(_room, delivered.Stanza), delivered, askedBy);
                break;
            case ClaimAnswer.Unknown:
                Refuse(delivered, askedBy);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Count(Decision decision, object cause, IActorRef askedBy)
    {
        if (decision.Refusal is { } refusal)
            _node.Refusals.Count(refusal);

        Handle(cause, askedBy, decision);
    }

    private sealed record Claiming(RoomOwnersActor.Claim Claim, RoomMessages.Deliver Delivered, IActorRef AskedBy);
}
