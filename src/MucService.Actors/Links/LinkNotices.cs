using Akka.Actor;
using MucService.Actors.Rooms;
using MucService.Links;
using MucService.Wire;

namespace MucService.Actors.Links;

/// <summary>
/// The notices of one link: kept for a day, so many and no more, journaled as they change, and given to their rooms at a
/// bounded rate when the link can deliver, until they say that it is sent or not needed. What is sent ends when it is proved to have arrived; after a
/// loss it is delivered again.
/// </summary>
internal sealed class LinkNotices(string persistenceId, LinkSurroundings around)
{
    /// <summary>How many are given to rooms at a time, and how long until the next.</summary>
    public const int PerWave = 50;

    /// <summary>How long lies between two writes of what changes many times.</summary>
    private static readonly TimeSpan WriteSpacing = TimeSpan.FromSeconds(1);

    /// <summary>How long a notice is worth delivering.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private const int ChangesUntilWhole = 50;

    private readonly Dictionary<NoticeKey, Notice> _notices = [];
    private readonly HashSet<NoticeKey> _changed = [];
    private readonly Queue<NoticeKey> _toDeliver = new();
    private readonly Deliveries<NoticeKey> _sent = new();
    private readonly Backoff _backoff = new(Random.Shared.NextDouble) { Longest = around.Settings.ReportInterval };
    private IActorRef? _child;
    private readonly Dictionary<NoticeKey, IActorRef> _toAnswer = [];
    private NoticesRecorded? _writing;
    private int _written = ChangesUntilWhole;
    private bool _isUnread = true;

    /// <summary>When rooms that do not say that they sent a notice are asked again.</summary>
    public Backoff Asking { get; } = new(Random.Shared.NextDouble) { First = TimeSpan.FromMilliseconds(250), Longest = around.Settings.ReportInterval };

    /// <summary>How many there are.</summary>
    public int Count => _notices.Count;

    /// <summary>What an earlier supervisor kept is known, too.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>What an earlier supervisor may have kept was not read, and is not being read.</summary>
    public bool NeedReading => _child is null && (_isUnread || !IsComplete);

    /// <summary>Some are given to their rooms, or wait for that, and not sent as far as is known.</summary>
    public bool AwaitSending => _notices.Count > _sent.Count;

    /// <summary>Something is to be written.</summary>
    public bool AreChanged => _changed.Count > 0;

    /// <summary>Nothing is being read or written.</summary>
    public bool MayWrite => _child is null && IsComplete;

    /// <summary>How long it is from one write to the next: ever longer while the journal refuses.</summary>
    public TimeSpan Spacing { get; private set; } = WriteSpacing;

    /// <summary>Some wait for their turn to be delivered.</summary>
    public bool IsDelivering => _toDeliver.Count > 0;

    /// <summary>Reads what an earlier supervisor kept.</summary>
    public void Read(IActorContext context)
    {
        (IsComplete, _isUnread) = (false, false);
        Start(context, null);
    }

    /// <summary>Reads again where that failed.</summary>
    public void Retry(IActorContext context)
    {
        if (!IsComplete && _child is null)
            Read(context);
    }

    /// <summary>What was read; what came in the meantime is newer.</summary>
    public void Add(NoticeJournalActor.Recovered recovered)
    {
        foreach (var notice in recovered.Notices)
        {
            // What was settled before it was read stays so.
            if (!_changed.Contains(KeyOf(notice)))
                _notices.TryAdd(KeyOf(notice), notice);
        }

        (IsComplete, _child) = (true, null);
        Expire();
    }

    /// <summary>True if there is one for the same session of the same room.</summary>
    public bool Knows(Notice notice) => _notices.ContainsKey(KeyOf(notice));

    /// <summary>A room waits to hear that one is durable. It asks again.</summary>
    public void Await(Notice notice, IActorRef room)
    {
        if (_toAnswer.Count <= around.Settings.MaxNotices)
            _toAnswer[KeyOf(notice)] = room;
    }

    /// <summary>Tells rooms what is durable, and what is given up.</summary>
    public void AnswerKept()
    {
        if (_toAnswer.Count == 0 || _writing is not null || !IsComplete)
            return;

        foreach (var (key, room) in _toAnswer.Where(waiting => !_changed.Contains(waiting.Key)).ToList())
        {
            _toAnswer.Remove(key);
            room.Tell(new LinkMessages.NoticeKept(key.Room, key.Session));
        }
    }

