using Akka.Actor;
using Microsoft.Extensions.Logging;
using MucService.Actors.Links;
using MucService.Actors.Nodes;
using MucService.Actors.Protection;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>What one connection to a host is made of.</summary>
/// <param name="Index">Its place in the configuration.</param>
/// <param name="Endpoint">Where, as whom, and with which secret.</param>
/// <param name="Limits">Bounds of what is read and queued.</param>
/// <param name="Output">What is written; outlives every stream.</param>
/// <param name="Asks">Who waits for answers.</param>
/// <param name="Board">Where its status is shown.</param>
/// <param name="Segments">Where the bytes of output are kept.</param>
/// <param name="Outputs">Which way output takes, where another node may hold the stream.</param>
/// <param name="Right">Among several nodes: whether this one may speak. Null for a single node.</param>
/// <param name="Refusals">Where what is refused outside rooms is counted.</param>
/// <param name="Window">Where what waits here for space counts: while it is full, nothing is read.</param>
internal sealed record HostConnection(
    int Index,
    ComponentEndpoint Endpoint,
    WireLimits Limits,
    OutputQueue Output,
    PendingAsks Asks,
    StreamBoard Board,
    SegmentPool Segments,
    ServiceOutputs Outputs,
    SpeakingRight? Right,
    RefusalCounts Refusals,
    InboundWindow Window);

/// <summary>
/// The stream to a host and its supervision: opens it, opens it again for ever when it is lost, and says so once per reason.
/// Reading and writing run in <see cref="ComponentStream"/> and never wait for this actor.
/// </summary>
internal sealed partial class HostConnectionActor : ReceiveActor, IWithTimers
{
    private readonly HostConnection _connection;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly Backoff _backoff = new(Random.Shared.NextDouble);
    private readonly CancellationTokenSource _stopping = new();
    private ComponentStream? _stream;
    private StreamFailure? _lastFailure;
    private IActorRef? _closedBy;
    private StanzaRouter? _router;

    public HostConnectionActor(HostConnection connection, TimeProvider time, ILoggerFactory loggers)
    {
        _connection = connection;
        _time = time;
        _loggers = loggers;
        _log = loggers.CreateLogger<HostConnectionActor>();

        _remoteAsks = new RemoteAsks(time);
        Receive<Begin>(OnBegin);
        Receive<Dial>(_ => Open());
        Receive<Opened>(opened => OnOpened(opened.Stream));
        Receive<Ended>(ended => OnEnded(ended.Failure));
        Receive<Close>(_ => OnClose());
        Receive<Closed>(_ => OnClosed());
        Sending();
        Receive<HostMessages.Ask>(ask => Ask(ask.Iq, ask.Tag));
        Receive<HostMessages.AskByMessage>(ask => Ask(ask.Message, ask.Tag));
        AmongNodes();
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private Domain Service => _connection.Endpoint.Domain;

    private string Server => $"{_connection.Endpoint.Host}:{_connection.Endpoint.Port}";

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Show(isOpen: false, "not connected yet");
        _connection.Output.SpaceAvailable += OnSpace;
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _connection.Output.SpaceAvailable -= OnSpace;
        _stopping.Cancel();
        _letGo?.Dispose();
        _stopping.Dispose();
        base.PostStop();
    }

    private void Open()
    {
        if (!_holding || _dialling || _stream is not null)
            return;

        if (_connection.Right is { IsValid: false })
        {
            Timers.StartSingleTimer(nameof(Dial), Dial.Instance, SilenceInterval);
            return;
        }

        _dialling = true;
        _letGo = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        OpenAsync(_connection, Limits, _log, _time, _letGo.Token).PipeTo(Self);
    }

