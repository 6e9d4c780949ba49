using Akka.Actor;

namespace MucService.Actors.Nodes;

/// <summary>Who on this node waits for the answer to what the holder of a stream was asked to write. Bounded by age and number.</summary>
/// <param name="time">Monotonic time.</param>
internal sealed class RemoteAsks(TimeProvider time)
{
    private const int Most = 200_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly Dictionary<long, (IActorRef Asker, object Tag)> _asked = [];
    private readonly Queue<(long Number, long At)> _order = [];
    private long _number;

    /// <summary>Remembers a question; null if too many are open.</summary>
    public long? Add(IActorRef asker, object tag)
    {
        while (_order.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) > Lifetime)
            _asked.Remove(_order.Dequeue().Number);
        if (_asked.Count >= Most)
            return null;

        _asked[++_number] = (asker, tag);
        _order.Enqueue((_number, time.GetTimestamp()));
        return _number;
    }

    /// <summary>Who asked that, once.</summary>
    public bool TryTake(long number, out IActorRef asker, out object tag)
    {
        var found = _asked.Remove(number, out var asked);
        (asker, tag) = found ? asked : (ActorRefs.Nobody, "");
        return found;
    }
}