    /// <summary>Keeps one; false if there are too many, and it is given up.</summary>
    public bool Keep(Notice notice)
    {
        var key = KeyOf(notice);
        if (_notices.Count >= around.Settings.MaxNotices && !_notices.ContainsKey(key))
            return false;

        _notices[key] = notice;
        _sent.Forget(key);
        _changed.Add(key);
        return true;
    }

    /// <summary>One is delivered, or not needed; false if there was none.</summary>
    public bool Settle(NoticeKey key)
    {
        _sent.Forget(key);
        if (!_notices.Remove(key) && IsComplete)
            return false;

        _changed.Add(key);
        return true;
    }

    /// <summary>Ends those that are a day old.</summary>
    public void Expire()
    {
        var old = around.Time.GetUtcNow() - Lifetime;
        foreach (var key in _notices.Where(kept => kept.Value.At <= old).Select(kept => kept.Key).ToList())
            Settle(key);
    }

    /// <summary>Writes what changed since the last time; everything now and then, so that the journal stays short.</summary>
    public void Write(IActorContext context)
    {
        var whole = _notices.Count == 0 || ++_written > ChangesUntilWhole;
        if (whole)
            _written = 0;
        _writing = whole
            ? new NoticesRecorded(Whole: true, [.. _notices.Values], [])
            : new NoticesRecorded(
                Whole: false,
                [.. _changed.Where(_notices.ContainsKey).Select(key => _notices[key])],
                [.. _changed.Where(key => !_notices.ContainsKey(key))]);
        _changed.Clear();
        Start(context, _writing);
    }

    /// <summary>The changes are durable.</summary>
    public void OnWritten()
    {
        _writing = null;
        Spacing = WriteSpacing;
        _backoff.Reset();
    }

    /// <summary>True if it was the journal's child; what it did not write is written again.</summary>
    public bool OnTerminated(IActorRef who)
    {
        if (!who.Equals(_child))
            return false;

        _child = null;
        if (_writing is not { } refused)
            return true;

        _writing = null;
        Spacing = _backoff.Next();
        _written = ChangesUntilWhole;
        _changed.UnionWith(refused.Kept.Select(KeyOf));
        _changed.UnionWith(refused.Settled);
        return true;
    }

    /// <summary>One more is to be delivered.</summary>
    public void BeginDelivery(Notice notice) => _toDeliver.Enqueue(KeyOf(notice));

    /// <summary>All are to be delivered that are not sent, oldest first.</summary>
    public void BeginDelivery()
    {
        _toDeliver.Clear();
        foreach (var notice in _notices.Values.Where(notice => !_sent.Awaits(KeyOf(notice))).OrderBy(notice => notice.At))
            _toDeliver.Enqueue(KeyOf(notice));
    }

    /// <summary>Something was lost: what was sent, and is not proved to have arrived, counts as not sent.</summary>
    public void Doubt() => _sent.Doubt();

    /// <summary>One is sent.</summary>
    /// <param name="notice">Which.</param>
    /// <param name="lastProbe">The number of the last probe before it.</param>
    public void Sent(Notice notice, long lastProbe) => _sent.Sent(KeyOf(notice), lastProbe);

    /// <summary>A probe was answered, and nothing was lost beside it; <see cref="long.MaxValue"/> where nothing ever proves anything.</summary>
    /// <returns>True if some have arrived, and are kept no more.</returns>
    public bool Proved(long probe)
    {
        var arrived = _sent.Proved(probe);
        foreach (var key in arrived)
            Settle(key);
        return arrived.Count > 0;
    }

    /// <summary>The link can deliver no longer.</summary>
    public void EndDelivery() => _toDeliver.Clear();

    /// <summary>Gives some to their rooms.</summary>
    public void DeliverSome(IActorRef supervisor)
    {
        for (var given = 0; given < PerWave && _toDeliver.TryDequeue(out var key); given++)
        {
            if (_notices.TryGetValue(key, out var notice))
                around.Rooms(new RoomMessages.DeliverNotice(notice.Room, notice.Session, notice.Stanza), supervisor);
        }
    }

    private void Start(IActorContext context, NoticesRecorded? changes) =>
        _child = context.Watch(context.ActorOf(Props.Create(() => new NoticeJournalActor(persistenceId, changes, around.MayWrite))));

    private static NoticeKey KeyOf(Notice notice) => new(notice.Room, notice.Session);
}
