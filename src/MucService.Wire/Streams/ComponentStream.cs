using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>
/// The stream between this service and its host. XEP-0114. Reading and writing are loops of their own that never wait for one another.
/// What ends the stream is a value, not an exception: <see cref="RunAsync"/> gives it.
/// </summary>
public sealed class ComponentStream : IDisposable
{
    private static readonly byte[] EndOfStream = "</stream:stream>"u8.ToArray();

    private readonly HostSocket _socket;
    private readonly StreamInput _input;
    private readonly OutputQueue _output;
    private readonly WireLimits _limits;
    private readonly TimeProvider _time;
    private readonly Func<bool> _mayWrite;
    private readonly KeepAlive _keepAlive;
    private readonly InboundSorter _sorter;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _running;

    private ComponentStream(
        HostSocket socket, StreamInput input, ComponentEndpoint endpoint, WireLimits limits, OutputQueue output, ILogger logger,
        TimeProvider time, WireStatistics statistics, Func<bool> mayWrite)
    {
        (_socket, _input, _output, _limits, _time, _mayWrite) = (socket, input, output, limits, time, mayWrite);
        _keepAlive = new KeepAlive(endpoint.Domain, output, limits, time);
        _sorter = new InboundSorter(endpoint.Domain, _keepAlive, output, logger, statistics);
        Statistics = statistics;
    }

    /// <summary>What went through this stream, or through all that were given the same.</summary>
    public WireStatistics Statistics { get; }

    /// <summary>How long the host has said nothing, though this stream listens: among several nodes another one may be able to reach it.</summary>
    public TimeSpan Silence => _keepAlive.Silence;

