using System.Numerics;
using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace MucService.Actors.Rooms;

/// <summary>
/// Messages in order, in a ring that grows with what waits and is given up when nothing does. Many may add, one takes. What was delivered in one
/// message is taken one by one.
/// </summary>
public sealed class RoomMessageQueue : IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private const int Smallest = 4;

    // A ring up to this size is kept while the room rests.
    private const int KeptIdle = 8;

    private readonly Lock _lock = new();
    private Envelope[] _ring = [];
    private int _first;
    private int _count;

    /// <inheritdoc/>
    public bool HasMessages => Count > 0;

    /// <inheritdoc/>
    public int Count => Volatile.Read(ref _count);

    /// <inheritdoc/>
    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        lock (_lock)
        {
            if (envelope.Message is not RoomMessages.DeliverMany many)
            {
                Add(envelope);
                return;
            }

            foreach (var delivered in many.Delivered)
                Add(new Envelope(delivered, envelope.Sender));
        }
    }

    /// <summary>Puts one before all others: what was stashed comes back first.</summary>
    public void EnqueueFirst(Envelope envelope)
    {
        lock (_lock)
        {
            MakeRoom();
            _first = PlaceOf(_ring.Length - 1);
            _ring[_first] = envelope;
            _count++;
        }
    }

    /// <inheritdoc/>
    public bool TryDequeue(out Envelope envelope)
    {
        lock (_lock)
        {
            if (_count == 0)
            {
                envelope = default;
                return false;
            }

            envelope = _ring[_first];
            _ring[_first] = default;
            _first = PlaceOf(1);
            if (--_count == 0 && _ring.Length > KeptIdle)
                _ring = [];
            return true;
        }
    }

    /// <inheritdoc/>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }

    private void Add(Envelope envelope)
    {
        MakeRoom();
        _ring[PlaceOf(_count)] = envelope;
        _count++;
    }

    // The size is a power of two.
    private int PlaceOf(int fromFirst) => (_first + fromFirst) & (_ring.Length - 1);

    private void MakeRoom()
    {
        if (_count < _ring.Length)
            return;

        var larger = new Envelope[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(Smallest, _count + 1))];
        for (var i = 0; i < _count; i++)
            larger[i] = _ring[PlaceOf(i)];
        (_ring, _first) = (larger, 0);
    }
}
