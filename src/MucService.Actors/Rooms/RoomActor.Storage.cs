using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using MucService.Actors.Hosts;
using MucService.Actors.Protection;
using MucService.Rooms;
using MucService.Storage;

namespace MucService.Actors.Rooms;

/// <summary>How a room comes from storage, goes on when storage fails, and leaves memory.</summary>
internal sealed partial class RoomActor
{
    private static readonly TimeSpan JournalIdle = TimeSpan.FromSeconds(5);

    private IActorRef? _journal;
    private int _journals;
    private int _appends;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        base.PreStart();
        _node.Settings.Add(Self);
        Become(Loading);
        Open(OpenSpacing);
    }

    private void Loading(object message)
    {
        switch (message)
        {
            case Opened { Outcome: OpenOutcome.Found { Row: var row } found }:
                _room = RoomRows.Load(_room, row, found.Sessions, found.History, _node.FeaturesOf) with { VCard = RoomRows.VCardOf(found.VCard) };
                _watermarks = found.Watermarks;
                _writer.Begin(found);
                if (row.HasJournal)
                    StartJournal();
                else
                    Start();
                break;
            case Opened { Outcome: OpenOutcome.Missing missing }:
                _room = _room with { Tombstone = RoomRows.TombstoneOf(missing.Tombstone) };
                _writer.Begin(missing);
                Start();
                break;
            case Opened { Outcome: OpenOutcome.Failed failed }:
                GiveUpLoading(failed.Reason);
                break;
            case OpenDue due:
                Open(due.NextWait);
                break;
            case RoomJournalActor.Recovered recovered:
                _room = recovered.Journal?.ApplyTo(_room) ?? _room;
                Start();
                break;
            case Terminated:
                GiveUpLoading("the journal cannot be read");
                break;
            default:
                Stash.Stash();
                break;
        }
    }

    private void Start()
    {
        Become(OnReceive);
        Recall();
        AwaitFirstStandings();
        _output.Epoch = _writer.Epoch;
        _outbox.Begin(_writer.Epoch);
        _outbox.Rebuild(_room);
        _output.Turn();
        _proofs.Begin(_room);
        _interests.Rebuild(before: null, _room);
        SetIdleLimit();
        if (_room.Exists)
            Handle(new RoomCommand.Recovered { Arrival = _node.Arrivals.Next() });
        TakeSettings();
        Stash.UnstashAll();
    }

    /// <summary>The operator may have decided otherwise since the room was in memory, and blocked who is in it.</summary>
    private void TakeSettings()
    {
        var settings = _node.Settings[_address.Domain];
        if (!settings.Blocks.IsEmpty || !ReferenceEquals(settings, _room.Settings))
            Handle(new RoomCommand.ChangeSettings(settings));
    }

    /// <summary>Whoever waits is refused rather than kept waiting; the next stanza tries again.</summary>
    private void GiveUpLoading(string reason)
    {
        // While storage is known to be down, that is said once, and not again by every room.
        if (!_node.Store.Health.IsDown)
            Log.Warning("Room {Room} cannot be loaded: {Reason}", _address, reason);
        Become(Refusing);
        Stash.UnstashAll();

        // However much comes meanwhile: people who talk do not wait for one another.
        Timers.StartPeriodicTimer(nameof(LoadingDue), LoadingDue.Instance, RetryDelay);
    }

    private void Refusing(object message)
    {
        if (message is LoadingDue)
        {
            Context.Parent.Tell(new Passivate(PoisonPill.Instance));
            return;
        }

        if (message is HandOver)
        {
            Context.Stop(Self);
            return;
        }

        if (message is ServiceOutputs.Turned)
            _output.Turn();
        else
            RefuseAtOnce(message);
    }

    private void RefuseAtOnce(object message)
    {
        if (message is not RoomMessages.Deliver { Number: > 0 } kept)
        {
            Refuse(message, Sender);
            if (message is RoomMessages.Deliver delivered)
                _node.Inbound.Leave(delivered.Stanza);
            return;
        }

        // Without an epoch the room speaks as nobody: through the connection of its host.
        if (!_inbox.Takes(kept, Sender))
            return;
        if (ServiceRefusals.ByRoom(kept.Stanza, RoomRefusals.Unwritten) is { } refusal && _node.Hosts.TryGetValue(_address.Domain, out var host))
            host.Tell(refusal);
        _inbox.Handled(RoomInbox.OriginOf(kept, Sender));
    }

    /// <summary>
    /// A write failed. Nobody was told of what waited for it, so the room goes back to before, answers those who asked, and does
    /// again what nobody can undo. It talks on meanwhile, and opens its rows again as soon as storage is back.
    /// </summary>
    private void GoBack()
    {
        var dropped = _held.Drop();
        _writer.Abandon();
        if (dropped.Count > 0)
        {
            var followed = _room;
            _room = dropped[0].Before;
            _outbox.Rebuild(_room);
            _interests.Rebuild(followed, _room);
            SetIdleLimit();
        }

        Self.Tell(LiveSettings.Changed.Instance);
        Reopen();
        foreach (var decision in dropped)
        {
            decision.Output?.Dispose();
            DoAgainOrRefuse(decision);
        }
    }

    private void DoAgainOrRefuse(HeldDecision dropped) => Handle(dropped.Cause, dropped.AskedBy, Decide(dropped.Cause));

    private void OnReopened(OpenOutcome outcome)
    {
        // Where two failed at once, what was read first may be older than what was written since.
        if (!_writer.IsReopening)
            return;

        if (outcome is OpenOutcome.Failed)
        {
            Timers.StartSingleTimer(nameof(Reopened), ReopenDue.Instance, RetryDelay);
            return;
        }

        if (_writer.IsSuperseded(outcome))
        {
            StopSuperseded();
            return;
        }

        _writer.Resume(outcome, _room);
        ArmWriteBehind();
    }

    private void AppendToJournal(RoomJournalActor.Append append)
    {
        _appends++;
        Timers.Cancel(nameof(JournalIdle));
        if (_journal is null)
            StartJournal();
        _journal!.Tell(append);
    }

    private void StartJournal()
    {
        var empty = new RoomState { Address = _address, Settings = _room.Settings, Exists = true };
        _journal = Context.ActorOf(Props.Create<RoomJournalActor>(empty, _node.Store, _writer.Epoch), $"journal-{++_journals}");
        Context.Watch(_journal);
    }

    private void OnJournalStopped(IActorRef stopped)
    {
        if (!stopped.Equals(_journal))
            return;

        _journal = null;
        if (_appends == 0)
            return;

        _appends = 0;
        _node.Store.Health.Doubt();
        GoBack();
    }

    private void OnJournalAnswered(object answer)
    {
        switch (answer)
        {
            case RoomJournalActor.Appended appended:
                OnAppended(appended.Held);
                break;
            // What a room had decided before it was destroyed need not be written.
            case RoomJournalActor.Superseded { Append: var append } when append.Destroyed < _writer.Destroyed:
                OnAppended(append.Held);
                break;
            default:
                StopSuperseded();
                break;
        }
    }

    private void OnAppended(HeldDecision held)
    {
        held.Confirm();
        if (--_appends == 0)
            Timers.StartSingleTimer(nameof(JournalIdle), JournalUnused.Instance, JournalIdle);
        Release();
    }

    private void StopJournal()
    {
        if (_journal is null || _appends > 0)
            return;

        Context.Unwatch(_journal);
        Context.Stop(_journal);
        _journal = null;
    }

    /// <summary>
    /// Rooms with sessions are never passivated; the others when nobody has asked for them for a while. A room in use has no such
    /// limit at all, which would be set anew by each message; what a room tells itself of its writing does not count as asking.
    /// </summary>
    private void SetIdleLimit()
    {
        TimeSpan? limit = _room switch
        {
            { Sessions.IsEmpty: false } => null,
            { Exists: true } => TimeSpan.FromMinutes(2),
            _ => TimeSpan.FromSeconds(10),
        };
        Context.SetReceiveTimeout(limit);
    }

    private void LeaveMemory()
    {
        if (_room.Sessions.IsEmpty && _held.IsEmpty && _leftOut.Count == 0 && !_writer.HasBehind && !_output.IsBlocked && _notices is not { IsWaiting: true })
            Context.Parent.Tell(new Passivate(PoisonPill.Instance));
    }

    private sealed record Opened(OpenOutcome Outcome);

    private sealed record Reopened(OpenOutcome Outcome);

    private sealed record ReopenDue
    {
        public static ReopenDue Instance { get; } = new();
    }

    private sealed record LoadingDue
    {
        public static readonly LoadingDue Instance = new();
    }

    private sealed record JournalUnused : INotInfluenceReceiveTimeout
    {
        public static JournalUnused Instance { get; } = new();
    }
}
