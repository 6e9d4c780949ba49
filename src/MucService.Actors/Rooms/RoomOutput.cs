using Akka.Actor;
using MucService.Actors.Hosts;
using MucService.Actors.Nodes;
using MucService.Rooms;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// The way out of one room: to the stream's queue where this node holds the stream, else to the node that does. What finds no space, or
/// no way, waits here, in order.
/// </summary>
internal sealed class RoomOutput
{
    // Beyond this a room takes no more of what nodes keep for it.
    private const long MostWaiting = 8 * 1024 * 1024;

    private readonly ServiceOutputs _outputs;
    private readonly SegmentPool _segments;
    private readonly BareJid _room;
    private readonly IActorRef _self;
    private readonly RoomInbox _inbox;
    private readonly OutputQueue _queue;
    private readonly IScheduler _scheduler;
    private readonly LinkedList<SaidOutput> _waiting = [];
    private Way _way;
    private long _waitingBytes;
    private bool _listening;
    private RemoteOutput? _remote;
    private IActorRef? _owner;

    public RoomOutput(ServiceOutputs outputs, SegmentPool segments, BareJid room, IActorRef self, RoomInbox inbox, IScheduler scheduler)
    {
        (_outputs, _segments, _room, _self, _inbox, _scheduler) = (outputs, segments, room, self, inbox, scheduler);
        _queue = _outputs.For(room);
        _outputs.Follow(self);
        _way = _outputs.WayOf(room.Domain);
        Id = IdOf(_way);
    }

    /// <summary>Called when something that the room said is handed over to the stream's queue, on whichever node, with the room after it.</summary>
    public Action<RoomState, WrittenAt> HandedOver { get; set; } = (_, _) => { };

    /// <summary>The epoch of the room's instance: a stream's node refuses what is said by an older one.</summary>
    public long Epoch
    {
        get;
        set
        {
            field = value;
            _remote?.Epoch = value;
        }
    }

    /// <summary>True while what is said goes to another node, and that takes it gathered.</summary>
    public bool Folds => _way is Way.Elsewhere { Takes: OutputForm.Gathered };

    /// <summary>True while something waits to be handed over, or to be written by another node.</summary>
    public bool IsBlocked => _waiting.Count > 0 || !IsAllWritten;

    /// <summary>True while so much waits that the room should take no more: in it, or in it and the node's other rooms together.</summary>
    public bool IsFull => _waitingBytes > MostWaiting || (_waiting.Count > 0 && _outputs.IsFull);

    /// <summary>Where positions count: see <see cref="OutputQueue.Id"/>. Empty as long as another node holds the stream and has not said it.</summary>
    public string Id { get; private set; }

    /// <summary>How far the output has come with what was handed over; without end while something waits, or goes another way.</summary>
    public long Position => IsHere && !IsBlocked ? _queue.Enqueued : long.MaxValue;

    private bool IsHere => _outputs.WayOf(_room.Domain) is Way.Here;

    // Made where there are several nodes.
    private RemoteOutput Remote => _remote ??= new RemoteOutput(_room, _self, _inbox, _scheduler) { Epoch = Epoch };

    private bool IsAllWritten => _remote is null or { IsEmpty: true };

    /// <summary>Hands over what is said, behind what waits; whose stanza caused it is told when it is written.</summary>
    public void Send(OutputBatch? batch, RoomInbox.Origin? origin, RoomState? after = null)
    {
        if (batch is null && origin is null)
            return;

        var said = new SaidOutput(batch, origin) { After = batch is null ? null : after };
        if (_waiting.Count == 0 && TrySend(said))
            return;

        if (!IsHere)
            said.Pack(OutputForm.Folded);
        _waiting.AddLast(said);
        Waits(said.Bytes);
        Listen();
    }

    /// <summary>Goes on after there was no space, or no way.</summary>
    public void Resume()
    {
        while (_waiting.First is { Value: var said } && TrySend(said))
        {
            _waiting.RemoveFirst();
            Waits(-said.Bytes);
        }

        Listen();
        if (!IsFull)
            _inbox.AskForMore();
    }

    /// <summary>The host has read all that went the way before this one.</summary>
    public bool IsFormerRead => _outputs.IsFormerRead(_room.Domain);

