using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using MucService.Actors.Hosts;
using MucService.Links;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>
/// One link: a shard entity. It feeds <see cref="LinkRules"/> with what comes and does what they decide; no rule is here.
/// Beside the link itself it sends the session probes of the domain, each once for all rooms.
/// </summary>
public sealed class LinkSupervisor : ReceiveActor, IWithTimers, IWithUnboundedStash
{
    private readonly Domain _service;
    private readonly Domain _remote;
    private readonly LinkSurroundings _around;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly InterestedNodes _nodes;
    private readonly SessionProbes _sessions;
    private readonly LinkJournal _journal;
    private readonly List<(IActorRef Who, long Probe)> _waiting = [];

    private LinkState _link = new();
    private TimeSpan _idleSince;
    private bool _forgetting;

    /// <summary>A supervisor for one pair of domains.</summary>
    public LinkSupervisor(Domain service, Domain remote, LinkSurroundings around)
    {
        _service = service;
        _remote = remote;
        _around = around;
        _nodes = new InterestedNodes(3 * around.Settings.ReportInterval);
        _sessions = new SessionProbes(around.Settings.MaxSessionProbes, around.Settings.SessionProbeDeadline);
        _journal = new LinkJournal(LinkJournalActor.IdOf(LinkSharding.EntityId(service, remote)), around, TellRooms);
        Recovering();
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;

    private LinkSettings Settings => _around.Settings;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(HostMessages.StreamOpened));
        Context.System.EventStream.Subscribe(Self, typeof(HostMessages.StreamLost));
        _around.Weather.Count(+1);
        _journal.Read(Context);
        Timers.StartSingleTimer(nameof(GoOn), GoOn.Instance, Settings.RecoveryPatience);
    }

    /// <inheritdoc/>
    protected override void PostStop() => _around.Weather.Count(-1);

    private void Recovering()
    {
        Receive<LinkJournalActor.Recovered>(recovered => Begin(recovered.Record));
        Receive<Terminated>(ended =>
        {
            _journal.OnTerminated(Context, Timers, ended.ActorRef);
            Begin(LinkRecord.None);
        });
        Receive<GoOn>(_ => Begin(LinkRecord.None));
        ReceiveAny(_ => Stash.Stash());
    }

    private void Begin(LinkRecord record)
    {
        Timers.Cancel(nameof(GoOn));
        _link = LinkState.Recovered(record);
        _idleSince = _around.Elapsed;
        Become(Watching);
        Observe(now => new Evidence.Started(now));
        Timers.StartPeriodicTimer(nameof(Housekeeping), Housekeeping.Instance, Settings.ReportInterval);
        _around.Directories(new LinkMessages.WhoIsInterested(_service, _remote), Self);
        Stash.UnstashAll();
    }

    private void Watching()
    {
        Receive<Wake>(_ => Observe(now => new Evidence.TimeCame(now)));
        Receive<HostMessages.Answered>(answered => OnAnswered(answered.Tag, answered.Answer));
        Receive<HostMessages.NotSent>(notSent => OnNotSent(notSent.Tag));
        Receive<HostMessages.StreamOpened>(opened => opened.Service == _service, _ => Observe(now => new Evidence.StreamOpened(now)));
        Receive<HostMessages.StreamLost>(lost => lost.Service == _service, lost => Observe(now => new Evidence.StreamLost(now, lost.Reason)));
        Receive<Deferred>(deferred => Observe(now => new Evidence.ProbeDeferred(now, deferred.Number)));

        Receive<LinkMessages.Report>(OnReport);
        Receive<LinkMessages.Bounced>(_ => Observe(now => new Evidence.StanzaBounced(now)));
        Receive<LinkMessages.SignOfLife>(_ => Observe(now => new Evidence.SignOfLife(now)));
        Receive<LinkMessages.ProbeSession>(ProbeSession);

        Receive<LinkMessages.Describe>(_ => Sender.Tell(Describe()));
        Receive<LinkMessages.Hold>(hold => Answering(now => new Evidence.Held(now, hold.Up ? LinkHold.Up : LinkHold.Down)));
        Receive<LinkMessages.Release>(_ => Answering(now => new Evidence.Released(now)));
        Receive<LinkMessages.ProbeNow>(_ => ProbeNow());

        Receive<LinkJournalActor.Written>(_ => _journal.OnWritten());
        Receive<LinkJournal.PatienceIsOver>(_ => _journal.GoOnWithout());
        Receive<Terminated>(OnTerminated);
        Receive<Housekeeping>(_ => KeepHouse());
        Receive<LinkJournalActor.Recovered>(_ => { });
        Receive<GoOn>(_ => { });
    }

    private void Observe(Func<Moment, Evidence> evidence)
    {
        var decision = LinkRules.Decide(_link, evidence(_around.Now()), Settings.Timings);
        _link = decision.Link;
        foreach (var effect in decision.Effects)
            Do(effect);

        if (_link.WakeAt is { } wake)
            Timers.StartSingleTimer(nameof(Wake), Wake.Instance, wake > _around.Elapsed ? wake - _around.Elapsed : TimeSpan.Zero);
        else
            Timers.Cancel(nameof(Wake));

        AnswerThoseWhoWait();
    }

    private void Do(LinkEffect effect)
    {
        switch (effect)
        {
            case LinkEffect.SendProbe probe:
                SendProbe(probe);
                break;
            case LinkEffect.Record record:
                _journal.Write(Context, Timers, record.Written);
                break;
            case LinkEffect.TellRooms told:
                _journal.WhenWritten(new LinkMessages.Transition(_service, _remote, told.Standing.ForRooms(), told.Epoch));
                break;
            case LinkEffect.Moved moved:
                OnMoved(moved);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void SendProbe(LinkEffect.SendProbe probe)
    {
        // A suspicion is confirmed at once, whatever the number of links: the promise depends on it.
        var at = _around.Elapsed;
        if (probe.Purpose is not (ProbePurpose.Confirm or ProbePurpose.Settle) && !_around.Budget.TryTake(at))
        {
            Self.Tell(new Deferred(probe.Number));
            return;
        }

        var host = _around.Host(_service);
        host.Tell(new HostMessages.Ask(Ping(new BareJid(_remote)), new ProbeTag(probe.Number, at)), Self);
        if (Settings.Timings.HostDeadline is not null && Settings.HostAddresses.TryGetValue(_service, out var hostAddress))
            host.Tell(new HostMessages.Ask(Ping(hostAddress), new HostPingTag(probe.Number)), Self);
        else if (Settings.Timings.HostDeadline is not null)
            Self.Tell(new HostMessages.Answered(new HostPingTag(probe.Number), Ping(new BareJid(_service))));
    }

    private Stanza Ping(Jid to) => new()
    {
        Kind = StanzaKind.Iq,
        Type = StanzaType.Get,
        From = new BareJid(_service),
        To = to,
        Payloads = [new Element("ping", Namespaces.Ping)],
    };

    private void OnAnswered(object tag, Stanza answer)
    {
        switch (tag)
        {
            case ProbeTag probe:
                var verdict = ProbeAnswers.Judge(answer, _remote, OurNames());
                Observe(now => new Evidence.ProbeAnswered(now, probe.Number, probe.SentAt, verdict));
                break;
            case HostPingTag ping:
                Observe(now => new Evidence.HostAnswered(now, ping.Number));
                break;
            case SessionTag session:
                OnSessionAnswered(session.Session, answer);
                break;
        }
    }

    private Domain[] OurNames() =>
        Settings.HostAddresses.TryGetValue(_service, out var host) ? [_service, host.Domain] : [_service];

    private void OnNotSent(object tag)
    {
        if (tag is SessionTag session)
            _sessions.End(session.Session);
        if (tag is ProbeTag probe && probe.Number == _link.Outstanding?.Number)
            Observe(now => new Evidence.StreamLost(now, "the service has no stream"));
    }

    private void OnReport(LinkMessages.Report report)
    {
        var known = _nodes.Count(Sender, report, _around.Elapsed);
        if (!known)
            Context.Watch(Sender);
        Observe(now => new Evidence.RoomsCounted(now, _nodes.Rooms, report.InUse, _nodes.Probed));
        if (_forgetting)
        {
            _forgetting = false;
            _journal.Write(Context, Timers, _link.Record);
        }

        // After the count, which may have changed what there is to tell.
        if (report.Epoch != _link.Record.Epoch)
            Sender.Tell(new LinkMessages.Transition(_service, _remote, _link.Told.ForRooms(), _link.Record.Epoch));
    }

    private void TellRooms(object message)
    {
        foreach (var node in _nodes.All)
            node.Tell(message);
    }

    private void ProbeSession(LinkMessages.ProbeSession probe)
    {
        // While the domain itself is in question, its silence or bounce would say nothing of a session.
        if (_link.Phase is LinkPhase.Down or LinkPhase.Unknown || !_sessions.Begin(probe.Session, _around.Elapsed))
            return;

        var stanza = SessionProbe.For(_service, probe.Session, probe.Features);
        var tag = new SessionTag(probe.Session);
        _around.Host(_service).Tell(stanza.Kind == StanzaKind.Iq ? new HostMessages.Ask(stanza, tag) : new HostMessages.AskByMessage(stanza, tag), Self);
    }

    private void OnSessionAnswered(FullJid session, Stanza answer)
    {
        _sessions.End(session);
        switch (SessionProbe.Judge(answer, session))
        {
            case SessionVerdict.Gone:
                TellRooms(new LinkMessages.SessionLost(_service, session));
                break;
            case SessionVerdict.Undeliverable:
                Observe(now => new Evidence.StanzaBounced(now));
                break;
        }
    }

    private void OnMoved(LinkEffect.Moved moved)
    {
        var level = moved.To is LinkPhase.Down || moved.From is LinkPhase.Down or LinkPhase.Returning ? LogLevel.WarningLevel : LogLevel.InfoLevel;
        _log.Log(
            level,
            null,
            "Link from {Service} to {Domain} is {Phase}, was {Before}: {Evidence}",
            _service.Value,
            _remote.Value,
            moved.To,
            moved.From,
            moved.Why);
        if (moved.To == LinkPhase.Suspect && _around.Weather.Suspected(_around.Elapsed))
            _log.Warning("More than half of the links are suspect at once: it may be this host's own network. Confirmation takes twice as long");
    }

    private void Answering(Func<Moment, Evidence> evidence)
    {
        Observe(evidence);
        Sender.Tell(Describe());
    }

    private void ProbeNow()
    {
        Observe(now => new Evidence.ProbeOrdered(now));
        _waiting.Add((Sender, _link.Probes));
        AnswerThoseWhoWait();
    }

    private void AnswerThoseWhoWait()
    {
        for (var index = _waiting.Count - 1; index >= 0; index--)
        {
            var (who, probe) = _waiting[index];
            if (_link.Outstanding?.Number == probe)
                continue;

            who.Tell(Describe());
            _waiting.RemoveAt(index);
        }
    }

    private void OnTerminated(Terminated terminated)
    {
        if (_journal.OnTerminated(Context, Timers, terminated.ActorRef))
            return;
        if (_nodes.Forget(terminated.ActorRef))
            Observe(now => new Evidence.RoomsCounted(now, _nodes.Rooms, InUse: false, _nodes.Probed));
    }

    private void KeepHouse()
    {
        var at = _around.Elapsed;
        if (_nodes.ForgetSilent(at))
            Observe(now => new Evidence.RoomsCounted(now, _nodes.Rooms, InUse: false, _nodes.Probed));
        _journal.Retry(Context, Timers);
        if (_link.Rooms > 0 || _link.Outstanding is not null || _link.Record.Hold is not null)
            _idleSince = at;
        if (at - _idleSince < Settings.KeepIdle)
            return;

        // A link without rooms begins anew with its next session; only an outage is remembered.
        if (_link.Record is { Down: false, Answered: true } && !_forgetting)
        {
            _forgetting = true;
            _journal.Write(Context, Timers, LinkRecord.None);
        }

        if (_journal.IsIdle)
            Context.Parent.Tell(new Passivate(PoisonPill.Instance));
    }

    private LinkMessages.Description Describe() => Descriptions.Of(_service, _remote, _link);

    private sealed record ProbeTag(long Number, TimeSpan SentAt);

    private sealed record HostPingTag(long Number);

    private sealed record SessionTag(FullJid Session);

    private sealed record Deferred(long Number);

    private sealed record Wake
    {
        public static readonly Wake Instance = new();
    }

    private sealed record Housekeeping
    {
        public static readonly Housekeeping Instance = new();
    }

    private sealed record GoOn
    {
        public static readonly GoOn Instance = new();
    }
}
