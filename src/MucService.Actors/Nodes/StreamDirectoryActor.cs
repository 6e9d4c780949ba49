using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using MucService.Actors.Hosts;
using MucService.Xmpp;

namespace MucService.Actors.Nodes;

/// <summary>
/// One per node: knows which node holds the streams of each service, tells the others where this one does, and turns the output of this
/// node's rooms that way. The higher term holds; whoever hears of one lets go.
/// </summary>
internal sealed partial class StreamDirectoryActor : ReceiveActor, IWithTimers
{
    /// <summary>Its name, the same on all nodes.</summary>
    public const string ActorName = "streams";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How long a holder's streams are closed, or the host says nothing, before it looks whether another node can reach the host.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly ServiceOutputs _outputs;
    private readonly TimeSpan _patience;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<Domain, HeldStreams> _services = [];

    /// <param name="outputs">What is turned.</param>
    /// <param name="patience">See <see cref="Patience"/>.</param>
    public StreamDirectoryActor(ServiceOutputs outputs, TimeSpan patience)
    {
        (_outputs, _patience) = (outputs, patience);
        Receive<Begin>(begin => _services[begin.Service] = new HeldStreams(begin.Service, begin.Owner, begin.Connections));
        Receive<Hold>(hold => OnHold(_services[hold.Service]));
        Receive<RightToSpeakActor.Silent>(silent => OnSilent(silent.Uid));
        Receive<Yield>(yield => OnYield(_services[yield.Service]));
        Receive<LetGo>(letGo => OnLetGo(_services[letGo.Service]));
        Receive<StreamState>(OnStreamState);
        Receive<Tick>(_ =>
        {
            AnnounceAll();
            LookWhetherHostsAreReached();
        });
        ReachingHosts();
        Receive<Terminated>(terminated => OnGone(terminated.ActorRef));

        Receive<StreamMessages.Holds>(holds => _services.ContainsKey(holds.Service), OnHolds);
        Receive<StreamMessages.TakeOver>(takeOver => _services.ContainsKey(takeOver.Service), OnTakeOver);
        Receive<StreamMessages.Holds>(_ => { });
        Receive<StreamMessages.TakeOver>(takeOver => Sender.Tell(new StreamMessages.TakenOver(takeOver.Service, IsOpen: false)));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, Interval);

    // The node that held them may be gone and not know it: nobody speaks in its place while it may still believe that it does.
    private void OnHold(HeldStreams service)
    {
        service.IsAppointed = true;

        // One that could not reach the host gave them to that node: to take them would have two nodes read at once what people say, and order would be lost.
        if (IsHeldByOther(service))
            return;
        if (service.Predecessor is not { } predecessor || service.IsHeld || _cluster.State.Members.Any(member => IsWell(member, predecessor)))
        {
            Take(service, 0, isRead: false);
            return;
        }

        service.IsToBeHeld = true;
        Context.ActorSelection(Self.Path.Parent / RightToSpeakActor.ActorName).Tell(new RightToSpeakActor.AwaitSilence(predecessor), Self);
    }

    // As its cluster ends, all other nodes are gone for it; the singleton may still be here then.
    private bool IsLeaving => _cluster.IsTerminated || _cluster.SelfMember.Status is MemberStatus.Leaving or MemberStatus.Exiting or MemberStatus.Down;

    private bool IsHeldByOther(HeldStreams service) => !service.IsHeld && service.Holder is { } holder && _cluster.State.Members.Any(member =>
        member.Address == holder.Path.Address && member.Status == MemberStatus.Up && !_cluster.State.Unreachable.Contains(member));

    private bool IsWell(Member member, int uid) =>
        member.UniqueAddress.Uid == uid && member.Status != MemberStatus.Down && !_cluster.State.Unreachable.Contains(member);