    /// <summary>The output of the service may take another way: what is not known to be written goes that way.</summary>
    /// <param name="first">Gives what is to be said there before that.</param>
    public void Turn(Func<OutputBatch?>? first = null)
    {
        _way = _outputs.WayOf(_room.Domain);
        Id = IdOf(_way);
        if (_remote is not null && (_way is Way.Here || (_way is Way.Elsewhere elsewhere && !elsewhere.Owner.Equals(_remote.Owner))))
        {
            foreach (var said in _remote.TakeBack().Reverse())
                WaitsFirst(said);
        }

        if (first?.Invoke() is { } batch)
        {
            var again = new SaidOutput(batch, null);
            if (!IsHere)
                again.Pack(OutputForm.Folded);
            WaitsFirst(again);
        }

        Resume();
    }

    /// <summary>A stream's node has written all up to a number.</summary>
    /// <param name="handled">Up to which.</param>
    /// <param name="node">Its StreamOwnerActor.</param>
    public void Written(StreamMessages.Handled handled, IActorRef node)
    {
        if (_remote?.Written(handled.Number) is { } after && handled.Written is { } at && node.Equals(_remote.Owner))
        {
            Id = at.Output;
            HandedOver(after, at);
        }

        Resume();
    }

    /// <summary>The stream's node lacks what comes after a number.</summary>
    public void SendAgain(long after) => _remote?.SendAgain(after);

    /// <summary>What was said goes out now, if it goes to another node: nothing is waited for any more that could go with it.</summary>
    public void EndTurn() => _remote?.EndTurn();

    /// <summary>The stream's node was silent for a while.</summary>
    public void OnOverdue(RemoteOutput.Overdue overdue) => _remote?.OnOverdue(overdue);

    /// <summary>Gives back what was never handed over.</summary>
    public void Close()
    {
        EndTurn();
        _outputs.Unfollow(_self);
        _queue.SpaceAvailable -= OnSpace;
        foreach (var said in _waiting)
            said.Drop();
        _waiting.Clear();
        Waits(-_waitingBytes);
    }

    private string IdOf(Way way)
    {
        switch (way)
        {
            case Way.Here:
                _owner = null;
                return _queue.Id;
            case Way.Elsewhere elsewhere when !elsewhere.Owner.Equals(_owner):
                _owner = elsewhere.Owner;
                return "";
            default:
                return Id ?? "";
        }
    }

    private void WaitsFirst(SaidOutput said)
    {
        _waiting.AddFirst(said);
        Waits(said.Bytes);
    }

    private void Waits(long bytes)
    {
        _waitingBytes += bytes;
        _outputs.Waits(bytes);
    }

    // A way that the room has not turned to yet: something may have to be said there first.
    private bool TrySend(SaidOutput said) => _outputs.WayOf(_room.Domain) switch
    {
        var way when !way.Equals(_way) => false,
        Way.Here => IsAllWritten && TryEnqueue(said),
        Way.Elsewhere elsewhere => Remote.TrySend(elsewhere, said),
        _ => false,
    };

    private bool TryEnqueue(SaidOutput said)
    {
        if (said.Unpack(_segments) is { } batch)
        {
            if (!_outputs.IsNewest(_room, Epoch))
            {
                _self.Tell(new StreamMessages.Superseded(_room, Epoch));
                return false;
            }

            var probed = _queue.Probed;
            if (!_queue.TryEnqueue(batch, out var position))
                return false;

            said.HandedOver();
            if (said.After is { } after)
                HandedOver(after, new WrittenAt(_queue.Id, position, probed));
        }

        _inbox.Handled(said.Origin);
        return true;
    }

    private void Listen()
    {
        var mustListen = _waiting.Count > 0 && IsHere;
        if (mustListen == _listening)
            return;

        _listening = mustListen;
        if (!mustListen)
        {
            _queue.SpaceAvailable -= OnSpace;
            return;
        }

        // There may have been space again before anyone listened.
        _queue.SpaceAvailable += OnSpace;
        _self.Tell(Drained.Instance);
    }

    private void OnSpace(object? queue, EventArgs nothing) => _self.Tell(Drained.Instance);

    /// <summary>There is room in the queue again.</summary>
    internal sealed record Drained
    {
        /// <summary>The only one.</summary>
        public static Drained Instance { get; } = new();
    }
}