    /// <summary>Connects to the host and performs the handshake.</summary>
    /// <param name="endpoint">Where, as whom, with which secret.</param>
    /// <param name="limits">The bounds and deadlines.</param>
    /// <param name="output">What to write; it outlives the stream.</param>
    /// <param name="logger">Told of what is not handed over.</param>
    /// <param name="time">The clock of the deadlines.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="statistics">Counts on in these, or in new ones.</param>
    /// <param name="mayWrite">Looked at just before each write, and after each read; false ends the stream at once, without a word. None: always.</param>
    /// <exception cref="StreamFailureException">There is no stream; it says why.</exception>
    /// <exception cref="OperationCanceledException">Given up.</exception>
    public static async Task<ComponentStream> OpenAsync(
        ComponentEndpoint endpoint, WireLimits limits, OutputQueue output, ILogger logger, TimeProvider time, CancellationToken cancel,
        WireStatistics? statistics = null, Func<bool>? mayWrite = null)
    {
        var socket = await Within(limits.ConnectDeadline, "connecting", deadline => HostSocket.ConnectAsync(endpoint, deadline), time, cancel);
        try
        {
            var input = new StreamInput(socket.Input, limits);
            await Within(limits.HandshakeDeadline, "the handshake", Perform, time, cancel);
            return new ComponentStream(socket, input, endpoint, limits, output, logger, time, statistics ?? new WireStatistics(), mayWrite ?? (() => true));

            async Task<bool> Perform(CancellationToken deadline)
            {
                await Handshake.PerformAsync(socket, input, endpoint, deadline);
                return true;
            }
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether the host takes a connection from here within a time. Nothing is said over it.</summary>
    public static async Task<bool> CanConnectAsync(ComponentEndpoint endpoint, TimeSpan limit, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            using var socket = await Within(limit, "connecting", deadline => HostSocket.ConnectAsync(endpoint, deadline), time, cancel);
            return true;
        }
        catch (StreamFailureException)
        {
            return false;
        }
    }

    /// <summary>
    /// Reads and writes until the stream ends, and gives the reason. To be called once. Cancelling ends the stream at once, without
    /// its end tag; <see cref="CloseAsync"/> ends it cleanly.
    /// </summary>
    /// <param name="received">Takes stanzas in the order of arrival; nothing is read until it has. The list is the callee's to keep.</param>
    /// <param name="cancel">Ends the stream at once.</param>
    /// <returns>Why it ended. An exception of <paramref name="received"/> ends the stream too, and is thrown.</returns>
    public async Task<StreamFailure> RunAsync(Func<IReadOnlyList<Stanza>, ValueTask> received, CancellationToken cancel)
    {
        _running = true;
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var sending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(cancel, _closing.Token);
        var read = Guarded(() => ReadAsync(received, reading.Token));
        var write = Guarded(() => WriteAsync(idle.Token, sending.Token));
        var prove = Guarded(() => _keepAlive.RunAsync(idle.Token));
        try
        {
            var first = await await Task.WhenAny(read, write, prove);
            await idle.CancelAsync();
            sending.CancelAfter(_limits.CloseDeadline);
            await write;
            return await EndAsync(first, read, sending.Token);
        }
        finally
        {
            await idle.CancelAsync();
            await reading.CancelAsync();
            _socket.Dispose();
            _ended.TrySetResult();
            await Task.WhenAll(read, write, prove);
        }
    }

    /// <summary>
    /// Closes the stream cleanly: writes what waits and the end tag, then waits for the host's, all of it within
    /// <see cref="WireLimits.CloseDeadline"/> twice at most. Stanzas that still arrive are handed over.
    /// </summary>
    public async Task CloseAsync()
    {
        await _closing.CancelAsync();
        if (_running)
            await _ended.Task;
        else
            _socket.Dispose();
    }

    /// <summary>Takes an own ping that the host has routed to another stream of the service. Nothing happens for any other stanza.</summary>
    public void CameBack(Stanza stanza)
    {
        if (_keepAlive.IsOwn(stanza))
            _keepAlive.CameBack();
    }

    /// <summary>Closes the connection at once; what the host has not acknowledged is not sent again.</summary>
    public void Abort() => _socket.Abort();

    /// <summary>Closes the connection at once.</summary>
    public void Dispose()
    {
        _socket.Dispose();
        if (!_running || _ended.Task.IsCompleted)
            _closing.Dispose();
    }

    private async Task<StreamFailure> ReadAsync(Func<IReadOnlyList<Stanza>, ValueTask> received, CancellationToken cancel)
    {
        List<StreamChild> children = [];
        var before = _input.Bytes;
        while (await _input.ReadAsync(children, _limits.MaxBatchedStanzas, cancel))
        {
            _keepAlive.Heard();
            var end = _sorter.Sort(children, out var stanzas);
            Statistics.CountIn(_input.Bytes - before, stanzas.Count);
            before = _input.Bytes;

            // What a node that was frozen finds in its socket is older than what others have heard since.
            if (!_mayWrite())
                return new StreamFailure(StreamFailureKind.Lost, "this node has lost the right to speak");
            if (stanzas.Count > 0)
                await received(stanzas);
            if (end is not null)
                return end;
            _keepAlive.Listening();
            await _sorter.WaitForSpaceAsync(cancel);
        }

        return new StreamFailure(StreamFailureKind.Lost, "the host closed the connection without closing the stream");
    }

    private async Task<StreamFailure> WriteAsync(CancellationToken stop, CancellationToken sending)
    {
        while (!stop.IsCancellationRequested)
        {
            await _output.WaitAsync(stop);
            await SendNextAsync(sending);
        }

        return Stopped();
    }

    private async Task<bool> SendNextAsync(CancellationToken sending)
    {
        if (_output.TryTake() is not { } batch)
            return false;

        var lost = true;
        try
        {
            foreach (var segment in batch.Segments)
                await SendAsync(segment.Written, sending);
            lost = false;
        }
        finally
        {
            _output.Finish(batch, lost);
        }

        return true;
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken sending) =>
        _mayWrite() ? _socket.SendAsync(bytes, sending) : throw new IOException("this node has lost the right to speak");

    // Says goodbye as the reason asks for: nothing to a connection that broke; the fault, if the host sent one; else the end tag.
    private async Task<StreamFailure> EndAsync(StreamFailure reason, Task<StreamFailure> read, CancellationToken deadline)
    {
        try
        {
            switch (reason.Kind)
            {
                case StreamFailureKind.Lost or StreamFailureKind.TimedOut:
                    _socket.Abort();
                    return reason;
                case StreamFailureKind.IllFormed when reason is IllFormedStream illFormed:
                    await SendAsync(StreamErrors.Ending(illFormed.Fault), deadline);
                    return reason;
                case StreamFailureKind.Stopped when !deadline.IsCancellationRequested:
                    while (await SendNextAsync(deadline)) { }
                    await SendAsync(EndOfStream, deadline);
                    _socket.EndOutput();
                    await read.WaitAsync(_limits.CloseDeadline, _time, deadline);
                    return reason;
                default:
                    await SendAsync(EndOfStream, deadline);
                    return reason;
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or SocketException or ObjectDisposedException or TimeoutException)
        {
            return reason;
        }
    }

    private static async Task<StreamFailure> Guarded(Func<Task<StreamFailure>> loop)
    {
        try
        {
            return await loop();
        }
        catch (OperationCanceledException)
        {
            return Stopped();
        }
        catch (IllFormedXmlException fault)
        {
            return new IllFormedStream(fault.Fault, $"the host sent what no stream may carry: {fault.Message}");
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException)
        {
            return new StreamFailure(StreamFailureKind.Lost, $"the connection broke: {failure.Message}");
        }
    }

    private static StreamFailure Stopped() => new(StreamFailureKind.Stopped, "closed by this service");

    private static async Task<T> Within<T>(TimeSpan limit, string what, Func<CancellationToken, Task<T>> work, TimeProvider time, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new StreamFailureException(new StreamFailure(StreamFailureKind.TimedOut, $"{what} took longer than {limit}"));
        }
        catch (IllFormedXmlException fault)
        {
            throw new StreamFailureException(new StreamFailure(StreamFailureKind.IllFormed, $"the host does not speak XEP-0114: {fault.Message}"), fault);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            throw new StreamFailureException(new StreamFailure(StreamFailureKind.Lost, $"the connection broke: {failure.Message}"), failure);
        }
    }

    private sealed record IllFormedStream(XmlFault Fault, string Text) : StreamFailure(StreamFailureKind.IllFormed, Text);
}
