using System.Diagnostics;
using Akka.Actor;
using MucService.Actors.Hosts;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Nodes;

/// <summary>What a node that holds the streams of a service is given to run it.</summary>
/// <param name="Service">The service.</param>
/// <param name="Outputs">The queues of the streams.</param>
/// <param name="Segments">Where the bytes of output are kept.</param>
/// <param name="Keeper">The InboundKeeperActor, by whose uid output names what it answers.</param>
/// <param name="Host">The connection that single stanzas go through.</param>
internal sealed record OwnedStreams(Domain Service, ServiceOutputs Outputs, SegmentPool Segments, IActorRef Keeper, IActorRef Host);

/// <summary>
/// On the node that holds the streams of a service: takes the output of rooms on other nodes, each piece once and in order, and tells them
/// what is written. Refuses what an older instance of a room says once a newer one was heard.
/// </summary>
internal sealed class StreamOwnerActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private readonly OwnedStreams _owned;
    private readonly Dictionary<BareJid, RoomFlow> _flows = [];
    private readonly HashSet<RoomFlow> _starved = [];
    private readonly HashSet<RoomFlow> _moved = [];
    private readonly Dictionary<OutputQueue, Queue<Unwritten>> _unwritten = [];
    private readonly IActorRef _self = Context.Self;
    private bool _holds;
    private int _told;

    /// <param name="owned">What it works with.</param>
    public StreamOwnerActor(OwnedStreams owned)
    {
        _owned = owned;
        Receive<StreamMessages.Output>(OnOutput);
        Receive<Progress>(_ => OnProgress());
        Receive<Space>(_ => OnSpace());
        Receive<Holding>(holding => _holds = holding.Holds);
        Receive<Forget>(_ => OnForget());
        Receive<Tick>(_ => ForgetIdle());

        Receive<StreamMessages.Write>(write => _owned.Host.Tell(new HostMessages.Send(write.Stanza)));
        Receive<StreamMessages.Ask>(ask => _owned.Host.Tell(new HostMessages.Ask(ask.Stanza, new Forwarded(ask.Number, Sender)), Self));
        Receive<HostMessages.Answered>(answered => Answer(answered.Tag, answered.Answer, answered.Proves));
        Receive<HostMessages.NotSent>(notSent => Answer(notSent.Tag, null, null));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        foreach (var queue in _owned.Outputs.Of(_owned.Service))
        {
            _unwritten[queue] = new Queue<Unwritten>();
            queue.Progressed += OnProgressed;
            queue.SpaceAvailable += OnSpaceAvailable;
        }

        Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, Idle);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        foreach (var queue in _unwritten.Keys)
        {
            queue.Progressed -= OnProgressed;
            queue.SpaceAvailable -= OnSpaceAvailable;
        }
    }

    private void OnOutput(StreamMessages.Output output)
    {
        // Who sent it to us in vain hears soon who holds the stream, and sends it there.
        if (!_holds)
            return;

        if (!_owned.Outputs.IsNewest(output.Room, output.Epoch))
        {
            Sender.Tell(new StreamMessages.Superseded(output.Room, output.Epoch));
            return;
        }

        var flow = FlowOf(output);
        flow.HeardAt = Stopwatch.GetTimestamp();
        if (flow.IsNext(output))
            Take(flow, output);
        else if (output.Number <= flow.Last)
            Repeat(flow);
        else if (flow.AskedAfter != flow.Last)
            Ask(flow);
    }

    private RoomFlow FlowOf(StreamMessages.Output output)
    {
        if (_flows.TryGetValue(output.Room, out var known) && known.Actor.Equals(Sender))
        {
            known.Epoch = output.Epoch;
            return known;
        }

        return _flows[output.Room] = new RoomFlow(output.Room, output.Epoch, Sender);
    }

    private void Take(RoomFlow flow, StreamMessages.Output output)
    {
        if (output.More)
        {
            flow.Take(output);
            return;
        }

        var queue = _owned.Outputs.For(output.Room);
        var probed = queue.Probed;
        if (!flow.TryHandOver(output, _owned.Segments, queue, out var position))
        {
            _starved.Add(flow);
            return;
        }

        _unwritten[queue].Enqueue(new Unwritten(new WrittenAt(queue.Id, position, probed), flow, output.Number, output.HandledBy, output.Handled));
        OnProgress();
    }

    // The room has not heard what we have: it hears what is written, and what we lack.
    private static void Repeat(RoomFlow flow)
    {
        if (flow.Written > 0)
            TellWritten(flow);
        Ask(flow);
    }

    private static void TellWritten(RoomFlow flow) =>
        flow.Actor.Tell(new StreamMessages.Handled(flow.Room, flow.Written) { Written = flow.WrittenAt });

    private static void Ask(RoomFlow flow)
    {
        flow.AskedAfter = flow.Last;
        flow.Actor.Tell(new StreamMessages.SendAgain(flow.Room, flow.Last));
    }

    private void OnProgress()
    {
        Interlocked.Exchange(ref _told, 0);
        foreach (var (queue, unwritten) in _unwritten)
        {
            var written = queue.Written;
            while (unwritten.TryPeek(out var oldest) && oldest.At.Position <= written)
            {
                unwritten.Dequeue();
                oldest.Flow.Written = oldest.Number;
                if (oldest.At.Position > 0)
                    oldest.Flow.WrittenAt = oldest.At;
                _moved.Add(oldest.Flow);
                if (oldest.HandledBy != 0 && oldest.HandledBy == _owned.Keeper.Path.Uid)
                    _owned.Keeper.Tell(new StreamMessages.Handled(oldest.Flow.Room, oldest.Handled));
            }
        }

        foreach (var flow in _moved)
            TellWritten(flow);
        _moved.Clear();
    }

    private void OnSpace()
    {
        foreach (var flow in _starved)
            flow.Actor.Tell(new StreamMessages.SendAgain(flow.Room, flow.Last));
        _starved.Clear();
    }

    // What waits here would be written behind what is said through the next holder, or instead of it: whoever said it on another node says it there.
    private void OnForget()
    {
        _flows.Clear();
        _starved.Clear();
        foreach (var (queue, unwritten) in _unwritten)
        {
            unwritten.Clear();
            queue.Discard();
        }
    }

    private void ForgetIdle()
    {
        foreach (var flow in _flows.Values.Where(flow => Stopwatch.GetElapsedTime(flow.HeardAt) > Idle && flow.Written == flow.Last).ToList())
            _flows.Remove(flow.Room);
    }

    private static void Answer(object tag, Stanza? answer, OutputPlace? proves)
    {
        if (tag is Forwarded forwarded)
            forwarded.Asker.Tell(new StreamMessages.Answered(forwarded.Number, answer) { Proves = proves });
    }

    private void OnProgressed(object? queue, EventArgs nothing)
    {
        if (Interlocked.Exchange(ref _told, 1) == 0)
            _self.Tell(Progress.Instance);
    }

    private void OnSpaceAvailable(object? queue, EventArgs nothing) => _self.Tell(Space.Instance);

    /// <summary>Whether this node holds the streams now.</summary>
    internal sealed record Holding(bool Holds);

    /// <summary>Another node holds them now: what is not written yet is not to be written here.</summary>
    internal sealed record Forget
    {
        public static readonly Forget Instance = new();
    }

    /// <summary>What another node asked.</summary>
    internal sealed record Forwarded(long Number, IActorRef Asker);

    private sealed record Unwritten(WrittenAt At, RoomFlow Flow, long Number, long HandledBy, long Handled);

    private sealed record Progress
    {
        public static readonly Progress Instance = new();
    }

    private sealed record Space
    {
        public static readonly Space Instance = new();
    }

    private sealed record Tick
    {
        public static readonly Tick Instance = new();
    }
}
