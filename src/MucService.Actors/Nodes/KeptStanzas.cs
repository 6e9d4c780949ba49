using MucService.Actors.Hosts;
using MucService.Actors.Rooms;
using MucService.Actors.Serialization;
using MucService.Xmpp;

namespace MucService.Actors.Nodes;

/// <summary>
/// What a node has accepted from its hosts and no room has handled yet, by room and in order: accepted means kept. Time and stanza-id
/// are fixed here, so that a repeat carries the same. Bounded per room, beside the bound of the node. Thread-safe.
/// </summary>
/// <param name="arrivals">Time and ids.</param>
/// <param name="window">The bound of the node.</param>
/// <param name="time">Monotonic time.</param>
/// <param name="bytesPerRoom">The bound of a room.</param>
/// <param name="bytesPerStanza">The bound of a stanza: what fits in a message between nodes.</param>
internal sealed class KeptStanzas(Arrivals arrivals, InboundWindow window, TimeProvider time, long bytesPerRoom, long bytesPerStanza)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<BareJid, RoomWindow> _rooms = [];
    private long _number;
    private long _refused;

    /// <summary>True if every accepted stanza has been handled.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
                return _rooms.Count == 0;
        }
    }

    /// <summary>How many stanzas were refused because their room had too much, or because they are too large.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Keeps a stanza for a room. Null if its room has too much unhandled, or if it fits in no message: its sender is to be refused.</summary>
    public RoomMessages.Deliver? Accept(BareJid room, Stanza stanza)
    {
        var size = InboundWindow.SizeOf(stanza);
        if (!Fits(stanza, size))
        {
            Interlocked.Increment(ref _refused);
            return null;
        }

        RoomMessages.Deliver deliver;
        lock (_lock)
        {
            if (!_rooms.TryGetValue(room, out var kept))
                _rooms[room] = kept = new RoomWindow { MovedAt = time.GetTimestamp() };
            if (kept.Bytes > 0 && kept.Bytes + size > bytesPerRoom)
            {
                Interlocked.Increment(ref _refused);
                return null;
            }

            deliver = new RoomMessages.Deliver(room, stanza, arrivals.Next()) { Number = ++_number, After = kept.Last };
            kept.Stanzas.Enqueue(new KeptStanza(deliver, time.GetTimestamp()));
            kept.Last = deliver.Number;
            kept.Bytes += size;
        }

        window.Enter(stanza);
        return deliver;
    }

    /// <summary>A room has handled all up to a number.</summary>
    /// <returns>What is to be sent again, because the room had been silent: it may be another instance that knows nothing of it.</returns>
    public IReadOnlyList<RoomMessages.Deliver> Handled(BareJid room, long number)
    {
        lock (_lock)
        {
            if (!_rooms.TryGetValue(room, out var kept))
                return [];

            var moved = false;
            while (kept.Stanzas.TryPeek(out var oldest) && oldest.Deliver.Number <= number)
            {
                kept.Stanzas.Dequeue();
                kept.Bytes -= InboundWindow.SizeOf(oldest.Deliver.Stanza);
                window.Leave(oldest.Deliver.Stanza);
                moved = true;
            }

            if (kept.Stanzas.Count == 0)
                _rooms.Remove(room);
            if (!moved)
                return [];

            var wasSilent = kept.Repeats > 0;
            (kept.Repeats, kept.MovedAt) = (0, time.GetTimestamp());
            return wasSilent ? From(kept, number) : [];
        }
    }

    /// <summary>What a room has not handled after a number, to be sent again in this order.</summary>
    public IReadOnlyList<RoomMessages.Deliver> After(BareJid room, long number)
    {
        lock (_lock)
            return _rooms.TryGetValue(room, out var kept) ? From(kept, number) : [];
    }

    /// <summary>The oldest stanza of each room that has handled none for a while: the room may have moved, or the message was lost.</summary>
    public IReadOnlyList<RoomMessages.Deliver> Overdue(TimeSpan patience)
    {
        List<RoomMessages.Deliver> overdue = [];
        lock (_lock)
        {
            foreach (var kept in _rooms.Values)
            {
                if (time.GetElapsedTime(kept.MovedAt) < patience * Math.Min(kept.Repeats + 1, 3))
                    continue;

                kept.Repeats++;
                kept.MovedAt = time.GetTimestamp();
                overdue.Add(Again(kept.Stanzas.Peek(), after: 0));
            }
        }

        return overdue;
    }

    // Many small children may take several times their bytes on the way, because each is complete in itself.
    private bool Fits(Stanza stanza, int size) =>
        size * 8L <= bytesPerStanza || CommonValues.Write(stanza).CalculateSize() <= bytesPerStanza;

    private List<RoomMessages.Deliver> From(RoomWindow kept, long number)
    {
        List<RoomMessages.Deliver> again = [];
        var before = 0L;
        foreach (var stanza in kept.Stanzas)
        {
            if (stanza.Deliver.Number > number)
                again.Add(Again(stanza, before));
            before = stanza.Deliver.Number;
        }

        return again;
    }

    private RoomMessages.Deliver Again(KeptStanza kept, long after) => kept.Deliver with
    {
        After = after,
        Arrival = kept.Deliver.Arrival with { Waited = time.GetElapsedTime(kept.AcceptedAt) },
    };

    private readonly record struct KeptStanza(RoomMessages.Deliver Deliver, long AcceptedAt);

    private sealed class RoomWindow
    {
        public Queue<KeptStanza> Stanzas { get; } = [];

        public long Last { get; set; }

        public long Bytes { get; set; }

        public long MovedAt { get; set; }

        public int Repeats { get; set; }
    }
}
