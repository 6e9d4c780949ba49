using Akka.Actor;

namespace MucService.Actors.Links;

/// <summary>
/// One per node: has sessions probed from which nothing was heard for long, in turn, so that all have their turn within a time, and no more of them
/// at once than that takes. A domain that is restarted between two probes is never seen down, but its sessions are gone.
/// </summary>
internal sealed class QuietSessionsActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // So many that are gone may wait for their turn beside as many as there are.
    private const int Gone = 1024;

    private Queue<SessionBoard.Entry> _turns = [];
    private readonly SessionBoard _board;
    private readonly LinkSettings _settings;
    private readonly IActorRef _links;
    private readonly TimeProvider _time;

    public QuietSessionsActor(SessionBoard board, LinkSettings settings, IActorRef links, TimeProvider time)
    {
        _board = board;
        _settings = settings;
        _links = links;
        _time = time;
        Receive<TakeTurns>(_ => OnTakeTurns());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(TakeTurns), TakeTurns.Instance, Tick);

    private void OnTakeTurns()
    {
        while (_board.TryTakeAdded(out var added))
            _turns.Enqueue(added);
        if (_turns.Count > (2 * _board.Count) + Gone)
            _turns = new Queue<SessionBoard.Entry>(_turns.Where(entry => !entry.IsGone));

        var now = _time.GetTimestamp();
        for (var left = (int)Math.Ceiling(_turns.Count * (Tick / _settings.QuietSpread)); left > 0 && _turns.TryDequeue(out var entry); left--)
        {
            if (entry.IsGone)
                continue;

            if (IsQuiet(entry, now))
            {
                entry.ProbedAt = now;
                _links.Tell(new LinkMessages.ProbeSession(entry.Service, entry.Session, entry.Features));
            }

            _turns.Enqueue(entry);
        }
    }

    private bool IsQuiet(SessionBoard.Entry entry, long now) =>
        _time.GetElapsedTime(entry.HeardAt, now) >= _settings.QuietAfter
        && (entry.ProbedAt == 0 || _time.GetElapsedTime(entry.ProbedAt, now) >= _settings.QuietAfter);

    private sealed record TakeTurns
    {
        public static readonly TakeTurns Instance = new();
    }
}
