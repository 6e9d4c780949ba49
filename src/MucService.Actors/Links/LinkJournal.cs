using Akka.Actor;
using MucService.Links;
using MucService.Wire;

namespace MucService.Actors.Links;

/// <summary>
/// What a supervisor has to do with its journal: one child at a time, only the newest record, and what rooms are told
/// waits until the record is written, or the journal failed, or patience is over.
/// </summary>
internal sealed class LinkJournal(string persistenceId, LinkSurroundings around, Action<object> tell)
{
    private readonly Backoff _backoff = new(Random.Shared.NextDouble) { Longest = around.Settings.ReportInterval };
    private readonly Queue<object> _held = new();
    private IActorRef? _child;
    private LinkRecord? _next;
    private LinkRecord? _writing;
    private bool _isUnread = true;
    private bool _waiting;

    /// <summary>Nothing is being read or written.</summary>
    public bool IsIdle => _child is null && _next is null;

    /// <summary>All there was to write is durable.</summary>
    public bool IsWritten => _next is null && _writing is null;

    /// <summary>
    /// Reads the record; the supervisor hears <see cref="LinkJournalActor.Recovered"/>, or the child's end without it, and it is read again. Until it is
    /// read nothing is written, which would take its place.
    /// </summary>
    public void Read(IActorContext context) => Start(context, null);

    /// <summary>The record was read.</summary>
    public void WasRead(IActorContext context, ITimerScheduler timers)
    {
        _isUnread = false;
        _backoff.Reset();
        if (_next is { } newer)
            Write(context, timers, newer);
    }

    /// <summary>Writes the record; a newer one may take its place before that.</summary>
    public void Write(IActorContext context, ITimerScheduler timers, LinkRecord record)
    {
        _next = record;
        if (_isUnread)
            return;

        _waiting = true;
        timers.StartSingleTimer(nameof(PatienceIsOver), PatienceIsOver.Instance, around.Settings.JournalPatience);
        if (_child is null)
            StartNext(context);
    }

    /// <summary>Tells rooms once everything before is written.</summary>
    public void WhenWritten(object message)
    {
        if (_waiting)
            _held.Enqueue(message);
        else
            tell(message);
    }

    /// <summary>Reads, or writes, again what the journal refused, unless something newer took its place.</summary>
    public void Retry(IActorContext context, ITimerScheduler timers)
    {
        if (_isUnread && _child is null)
            Read(context);
        if (IsIdle && _writing is { } refused)
            Write(context, timers, refused);
    }

    public void OnWritten()
    {
        _writing = null;
        _backoff.Reset();
        if (_next is null)
            GoOnWithout();
    }

    /// <summary>Rooms are told, written or not: an outage of the journal must not hide an outage of the network.</summary>
    public void GoOnWithout()
    {
        _waiting = false;
        while (_held.TryDequeue(out var message))
            tell(message);
    }

    /// <summary>True if it was the child; then the next record is written, or its failure is borne.</summary>
    public bool OnTerminated(IActorContext context, ITimerScheduler timers, IActorRef who)
    {
        if (!who.Equals(_child))
            return false;

        _child = null;
        if (_isUnread)
            TryLater(timers);
        else if (_next is not null)
            StartNext(context);
        else
            OnRefused(timers);
        if (!_waiting)
            timers.Cancel(nameof(PatienceIsOver));
        return true;
    }

    // A crash before it is written costs the outage that it tells of: it is written as soon as that may be possible, and ever more seldom.
    private void OnRefused(ITimerScheduler timers)
    {
        if (_waiting)
            GoOnWithout();
        if (_writing is not null)
            TryLater(timers);
    }

    private void TryLater(ITimerScheduler timers) =>
        timers.StartSingleTimer(nameof(RetryIsDue), RetryIsDue.Instance, _backoff.Next());

    private void StartNext(IActorContext context)
    {
        var record = _next;
        _next = null;
        _writing = record;
        Start(context, record);
    }

    private void Start(IActorContext context, LinkRecord? record) =>
        _child = context.Watch(context.ActorOf(Props.Create(() => new LinkJournalActor(persistenceId, record, around.MayWrite))));

    internal sealed record RetryIsDue
    {
        public static readonly RetryIsDue Instance = new();
    }

    internal sealed record PatienceIsOver
    {
        public static readonly PatienceIsOver Instance = new();
    }
}
