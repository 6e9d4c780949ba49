using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Actors.Protection;
using MucService.Rooms;
using MucService.Rooms.Protection;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// One room. Wiring only: what a command means is decided by <see cref="Room"/>, and this actor sees to it that what happened
/// is written, that what is said goes out in order and not before it is written, and that what the room asks for is asked.
/// </summary>
internal sealed partial class RoomActor : UntypedActor, IWithStash, IWithTimers
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly BareJid _address;
    private readonly RoomSurroundings _node;
    private readonly HeldOutput _held;
    private readonly Outbox _outbox;
    private readonly RoomWriter _writer;
    private readonly RoomInterests _interests;
    private readonly RoomActivity _activity;
    private readonly RoomInbox _inbox;
    private readonly RoomOutput _output;
    private readonly RoomProofs _proofs;
    private readonly RoomTraffic _traffic = new();
    private RoomState _room;

    public RoomActor(BareJid address, RoomSurroundings node)
    {
        _address = address;
        _node = node;
        _room = new RoomState { Address = address, Settings = node.Settings[address.Domain] };
        _held = new HeldOutput(node.Outputs);
        _outbox = new Outbox(node.Segments, node.MarkedAs is { } name ? new InstanceMark(name) : null) { Folds = () => _output!.Folds };
        _inbox = new RoomInbox(address, Self);
        _output = new RoomOutput(node.Outputs, node.Segments, address, Self, _inbox, Context.System.Scheduler);
        _proofs = new RoomProofs(address, node.Watermarks, _output, node.Arrivals.Clock) { StandingOf = node.StandingOf };
        _activity = new RoomActivity(address, node.Activity);
        _interests = new RoomInterests(address, node.Links, node.Sessions, Self);
        _writer = new RoomWriter(Self, address, node.Store, AppendToJournal);
    }

    // Made when there is something to log: a room rarely has.
    private static ILoggingAdapter Log => Context.GetLogger();

    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RoomMessages.Deliver delivered:
                HandleDelivered(delivered);
                break;
            case RoomWriter.Written written:
                OnWritten(written);
                break;
            case RoomJournalActor.Appended or RoomJournalActor.Superseded:
                OnJournalAnswered(message);
                break;
            case Terminated stopped:
                OnJournalStopped(stopped.ActorRef);
                break;
            case WriteBehindDue due:
                OnWriteBehindDue(due);
                break;
            case Reopened reopened:
                OnReopened(reopened.Outcome);
                break;
            case ReopenDue:
                Reopen();
                break;
            case LiveSettings.Changed:
                TakeSettings();
                break;
            case JournalUnused:
                StopJournal();
                break;
            case ReceiveTimeout:
                LeaveMemory();
                break;
            case RoomMessages.Describe or RoomsBehindActor.Question:
                Sender.Tell(RoomDescriptions.Answer(_room, message, _node.Arrivals.Now));
                break;
            case RoomJournalActor.Recovered or RoomOwnersActor.Answered:
                break;
            default:
                if (!HandledAmongNodes(message) && !HandledOfMemory(message) && !HandledOfNotices(message) && !HandledOfLinks(message))
                    Handle(message);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _writer.WriteBehind(_room, presences: true);
        Remember();
        _node.Settings.Remove(Self);
        RefuseUnsaid();
        _output.Close();
        _interests.Close(_room);
        base.PostStop();
    }

    private void Handle(object cause)
    {
        var decision = Decide(cause);
        if (!Claims(cause, decision))
            Count(decision, cause, Sender);
    }

    private Decision Decide(object cause) => cause switch
    {
        RoomMessages.Deliver delivered =>
            Room.Receive(_room, delivered.Stanza, delivered.Arrival with { Steady = _node.Arrivals.Steady }, _traffic, _node.StandingOf),

        // Who spoke since is another, that has the same JID.
        LinkMessages.SessionGone { At: { } at } gone when _node.Sessions.SpokeSince(_address.Domain, gone.Session, at) => Decision.Nothing,
        _ => Room.Decide(_room, RoomCommands.From(cause, _node.Arrivals.Next(), _proofs)),
    };

    private void Handle(object cause, IActorRef askedBy, Decision decision)
    {
        var durable = RoomWriter.IsDurable(_room, decision);
        if (durable && _writer.IsDown && !RoomRefusals.CannotBeRefused(decision))
        {
            Refuse(cause, askedBy);
            return;
        }

        var before = _room;
        foreach (var happened in decision.Events)
        {
            _interests.Follow(_room, happened);
            _activity.Follow(_room, happened);
            _room = Room.Evolve(_room, happened);
            _outbox.Follow(_room, happened);
        }

        if (!decision.Events.IsEmpty)
            ArmMemory();
        foreach (var removal in decision.Removals)
            _node.Removals.Add(new RemovalRow(_node.Arrivals.Now, _address, removal.Session, removal.Why));

        var held = new HeldDecision(before, cause, askedBy, _outbox.Render(_room, decision), RoomCommands.Reply(cause, decision)) { After = _room };
        if (durable)
            WriteNow(before, decision, held);
        var isBehind = _writer.Behind(_room, decision.Events);
        if (before.Exists != _room.Exists || before.Sessions.IsEmpty != _room.Sessions.IsEmpty)
            SetIdleLimit();

        Ask(decision.Requests);
        _held.Add(held);
        Release();
        if (isBehind)
            WriteBehindSoon();
        if (!_held.IsEmpty)
            held.Output?.Shrink();
        if (_proofs.Settled(_room) is { } settle)
            Self.Tell(settle);
    }

    /// <summary>Nobody is told of a durable change before it is written, but for those that nobody could undo: somebody left.</summary>
    private void WriteNow(RoomState before, Decision decision, HeldDecision held)
    {
        if (!_writer.IsDown)
        {
            _writer.Write(before, _room, decision, held);
            return;
        }

        _writer.Doubt(decision.Events.OfType<IOccupancy>().SelectMany(happened => happened.Touched));
        ArmWriteBehind();
    }

    private void Release()
    {
        while (_held.TryRelease(out var decision))
        {
            _output.Send(decision.Output, RoomInbox.OriginOf(decision.Cause, decision.AskedBy), decision.After);
            if (decision.Reply is { } reply)
                decision.AskedBy.Tell(reply);
        }

        _held.Count();
        TakeMoreIfHeldBack();
        StopIfHandedOver();
    }

    private void Refuse(object cause, IActorRef askedBy)
    {
        if (cause is IRoomMessage and not RoomMessages.Deliver and not RoomMessages.Wake)
            askedBy.Tell(RoomRefusals.ToOperator);
        if (cause is not RoomMessages.Deliver delivered)
            return;

        var answer = ServiceRefusals.ByRoom(delivered.Stanza, RoomRefusals.Unwritten);
        if (answer is not null)
            _node.Refusals.Count(RoomRefusals.Unwritten);
        var refusal = answer is null ? null : _outbox.Render(_room, Decision.Answer(answer.Stanza));
        _held.Add(new HeldDecision(_room, cause, askedBy, refusal, null) { After = _room });
        Release();
    }

    private void OnWritten(RoomWriter.Written written)
    {
        if (written.Held is null)
            _writer.BehindDone(written);

        switch (written.Outcome)
        {
            case WriteOutcome.Failed when written.Held is null:
                ArmWriteBehind();
                break;
            case WriteOutcome.Written:
                _writer.Confirm(written);
                Release();
                break;
            case WriteOutcome.Superseded:
                StopSuperseded();
                break;
            default:
                _writer.Doubt(written.Sessions);
                if (written.Held is { IsDropped: false })
                    GoBack();
                break;
        }
    }

    private void Ask(ImmutableArray<RoomRequest> requests)
    {
        foreach (var request in requests)
        {
            switch (request)
            {
                case RoomRequest.QueryCapabilities query:
                    _node.Capabilities.Tell(new CapabilityMessages.Query(_address.Domain, query.Session, query.Capabilities) { Instead = query.Instead }, Self);
                    break;
                case RoomRequest.ProbeSession probe:
                    _node.LinkRegion.Tell(new LinkMessages.ProbeSession(_address.Domain, probe.Session, probe.Features), Self);
                    break;
                case RoomRequest.KeepNotice keep:
                    KeepNotice(keep);
                    break;
                case RoomRequest.ForgetNotice forget:
                    _notices?.End(forget.Session);
                    _node.LinkRegion.Tell(new LinkMessages.ForgetNotice(_address, forget.Session), Self);
                    break;
                case RoomRequest.CheckSession check:
                    _node.Checker.Tell(new LinkMessages.CheckSession(_address.Domain, check.Session, check.Features), Self);
                    break;
                case RoomRequest.FindKnown find:
                    Self.Tell(_proofs.Read(find));
                    break;
                case RoomRequest.ReportBounce bounce:
                    _node.LinkRegion.Tell(new LinkMessages.Bounced(_address.Domain, bounce.Domain, bounce.Session, bounce.Features), Self);
                    break;
                case RoomRequest.SetTimer set:
                    Timers.StartSingleTimer(set.Timer, set.Timer, set.After);
                    break;
                case RoomRequest.CancelTimer cancel:
                    Timers.Cancel(cancel.Timer);
                    break;
                case RoomRequest.Forget:
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
    }
}
