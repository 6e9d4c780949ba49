using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// The rooms that are to be woken, in what order, and how many are on their way at once: as many as storage can load in a moment, so that
/// none is refused. A room that does not answer is woken again.
/// </summary>
/// <param name="time">Monotonic time.</param>
/// <param name="atOnce">How many may be on their way.</param>
internal sealed class SleepingRooms(TimeProvider time, int atOnce)
{
    private const int Attempts = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Queue<(BareJid Room, int Attempt)> _first = [];
    private readonly Queue<(BareJid Room, int Attempt)> _then = [];
    private readonly Dictionary<BareJid, int> _onTheirWay = [];
    private readonly Queue<(BareJid Room, long At)> _sent = [];
    private readonly HashSet<BareJid> _awake = [];

    /// <summary>True if all are awake, or were given up until the next look.</summary>
    public bool IsEmpty => _first.Count == 0 && _then.Count == 0 && _onTheirWay.Count == 0;

    /// <summary>How many are on their way.</summary>
    public int OnTheirWay => _onTheirWay.Count;

    /// <summary>Those that have answered are to be asked again, too.</summary>
    public void ForgetAwake() => _awake.Clear();

    /// <summary>Begins anew.</summary>
    /// <param name="rooms">Which rooms, in this order; those that have answered are left out unless their node is gone.</param>
    /// <param name="isLost">True for those whose node is gone: they come first.</param>
    public void Begin(IEnumerable<BareJid> rooms, Func<BareJid, bool> isLost)
    {
        _first.Clear();
        _then.Clear();
        foreach (var room in rooms.Where(room => !_onTheirWay.ContainsKey(room)))
        {
            if (isLost(room))
                _first.Enqueue((room, 1));
            else if (!_awake.Contains(room))
                _then.Enqueue((room, 1));
        }
    }

    /// <summary>The next ones to be woken.</summary>
    /// <param name="most">How many at most.</param>
    public IEnumerable<BareJid> Next(int most)
    {
        TakeBackSilent();
        for (var sent = 0; sent < most && _onTheirWay.Count < atOnce; sent++)
        {
            if (!_first.TryDequeue(out var next) && !_then.TryDequeue(out next))
                yield break;
            if (!_onTheirWay.TryAdd(next.Room, next.Attempt))
                continue;

            _sent.Enqueue((next.Room, time.GetTimestamp()));
            yield return next.Room;
        }
    }

    /// <summary>A room is there.</summary>
    public void Awake(BareJid room)
    {
        _onTheirWay.Remove(room);
        _awake.Add(room);
    }

    // An answer may come late, or never: from a node of an earlier version, or when the room could not be loaded.
    private void TakeBackSilent()
    {
        while (_sent.TryPeek(out var oldest) && (time.GetElapsedTime(oldest.At) >= Patience || !_onTheirWay.ContainsKey(oldest.Room)))
        {
            _sent.Dequeue();
            if (_onTheirWay.Remove(oldest.Room, out var attempt) && attempt < Attempts)
                _then.Enqueue((oldest.Room, attempt + 1));
        }
    }
}
