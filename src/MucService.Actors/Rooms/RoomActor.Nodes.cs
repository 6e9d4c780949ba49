using Akka.Actor;
using Akka.Event;
using MucService.Actors.Hosts;
using MucService.Actors.Nodes;
using MucService.Rooms;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>How a room takes what nodes keep for it, speaks through a stream of another node, and moves to another node.</summary>
internal sealed partial class RoomActor
{
    private static readonly TimeSpan HandOverLimit = TimeSpan.FromSeconds(3);

    // What a single node has accepted while so much waited to be said that the room took no more. It counts as unhandled.
    private readonly Queue<RoomMessages.Deliver> _leftOut = [];
    private bool _heldBack;
    private bool _leaving;

    private void HandleDelivered(RoomMessages.Deliver delivered)
    {
        if (delivered.Stanza is { Type: not StanzaType.Error, From.Full: { } session })
            _node.Sessions.Heard(_address.Domain, session);
        if (delivered.Number == 0)
            TakeUnkept(delivered);
        else if (HoldsBack())
            _inbox.LeaveOut(Sender);
        else if (_inbox.Takes(delivered, Sender))
            HandleKept(delivered);
    }

    private void HandleKept(RoomMessages.Deliver delivered)
    {
        var handled = false;
        try
        {
            Handle(delivered);
            handled = true;
        }
        finally
        {
            // What breaks the room must not come back to break it again.
            if (!handled)
                _inbox.Handled(RoomInbox.OriginOf(delivered, Sender));
        }
    }

    private void TakeUnkept(RoomMessages.Deliver delivered)
    {
        if (HoldsBack() || _leftOut.Count > 0)
            _leftOut.Enqueue(delivered);
        else
            HandleUnkept(delivered);
    }

    // The host is slow, or storage: what the room does not take is kept by whoever has accepted it, and that is bounded.
    private bool HoldsBack()
    {
        _heldBack |= _held.IsFull;
        return _heldBack || _output.IsFull;
    }

    // It has its turn behind what the room is doing now.
    private void TakeMoreIfHeldBack()
    {
        if (!_heldBack || _held.IsFull)
            return;

        _heldBack = false;
        Self.Tell(RoomOutput.Drained.Instance);
    }

    private void HandleLeftOut()
    {
        while (!HoldsBack() && _leftOut.TryDequeue(out var delivered))
            HandleUnkept(delivered);
    }

    /// <summary>
    /// The room stops with what it has not handled, or not said because that is not written: whoever sent it is told to try again. What
    /// nodes keep for the room is sent again instead.
    /// </summary>
    private void RefuseUnsaid()
    {
        foreach (var unsaid in _held.Drop())
        {
            unsaid.Output?.Dispose();
            if (unsaid.Cause is RoomMessages.Deliver delivered)
                RefuseByHost(delivered);
            else if (unsaid.Reply is not null)
                unsaid.AskedBy.Tell(RoomRefusals.ToOperator);
        }

        if (_claiming is { } claiming)
            RefuseByHost(claiming.Delivered);
        foreach (var delivered in _leftOut)
        {
            _node.Inbound.Leave(delivered.Stanza);
            RefuseByHost(delivered);
        }
    }

    private void RefuseByHost(RoomMessages.Deliver delivered)
    {
        if (delivered.Number == 0
            && ServiceRefusals.ByRoom(delivered.Stanza, ServiceRefusals.Busy) is { } refusal
            && _node.Hosts.TryGetValue(_address.Domain, out var host))
            host.Tell(refusal, Self);
    }

    private void HandleUnkept(RoomMessages.Deliver delivered)
    {
        try
        {
            Handle(delivered);
        }
        finally
        {
            _node.Inbound.Leave(delivered.Stanza);
        }
    }

    private bool HandledAmongNodes(object message)
    {
        switch (message)
        {
            case RoomMessages.Wake:
                Sender.Tell(new RoomMessages.Awake(_address), Self);
                break;
            case RoomOutput.Drained:
                _output.Resume();
                HandleLeftOut();
                break;
            case ServiceOutputs.Turned:
                _output.Turn(SayAgain);
                break;
            case RemoteOutput.TurnEnded:
                _output.EndTurn();
                break;
            case RemoteOutput.Overdue overdue:
                _output.OnOverdue(overdue);
                break;
            case StreamMessages.Handled written:
                _output.Written(written, Sender);
                break;
            case StreamMessages.SendAgain again:
                _output.SendAgain(again.After);
                break;
            case StreamMessages.Superseded:
                StopSuperseded();
                break;
            case HandOver:
                BeginHandOver();
                break;
            case HandOverDue:
                Context.Stop(Self);
                break;
            default:
                return false;
        }

        StopIfHandedOver();
        return true;
    }

    /// <summary>What the former stream may have swallowed, for the next one: ahead of all else, so that everybody hears it in order.</summary>
    private OutputBatch? SayAgain()
    {
        var said = _proofs.Turn(_room).Select(again => Room.Decide(_room, again)).Aggregate(Decision.Nothing, (all, next) => all.Then(next));
        return _outbox.Render(_room, said);
    }

    private void StopSuperseded()
    {
        Log.Warning("Room {Room} lives elsewhere with a later epoch: this instance stops and says nothing", _address);
        _writer.Abandon();
        Context.Stop(Self);
    }

    /// <summary>The room moves: what it has decided is said first. Its region keeps what comes meanwhile for the next instance.</summary>
    private void BeginHandOver()
    {
        _leaving = true;
        Timers.StartSingleTimer(nameof(HandOverDue), HandOverDue.Instance, HandOverLimit);
        StopIfHandedOver();
    }

    private void StopIfHandedOver()
    {
        if (_leaving && _held.IsEmpty && !_output.IsBlocked)
            Context.Stop(Self);
    }

    /// <summary>Stop, once all that was decided is said: the room moves to another node.</summary>
    internal sealed record HandOver
    {
        public static HandOver Instance { get; } = new();
    }

    private sealed record HandOverDue
    {
        public static HandOverDue Instance { get; } = new();
    }
}
