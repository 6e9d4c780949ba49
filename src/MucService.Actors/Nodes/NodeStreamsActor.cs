using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using MucService.Actors.Hosts;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Nodes;

/// <summary>
/// Where each node has streams of its own: one per node, which turns the output of this node's rooms to its own stream, or while that is
/// closed to another node's, and keeps to it until it is closed, too. It stands where <see cref="StreamDirectoryActor"/> does otherwise.
/// </summary>
internal sealed class NodeStreamsActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ServiceOutputs _outputs;
    private readonly PendingAsks _asks;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<Domain, Streams> _services = [];

    /// <param name="outputs">What is turned.</param>
    /// <param name="asks">Who of this node waits for answers, which may come to any node.</param>
    public NodeStreamsActor(ServiceOutputs outputs, PendingAsks asks)
    {
        (_outputs, _asks) = (outputs, asks);
        Receive<StreamDirectoryActor.Begin>(OnBegin);
        Receive<StreamDirectoryActor.StreamState>(OnStreamState);
        Receive<StreamDirectoryActor.Yield>(yield => OnYield(_services[yield.Service], yield.IsRead));
        Receive<StreamDirectoryActor.LetGo>(letGo => Close(_services[letGo.Service]));
        Receive<StrandedOutputActor.Moved>(OnMoved);
        Receive<StreamMessages.Holds>(OnHolds);
        Receive<Terminated>(terminated => OnGone(terminated.ActorRef));
        Receive<PassOn>(pass => PassToOthers(pass.Stanza));
        Receive<StreamMessages.Returned>(returned => OnReturned(returned.Stanza));
        Receive<Tick>(_ =>
        {
            foreach (var service in _services.Values)
                Announce(service);
        });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, Interval);

    private void OnBegin(StreamDirectoryActor.Begin begin)
    {
        var outputs = _outputs;
        var stranded = Context.ActorOf(Props.Create(() => new StrandedOutputActor(begin.Service, outputs)));
        _services[begin.Service] = new Streams(begin.Service, begin.Owner, begin.Connections, stranded);
        begin.Owner.Tell(new StreamOwnerActor.Holding(Holds: true));
        foreach (var connection in begin.Connections)
            connection.Tell(HostConnectionActor.Hold.Instance);
    }

    private void OnStreamState(StreamDirectoryActor.StreamState state)
    {
        var service = _services[state.Service];
        service.Own[state.Index] = state;
        Announce(service);
        if (!service.IsOpen && service.Uses is null)
            Publish(service, isOpen: false, state.Reason);
        Choose(service);
        if (!service.IsOpen)
            service.YieldedTo?.Tell(new StreamDirectoryActor.Yielded(0));
    }

    private void OnHolds(StreamMessages.Holds holds)
    {
        if (!_services.TryGetValue(holds.Service, out var service) || Sender.Equals(service.Owner))
            return;

        if (!service.Others.ContainsKey(Sender))
            Context.Watch(Sender);
        service.Others[Sender] = holds;
        Choose(service);
    }

    private void OnGone(IActorRef owner)
    {
        foreach (var service in _services.Values.Where(service => service.Others.Remove(owner)))
            Choose(service);
    }

    // This node leaves: its rooms speak through others, and then its streams are closed, which still reads what was sent to them.
    private void OnYield(Streams service, bool isRead)
    {
        (service.YieldedTo, service.IsRead) = (Sender, isRead);
        Close(service);
    }

    private void Close(Streams service)
    {
        service.IsLeaving = true;
        Choose(service);
        foreach (var connection in service.Connections)
            connection.Tell(HostConnectionActor.LetGo.Instance);
        if (!service.IsOpen)
            service.YieldedTo?.Tell(new StreamDirectoryActor.Yielded(0));
    }

    private void Choose(Streams service)
    {
        // At first the own stream is waited for.
        if (service.Own.Count == 0 || (service.Uses is { } used && service.Others.GetValueOrDefault(used)?.IsOpen is true))
            return;

        service.Uses = null;
        if (service is { IsOpen: true, IsLeaving: false })
        {
            _outputs.Turn(service.Domain, Way.Here.Instance);
            Publish(service, isOpen: true, "");
            return;
        }

        _outputs.Turn(service.Domain, Way.Nowhere.Instance);
        service.Uses = Rendezvous(service);
        if (service.Uses is { } other)
            service.Stranded.Tell(new StrandedOutputActor.MoveTo(other));
        else
            Publish(service, isOpen: false, service.Reason);
    }

    private void OnMoved(StrandedOutputActor.Moved moved)
    {
        var service = _services[moved.Service];
        if (!moved.Owner.Equals(service.Uses))
            return;

        _log.Info("Rooms of this node speak for {Service} through {Node} from now on", service.Domain, moved.Owner.Path.Address);
        _outputs.Turn(service.Domain, new Way.Elsewhere(moved.Owner, service.Others.GetValueOrDefault(moved.Owner)?.Takes ?? OutputForm.Plain), service.IsRead);
        Publish(service, isOpen: true, "");
    }

    // The same other node for as long as it is there, and not the same for all nodes.
    private IActorRef? Rendezvous(Streams service) => service.Others
        .Where(other => other.Value.IsOpen)
        .Select(other => other.Key)
        .MaxBy(owner => Weight($"{_cluster.SelfAddress} {owner.Path.Address}"));

    private static uint Weight(string text) => text.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u);

    private static void Publish(Streams service, bool isOpen, string reason)
    {
        if (service.WasOpen == isOpen)
            return;

        service.WasOpen = isOpen;
        Context.System.EventStream.Publish(isOpen ? new HostMessages.StreamOpened(service.Domain) : new HostMessages.StreamLost(service.Domain, reason));
    }

    private void Announce(Streams service) => TellOthers(
        new StreamMessages.Holds(service.Domain, 0, service is { IsOpen: true, IsLeaving: false }, service.Reason) { TakesFolded = true, TakesGathered = _cluster.AllHave(NodeRoles.TakesManyDelivered) },
        service.Owner);

    private void PassToOthers(Stanza stanza) => TellOthers(new StreamMessages.Returned(stanza), Self);

    private void TellOthers(object said, IActorRef sender)
    {
        foreach (var member in _cluster.State.Members.Where(member => member.Address != _cluster.SelfAddress))
            Context.ActorSelection(new RootActorPath(member.Address) / "user" / StreamDirectoryActor.ActorName).Tell(said, sender);
    }

    // What this node asked for may have come to another, and so may the pings by which it proves its streams.
    private void OnReturned(Stanza stanza)
    {
        if (stanza.To is not { } to || !_services.TryGetValue(to.Domain, out var service) || _asks.TryAnswer(stanza))
            return;

        foreach (var connection in service.Connections)
            connection.Tell(new HostConnectionActor.CameBack(stanza));
    }

    /// <summary>Came to this node, which did not ask for it: another one may have.</summary>
    internal sealed record PassOn(Stanza Stanza);

    private sealed record Tick
    {
        public static readonly Tick Instance = new();
    }

    private sealed class Streams(Domain domain, IActorRef owner, ImmutableArray<IActorRef> connections, IActorRef stranded)
    {
        public Domain Domain { get; } = domain;

        public IActorRef Owner { get; } = owner;

        public ImmutableArray<IActorRef> Connections { get; } = connections;

        public IActorRef Stranded { get; } = stranded;

        public Dictionary<int, StreamDirectoryActor.StreamState> Own { get; } = [];

        public Dictionary<IActorRef, StreamMessages.Holds> Others { get; } = [];

        /// <summary>The other node's StreamOwnerActor that rooms speak through, or are about to.</summary>
        public IActorRef? Uses { get; set; }

        public bool IsLeaving { get; set; }

        /// <summary>The host has read all that was written here before this node leaves.</summary>
        public bool IsRead { get; set; }

        public IActorRef? YieldedTo { get; set; }

        public bool? WasOpen { get; set; }

        public bool IsOpen => Own.Values.Any(state => state.IsOpen);

        public string Reason => IsOpen ? "" : Own.Values.Select(state => state.Reason).FirstOrDefault("not connected yet");
    }
}
