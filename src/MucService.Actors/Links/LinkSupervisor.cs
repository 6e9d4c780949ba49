using System.Diagnostics;
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
public sealed partial class LinkSupervisor : ReceiveActor, IWithTimers, IWithUnboundedStash
{
    private readonly Domain _service;
    private readonly Domain _remote;
    private readonly LinkSurroundings _around;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly InterestedNodes _nodes;
    private readonly DomainProbes _probes;
    private readonly SessionProbes _sessions;
    private readonly ConnectionDrops _drops;
    private readonly LinkJournal _journal;
    private readonly SessionBounces _bounces;
    private readonly LinkNotices _notices;
    private readonly ProbeAskers _askers = new();
    private readonly GraceClock _grace = new();
    private readonly LinkProofs _proofs;

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
        _proofs = new LinkProofs(service, remote);
        _probes = new DomainProbes(service, remote, around, _proofs);
        _sessions = new SessionProbes(around);
        _drops = new ConnectionDrops(service, remote, around);
        _journal = new LinkJournal(LinkJournalActor.IdOf(LinkSharding.EntityId(service, remote)), around, TellStanding);
        _bounces = new SessionBounces(around);
        _notices = new LinkNotices(NoticeJournalActor.IdOf(LinkSharding.EntityId(service, remote)), around);
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
        Timers.StartSingleTimer(Tick.GoOn, Tick.GoOn, Settings.RecoveryPatience);
    }

    /// <inheritdoc/>
    protected override void PostStop() => _around.Weather.Count(-1);

    private void Watching()
    {
        Receive<Tick>(tick => tick == Tick.Wake, _ => Observe(now => new Evidence.TimeCame(now)));
        Receive<Tick>(tick => tick == Tick.KeepHouse, _ => KeepHouse());
        Receive<HostMessages.Answered>(answered => OnAnswered(answered.Tag, answered.Answer, answered.Proves));
        Receive<HostMessages.NotSent>(notSent => OnNotSent(notSent.Tag));
        Receive<HostMessages.StreamOpened>(opened => opened.Service == _service, _ => OnStreamOpened());
        Receive<HostMessages.StreamLost>(lost => lost.Service == _service, lost => Observe(now => new Evidence.StreamLost(now, lost.Reason)));
        Receive<Deferred>(deferred => Observe(now => new Evidence.ProbeDeferred(now, deferred.Number)));

        Receive<LinkMessages.Report>(OnReport);
        Receive<LinkMessages.Bounced>(OnBounced);
        Receive<LinkMessages.SignOfLife>(_ => Observe(now => new Evidence.SignOfLife(now)));
        WatchConnections();
        Receive<LinkMessages.ProbeSession>(ProbeSession);

        Receive<LinkMessages.Describe>(_ => Sender.Tell(Describe()));
        Receive<LinkMessages.Hold>(hold => Answering(now => new Evidence.Held(now, hold.Up ? LinkHold.Up : LinkHold.Down)));
        Receive<LinkMessages.Release>(_ => Answering(now => new Evidence.Released(now)));
        Receive<LinkMessages.ProbeNow>(_ => ProbeNow());

        WatchNotices();
        Receive<LinkMessages.ProbeLast>(_ => ProbeLast());
        Receive<LinkJournalActor.Written>(_ => OnRecordWritten());
        Receive<LinkJournal.RetryIsDue>(_ => _journal.Retry(Context, Timers));
        Receive<LinkJournal.PatienceIsOver>(_ => _journal.GoOnWithout());
        Receive<Terminated>(OnTerminated);
        Receive<LinkJournalActor.Recovered>(recovered => OnReadLate(recovered.Record));
        Receive<Tick>(_ => { });
    }

    private void Observe(Func<Moment, Evidence> evidence)
    {
        var decision = LinkRules.Decide(_link, evidence(_around.Now()), Settings.Timings);
        _link = decision.Link;
        foreach (var effect in decision.Effects)
            Do(effect);

        Timers.Wake(Self, Tick.Wake, _link.WakeAt - _around.Elapsed);
        _askers.Answer(_link, Describe);
    }

    private void OnStreamOpened()
    {
        _proofs.StreamBegan();
        Observe(now => new Evidence.StreamOpened(now));
    }

    private void Do(LinkEffect effect)
    {
        switch (effect)
        {
            case LinkEffect.SendProbe probe:
                SendProbe(probe);
                break;
            case LinkEffect.DropConnection:
                _drops.AskForSilence(Self);
                break;
            case LinkEffect.Record record:
                _journal.Write(Context, Timers, record.Written);
                break;
            case LinkEffect.TellRooms told:
                FollowStanding(told.Standing);
                _journal.WhenWritten(new LinkMessages.Transition(_service, _remote, told.Standing.ForRooms(), told.Epoch));
                break;
            case LinkEffect.Moved moved:
                _proofs.Moved(moved.To);
                if (moved is { From: LinkPhase.Suspect, To: LinkPhase.Up })
                    DoubtNotices();
                LinkTransitions.Report(_log, _service, _remote, moved, _around);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void SendProbe(LinkEffect.SendProbe probe)
    {
        // A suspicion is confirmed at once, whatever the number of links: the promise depends on it.
        var mayWait = probe.Purpose is not (ProbePurpose.Confirm or ProbePurpose.Settle);
        if (mayWait && !_around.Budget.TryTake(_around.Elapsed))
            Self.Tell(new Deferred(probe.Number));
        else
            _probes.Send(probe.Number, Self);
    }

    private void OnAnswered(object tag, Stanza answer, OutputPlace? place)
    {
        switch (tag)
        {
            // Nobody but the domain itself answers for it: who else knows the id neither decides the probe nor uses it up.
            case DomainProbes.ProbeTag when answer.From is not { Full: null, Bare.IsDomain: true } from || from.Domain != _remote:
                break;
            case DomainProbes.ProbeTag { Number: DomainProbes.Last } last:
                OnLastProbeAnswered(last, answer, place);
                break;
            case DomainProbes.ProbeTag probe:
                var verdict = _probes.Judge(answer);
                Prove(probe, verdict, place);
                Observe(now => new Evidence.ProbeAnswered(now, probe.Number, probe.SentAt, verdict));
                JudgeBounces(probe.SentAt);
                break;
            case DomainProbes.HostPingTag ping:
                _probes.HostAnswered(answer);
                Observe(now => new Evidence.HostAnswered(now, ping.Number));
                break;
            case SessionProbes.SessionTag session:
                OnSessionAnswered(session.Session, answer);
                break;
            case ConnectionDrops.DropTag drop when _drops.Read(drop, answer):
                Observe(now => new Evidence.ConnectionDropped(now));
                break;
        }
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
        _around.Announce?.Invoke(message, Self);
    }

    private LinkMessages.Description Describe() => Descriptions.Of(_service, _remote, _link, _around) with
    {
        GraceEnds = _around.Time.GetUtcNow() + _grace.Left(Settings.Grace, _around.Elapsed),
        Notices = _notices.Count,
    };

    private void Answering(Func<Moment, Evidence> evidence)
    {
        Observe(evidence);
        Sender.Tell(Describe());
    }

    private void ProbeNow()
    {
        Observe(now => new Evidence.ProbeOrdered(now));
        _askers.Await(Sender, _link.Probes);
        _askers.Answer(_link, Describe);
    }

    private void OnTerminated(Terminated terminated)
    {
        if (IsNoticeJournal(terminated.ActorRef) || _journal.OnTerminated(Context, Timers, terminated.ActorRef))
            return;
        if (_nodes.Forget(terminated.ActorRef))
            Observe(now => new Evidence.RoomsCounted(now, _nodes.Rooms, InUse: false, _nodes.Probed));
    }

    private void KeepHouse()
    {
        var at = _around.Elapsed;
        if (_nodes.ForgetSilent(at))
            Observe(now => new Evidence.RoomsCounted(now, _nodes.Rooms, InUse: false, _nodes.Probed));
        if (_link.Record.Down)
            _around.Announce?.Invoke(new LinkMessages.Transition(_service, _remote, _link.Told.ForRooms(), _link.Record.Epoch), Self);
        KeepNotices();
        if (_link.Rooms > 0 || _link.Record.Notices || _link.Outstanding is not null || _link.Record.Hold is not null)
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

    private sealed record Deferred(long Number);

    private enum Tick
    {
        Wake,
        KeepHouse,
        GoOn,
    }
}
