using System.Diagnostics;
using Akka.Actor;
using MucService.Actors.Hosts;
using MucService.Actors.Nodes;
using MucService.Rooms;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// What a room says through a stream that another node holds: in numbered pieces, kept until they are written to a socket there, and
/// sent again when some were lost, or when yet another node holds the stream. What it says while it handles what waits in its mailbox goes as one.
/// </summary>
internal sealed class RemoteOutput(BareJid room, IActorRef self, RoomInbox inbox, IScheduler scheduler)
{
    private const long MostUnwritten = 4 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly LinkedList<Sent> _unwritten = [];
    private readonly GatheredOutput _gathered = new();
    private bool _endsTurn;

    // Rising over the restarts of a room's actor, too, which the other node cannot tell apart.
    private long _number = Stopwatch.GetTimestamp();
    private long _bytes;
    private long _awaited;

    /// <summary>The epoch of the room's instance.</summary>
    public long Epoch { get; set; }

    /// <summary>The StreamOwnerActor that was sent to last.</summary>
    public IActorRef Owner { get; private set; } = ActorRefs.Nobody;

    /// <summary>True if nothing waits to be written there.</summary>
    public bool IsEmpty => _unwritten.Count == 0 && _gathered.IsEmpty;

    /// <summary>Sends what is said, at <see cref="EndTurn"/> or before; false if too much is under way, or what is under way went to another node.</summary>
    public bool TrySend(Way.Elsewhere way, SaidOutput said)
    {
        if (!IsEmpty && (!way.Owner.Equals(Owner) || _bytes + said.Bytes > MostUnwritten))
            return false;
        if (IsEmpty && said.Bytes == 0)
        {
            inbox.Handled(said.Origin);
            return true;
        }

        Owner = way.Owner;
        _bytes += said.Bytes;
        if (way.Takes is OutputForm.Gathered)
        {
            Gather(said);
            return true;
        }

        SendGathered();
        said.Pack(way.Takes);
        Send(said);
        return true;
    }

    /// <summary>All is handled that waited in the room's mailbox when the first of what was gathered was said: it goes out.</summary>
    public void EndTurn()
    {
        _endsTurn = false;
        SendGathered();
    }

    /// <summary>All up to a number is written to a socket.</summary>
    /// <returns>The room after the last that was said of it; null if it was known already.</returns>
    public RoomState? Written(long number)
    {
        RoomState? after = null;
        while (_unwritten.First is { Value: var sent } && sent.Last <= number)
        {
            _unwritten.RemoveFirst();
            _bytes -= sent.Said.Bytes;
            after = sent.Said.After ?? after;

            // The holder has told its own keeper itself.
            if (sent.Said.Origin?.Sender.Path.Address == Owner.Path.Address)
                inbox.KnownHandled(sent.Said.Origin);
            else
                inbox.Handled(sent.Said.Origin);
        }

        if (IsEmpty)
            _gathered.Rest();
        return after;
    }

    /// <summary>Sends again what comes after a number.</summary>
    public void SendAgain(long after)
    {
        var before = 0L;
        foreach (var sent in _unwritten)
        {
            Send(sent, before, after);
            before = sent.Last;
        }
    }

    /// <summary>Nothing was heard for a while: repeats the first piece, whose answer says what is missing.</summary>
    public void OnOverdue(Overdue overdue)
    {
        if (overdue.Number != _awaited)
            return;

        _awaited = 0;
        if (_unwritten.First is not { Value: var first })
            return;

        if (first.First == overdue.Number)
            SendPiece(first, 0, 0);
        Watch();
    }

    /// <summary>Gives back what is not known to be written, oldest first: it goes another way.</summary>
    public IReadOnlyList<SaidOutput> TakeBack()
    {
        SaidOutput[] back = [.. _unwritten.Select(sent => sent.Said), .. _gathered.IsEmpty ? [] : new[] { _gathered.Take() }];
        _unwritten.Clear();
        (_bytes, _awaited) = (0, 0);
        return back;
    }

    private void Gather(SaidOutput said)
    {
        if (!_gathered.Takes(said))
            SendGathered();
        _gathered.Add(said);
        if (_gathered.IsFull)
            SendGathered();
        else if (!_endsTurn)
            self.Tell(TurnEnded.Instance);
        _endsTurn |= !_gathered.IsEmpty;
    }

    private void SendGathered()
    {
        if (_gathered.IsEmpty)
            return;

        // Where nothing is said and all before it is written meanwhile, nobody would say so.
        var said = _gathered.Take();
        if (said.Bytes == 0 && _unwritten.Count == 0)
            inbox.Handled(said.Origin);
        else
            Send(said);
    }

    private void Send(SaidOutput said)
    {
        var sent = new Sent(said, _number + 1);
        _number = sent.Last;
        var before = _unwritten.Last?.Value.Last ?? 0;
        _unwritten.AddLast(sent);
        Send(sent, before, after: 0);
        Watch();
    }

    private void Send(Sent sent, long before, long after)
    {
        for (var piece = 0; piece < sent.Said.Pieces.Length; piece++)
        {
            if (sent.First + piece > after)
                SendPiece(sent, piece, piece == 0 ? before : sent.First + piece - 1);
        }
    }

    private void SendPiece(Sent sent, int piece, long before)
    {
        var more = piece < sent.Said.Pieces.Length - 1;
        var origin = more ? null : sent.Said.Origin;
        Owner.Tell(
            new StreamMessages.Output(
                room,
                Epoch,
                sent.First + piece,
                before,
                more,
                more ? 0 : sent.Said.Stanzas,
                origin?.Sender.Path.Uid ?? 0,
                origin?.Number ?? 0,
                sent.Said.Pieces[piece]) { IsFolded = sent.Said.Form is not OutputForm.Plain },
            self);
    }

    private void Watch()
    {
        if (_awaited != 0 || _unwritten.First is not { Value: var first })
            return;

        _awaited = first.First;
        scheduler.ScheduleTellOnce(Patience, self, new Overdue(_awaited), self);
    }

    /// <summary>Reminds the room of the first piece that was not written then.</summary>
    internal sealed record Overdue(long Number);

    /// <summary>What the room tells itself behind all that waits in its mailbox.</summary>
    internal sealed record TurnEnded
    {
        /// <summary>The only one.</summary>
        public static TurnEnded Instance { get; } = new();
    }

    /// <summary>What was sent, from its first number on; without pieces it ends with the number before.</summary>
    private sealed record Sent(SaidOutput Said, long First)
    {
        public long Last => First + Said.Pieces.Length - 1;
    }
}