    // One that was out of reach for a moment only, as on a busy machine, goes on holding them.
    private void OnSilent(int uid)
    {
        foreach (var service in _services.Values.Where(service => service.IsToBeHeld && service.Predecessor == uid))
        {
            if (IsHeldByOther(service))
                service.IsToBeHeld = false;
            else
                Take(service, 0, isRead: false);
        }
    }

    private void Take(HeldStreams service, long termKnown, bool isRead)
    {
        (service.IsToBeHeld, service.GivenAt) = (false, null);
        if (service.IsHeld || IsLeaving)
            return;

        (service.IsHeld, service.IsFormerRead) = (true, isRead);
        service.ClosedAt = Stopwatch.GetTimestamp();
        service.Predecessor = null;
        service.Term = Math.Max(service.Term, termKnown) + 1;
        _log.Info("This node holds the streams of {Service} from now on, term {Term}", service.Domain, service.Term);
        service.Owner.Tell(new StreamOwnerActor.Holding(Holds: true));
        _outputs.Turn(service.Domain, Way.Here.Instance, isRead);

        // Until this one is open the stream of a holder that leaves still is.
        if (service.Waiting is null)
            Announce(service);
        foreach (var connection in service.Connections)
            connection.Tell(HostConnectionActor.Hold.Instance);
    }

    // The streams stay open until the next holder's take their place: what the host sends meanwhile is still read.
    private void OnYield(HeldStreams service)
    {
        if (service.IsHeld)
            StandBy(service, HostConnectionActor.Yield.Instance);
        Sender.Tell(new Yielded(service.Term));
    }

    private void OnLetGo(HeldStreams service)
    {
        (service.IsToBeHeld, service.IsAppointed, service.GivenAt) = (false, false, null);
        foreach (var connection in service.Connections)
            connection.Tell(HostConnectionActor.LetGo.Instance);
        if (service.IsHeld)
            StandBy(service, HostConnectionActor.LetGo.Instance);
    }

    private void StandBy(HeldStreams service, object toConnections)
    {
        service.IsHeld = false;
        service.Owner.Tell(new StreamOwnerActor.Holding(Holds: false));
        _outputs.Turn(service.Domain, Way.Nowhere.Instance);
        foreach (var connection in service.Connections)
            connection.Tell(toConnections);
    }

    private void OnStreamState(StreamState state)
    {
        var service = _services[state.Service];
        service.Streams[state.Index] = state;
        service.ClosedAt = service.IsOpen ? null : service.ClosedAt ?? Stopwatch.GetTimestamp();
        if (!service.IsHeld)
            return;

        Announce(service);
        Publish(service, service.IsOpen, state.Reason);
        service.Waiting?.Tell(new StreamMessages.TakenOver(service.Domain, service.IsOpen));
        service.Waiting = null;
        LookWhetherHostIsReached(service);
    }

    private void OnTakeOver(StreamMessages.TakeOver takeOver)
    {
        var service = _services[takeOver.Service];
        service.Waiting = Sender;
        Take(service, takeOver.Term, takeOver.IsRead);
        if (service.IsOpen)
            OnStreamState(service.Streams.Values.First(state => state.IsOpen));
    }

    private void OnHolds(StreamMessages.Holds holds)
    {
        var service = _services[holds.Service];
        if (Sender.Equals(service.Owner) || holds.Term < service.Term || (holds.Term == service.Term && Outlasts(service, Sender)))
            return;

        if (service.IsHeld)
        {
            _log.Info("{Node} holds the streams of {Service} from now on, term {Term}", Sender.Path.Address, holds.Service, holds.Term);
            StandBy(service, HostConnectionActor.LetGo.Instance);
        }

        service.Term = holds.Term;
        (service.IsToBeHeld, service.GivenAt) = (false, null);
        service.Predecessor = _cluster.State.Members.FirstOrDefault(member => member.Address == Sender.Path.Address)?.UniqueAddress.Uid ?? service.Predecessor;
        if (!Sender.Equals(service.Holder))
        {
            service.Holder = Sender;
            Context.Watch(Sender);

            // Its rooms, and those of other nodes, say the rest there.
            service.Owner.Tell(StreamOwnerActor.Forget.Instance);
        }

        _outputs.Turn(service.Domain, new Way.Elsewhere(Sender, holds.Takes), holds.IsRead);
        var node = Sender.Path.Address.ToString();
        var shown = new HostConnectionActor.Elsewhere(
            holds.IsOpen ? node : null, holds.IsOpen ? $"stands by: {node} holds the stream" : $"stands by: {node}: {holds.Reason}");
        foreach (var connection in service.Connections)
            connection.Tell(shown);
        Publish(service, holds.IsOpen, holds.Reason);
    }