    private static async Task<object> OpenAsync(HostConnection connection, WireLimits limits, ILogger log, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            Func<bool>? mayWrite = connection.Right is { } right ? () => right.IsValid : null;
            return new Opened(await ComponentStream.OpenAsync(
                connection.Endpoint, limits, connection.Output, log, time, cancel, new WireStatistics(connection.Refusals.CountOnWire), mayWrite));
        }
        catch (StreamFailureException fault)
        {
            return new Ended(fault.Failure);
        }
        catch (OperationCanceledException)
        {
            return new Ended(new StreamFailure(StreamFailureKind.Closed, "it is not to be opened any more"));
        }
    }

    private void OnOpened(ComponentStream stream)
    {
        EndDialling();
        if (_closedBy is not null || !_holding)
        {
            stream.Dispose();
            if (_closedBy is not null)
                OnClosed();
            return;
        }

        (_stream, _isSilent, _lastFailure) = (stream, false, null);
        _connection.Output.BeginStream();
        _backoff.Reset();
        _log.LogInformation("Stream of {Service} to {Server} is open", Service, Server);
        Show(isOpen: true, "");
        Tell(isOpen: true, "");
        RunAsync(stream, _router!, _stopping.Token).PipeTo(Self);
    }

    private static async Task<Ended> RunAsync(ComponentStream stream, StanzaRouter router, CancellationToken cancel)
    {
        using (stream)
            return new Ended(await stream.RunAsync(stanzas => router.RouteAsync(stanzas, cancel), cancel));
    }

    private void OnEnded(StreamFailure ended)
    {
        var failure = _stream is null ? Explained(ended) : ended;
        if (_stream is not null || _directory is not null)
            Tell(isOpen: false, failure.Text);
        _stream = null;
        EndDialling();
        if (_closedBy is not null)
        {
            Show(isOpen: false, failure.Text);
            OnClosed();
            return;
        }

        if (!_holding)
        {
            ShowElsewhere();
            return;
        }

        Show(isOpen: false, failure.Text);
        if (failure != _lastFailure)
            _log.LogWarning("Stream of {Service} to {Server} is not open: {Reason}", Service, Server, failure.Text);
        _lastFailure = failure;
        Timers.StartSingleTimer(nameof(Dial), Dial.Instance, _backoff.Next());
    }

    private void OnClose()
    {
        _closedBy = Sender;
        Timers.CancelAll();
        if (_stream is { } stream)
            stream.CloseAsync().PipeTo(Self, success: () => Closed.Instance, failure: _ => Closed.Instance);
        else
            OnClosed();
    }

    private void OnClosed()
    {
        _closedBy?.Tell(Closed.Instance);
        Context.Stop(Self);
    }

    private void Ask(Stanza stanza, object tag)
    {
        if (AskElsewhere(stanza, tag))
            return;

        if (_stream is not null
            && stanza.To is { } to
            && _connection.Asks.Add(to, Sender, tag) is { } id
            && Write(stanza with { Id = id }) is { } position)
        {
            _connection.Asks.Wrote(id, _connection.Output, position);
            if (tag is DomainProbes.ProbeTag or StreamOwnerActor.Forwarded)
                _connection.Output.NoteProbe(position);
            return;
        }

        Sender.Tell(new HostMessages.NotSent(tag));
    }

    private long? Write(Stanza stanza)
    {
        if (WriteElsewhere(stanza) is { } isWritten)
            return isWritten ? 0 : null;

        var writer = new SegmentWriter(_connection.Segments);
        writer.Add(stanza);
        var batch = writer.TakeBatch()!;
        if (_connection.Output.TryEnqueue(batch, out var position))
            return position;

        batch.Dispose();
        return null;
    }

    private void Show(bool isOpen, string reason) =>
        _connection.Board.Set(_connection.Index, new StreamStatus(Service, Server, isOpen, reason, _time.GetUtcNow()));

    /// <summary>Everything that stanzas can go to is there: open the stream, or among several nodes wait to be told so.</summary>
    /// <param name="Router">Where stanzas go.</param>
    /// <param name="Directory">The StreamDirectoryActor that says which node holds the stream; null for a single node.</param>
    internal sealed record Begin(StanzaRouter Router, IActorRef? Directory);

    /// <summary>Close the stream cleanly and stop; answered by <see cref="Closed"/>.</summary>
    internal sealed record Close
    {
        public static Close Instance { get; } = new();
    }

    /// <summary>The stream is closed.</summary>
    internal sealed record Closed
    {
        public static Closed Instance { get; } = new();
    }

    private sealed record Dial
    {
        public static Dial Instance { get; } = new();
    }

    private sealed record Opened(ComponentStream Stream);

    private sealed record Ended(StreamFailure Failure);
}
