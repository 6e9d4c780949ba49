using Akka.Actor;
using MucService.Actors.Hosts;
using MucService.Actors.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Nodes;

/// <summary>
/// What waited to be written to a stream of this node when that was lost: it goes to the node that rooms are about to speak through, before
/// anything else of this node does, so that order holds.
/// </summary>
internal sealed class StrandedOutputActor : ReceiveActor
{
    private readonly Domain _service;
    private readonly ServiceOutputs _outputs;
    private readonly RemoteOutput _remote;
    private SaidOutput? _next;
    private IActorRef? _to;

    /// <param name="service">Whose streams.</param>
    /// <param name="outputs">Their queues.</param>
    public StrandedOutputActor(Domain service, ServiceOutputs outputs)
    {
        (_service, _outputs) = (service, outputs);
        var address = new BareJid(service);
        _remote = new RemoteOutput(address, Self, new RoomInbox(address, Self), Context.System.Scheduler);
        Receive<MoveTo>(OnMoveTo);
        Receive<StreamMessages.Handled>(written =>
        {
            _remote.Written(written.Number);
            Move();
        });
        Receive<StreamMessages.SendAgain>(again => _remote.SendAgain(again.After));
        Receive<RemoteOutput.Overdue>(_remote.OnOverdue);
    }

    private void OnMoveTo(MoveTo move)
    {
        _to = move.Owner;
        foreach (var said in _remote.TakeBack())
            _remote.TrySend(new Way.Elsewhere(_to), said);
        Move();
    }

    private void Move()
    {
        if (_to is not { } to)
            return;

        while ((_next ??= Take()) is { } said)
        {
            if (!_remote.TrySend(new Way.Elsewhere(to), said))
                return;
            _next = null;
        }

        if (!_remote.IsEmpty)
            return;

        _to = null;
        Context.Parent.Tell(new Moved(_service, to));
    }

    private SaidOutput? Take()
    {
        foreach (var queue in _outputs.Of(_service))
        {
            if (queue.TryMoveOut() is { } batch)
                return new SaidOutput(batch, null);
        }

        return null;
    }

    /// <summary>Another node takes what waits here from now on.</summary>
    /// <param name="Owner">Its StreamOwnerActor.</param>
    internal sealed record MoveTo(IActorRef Owner);

    /// <summary>All that waited has been written there.</summary>
    internal sealed record Moved(Domain Service, IActorRef Owner);
}