    // Of two that took them at the same time, by the same term, one lets go. Who is to hold them next waits for one that may only be late in hearing that it is gone.
    private bool Outlasts(HeldStreams service, IActorRef other) =>
        service.IsHeld ? Member.AddressOrdering.Compare(_cluster.SelfAddress, other.Path.Address) < 0 : service.IsToBeHeld && !IsHeldByOther(service);

    private void OnGone(IActorRef holder)
    {
        foreach (var service in _services.Values.Where(service => holder.Equals(service.Holder)))
        {
            service.Holder = null;
            if (service.IsHeld)
                continue;

            const string Reason = "stands by: the node that held the stream is gone";
            _outputs.Turn(service.Domain, Way.Nowhere.Instance);
            foreach (var connection in service.Connections)
                connection.Tell(new HostConnectionActor.Elsewhere(null, Reason));
            Publish(service, isOpen: false, Reason);

            // It had them from this node, which could not reach the host then, and nobody else is told to hold them.
            if (service.IsAppointed)
                OnHold(service);
        }
    }

    // The links of this node hear of the stream, wherever it is.
    private static void Publish(HeldStreams service, bool isOpen, string reason)
    {
        if (service.WasOpen == isOpen)
            return;

        service.WasOpen = isOpen;
        Context.System.EventStream.Publish(isOpen ? new HostMessages.StreamOpened(service.Domain) : new HostMessages.StreamLost(service.Domain, reason));
    }

    private void AnnounceAll()
    {
        foreach (var service in _services.Values.Where(service => service.IsHeld))
            Announce(service);
    }

    private void Announce(HeldStreams service)
    {
        var said = new StreamMessages.Holds(service.Domain, service.Term, service.IsOpen, service.Reason) { TakesFolded = true, TakesGathered = _cluster.AllHave(NodeRoles.TakesManyDelivered), IsRead = service.IsFormerRead };
        TellOthers(said, service.Owner);
    }

    /// <summary>The actors of a service's streams on this node.</summary>
    /// <param name="Service">The service.</param>
    /// <param name="Owner">Its StreamOwnerActor.</param>
    /// <param name="Connections">Its HostConnectionActors.</param>
    internal sealed record Begin(Domain Service, IActorRef Owner, ImmutableArray<IActorRef> Connections);

    /// <summary>Hold the streams of a service.</summary>
    internal sealed record Hold(Domain Service);

    /// <summary>Let the streams stay open, and hold them no longer; answered by <see cref="Yielded"/>.</summary>
    internal sealed record Yield(Domain Service)
    {
        /// <summary>The host has read all that was written.</summary>
        public bool IsRead { get; init; }
    }

    /// <summary>They are another node's to hold.</summary>
    internal sealed record Yielded(long Term);

    /// <summary>Close the streams of a service.</summary>
    internal sealed record LetGo(Domain Service);

    /// <summary>How one of the streams stands.</summary>
    internal sealed record StreamState(Domain Service, int Index, bool IsOpen, string Reason)
    {
        /// <summary>It is open, and the host has said nothing for <see cref="Patience"/>, though it was asked.</summary>
        public bool IsSilent { get; init; }
    }

    private sealed record Tick
    {
        public static readonly Tick Instance = new();
    }
}
