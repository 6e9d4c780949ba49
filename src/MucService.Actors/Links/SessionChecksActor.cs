using Akka.Actor;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>Sessions that wait to be probed for no reason of their own. Thread-safe: the router takes out whoever is heard meanwhile.</summary>
public sealed class SessionChecks
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<(Domain Service, FullJid Session), ClientFeatures> _waiting = new();
    private volatile bool _any;

    /// <summary>A session was heard: it is there, and need not be probed. Costs one look while none wait.</summary>
    public void Heard(Domain service, Jid from)
    {
        if (_any && from.Full is { } session)
            _waiting.TryRemove((service, session), out _);
    }

    internal int Count => _waiting.Count;

    internal bool Add(Domain service, FullJid session, ClientFeatures features)
    {
        _any = true;
        return _waiting.TryAdd((service, session), features);
    }

    internal bool Take(Domain service, FullJid session, out ClientFeatures features)
    {
        var taken = _waiting.TryRemove((service, session), out features);
        _any = !_waiting.IsEmpty;
        return taken;
    }
}

/// <summary>
/// Has sessions probed at a bounded rate, each once for all rooms of the node, those of the host's own domain first: after our own stream
/// was lost, every session may be gone without a word.
/// </summary>
internal sealed class SessionChecksActor : ReceiveActor, IWithTimers
{
    private const int MostWaiting = 1_000_000;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly LinkSettings _settings;
    private readonly IActorRef _region;
    private readonly SessionChecks _checks;
    private readonly Queue<(Domain Service, FullJid Session)> _own = [];
    private readonly Queue<(Domain Service, FullJid Session)> _others = [];
    private double _budget;

    /// <param name="settings">How many a second.</param>
    /// <param name="region">The supervisors, which probe.</param>
    /// <param name="checks">Who waits.</param>
    public SessionChecksActor(LinkSettings settings, IActorRef region, SessionChecks checks)
    {
        (_settings, _region, _checks) = (settings, region, checks);
        Receive<LinkMessages.CheckSession>(Add);
        Receive<Next>(_ => SendSome());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private void Add(LinkMessages.CheckSession check)
    {
        if (_checks.Count >= MostWaiting || !_checks.Add(check.Service, check.Session, check.Features))
            return;

        var isOwn = _settings.HostDomains.TryGetValue(check.Service, out var host) && host == check.Session.Domain;
        (isOwn ? _own : _others).Enqueue((check.Service, check.Session));
        if (!Timers.IsTimerActive(nameof(Next)))
            Timers.StartPeriodicTimer(nameof(Next), Next.Instance, Tick);
    }

    private void SendSome()
    {
        _budget = Math.Min(_budget, 1) + (_settings.SessionProbesPerSecond * Tick.TotalSeconds);
        while (_budget >= 1 && (_own.TryDequeue(out var next) || _others.TryDequeue(out next)))
        {
            if (!_checks.Take(next.Service, next.Session, out var features))
                continue;

            _region.Tell(new LinkMessages.ProbeSession(next.Service, next.Session, features));
            _budget--;
        }

        if (_own.Count + _others.Count == 0)
            Timers.Cancel(nameof(Next));
    }

    private sealed record Next
    {
        public static Next Instance { get; } = new();
    }
}
