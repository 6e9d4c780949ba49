using System.IO.Pipelines;
using System.Net.Sockets;

namespace MucService.Wire;

/// <summary>The TCP connection to the host.</summary>
internal sealed class HostSocket : IDisposable
{
    private const int ReadBufferBytes = 64 * 1024;
    private const int MinimumReadBytes = 8 * 1024;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;

    private HostSocket(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        Input = PipeReader.Create(_stream, new StreamPipeReaderOptions(bufferSize: ReadBufferBytes, minimumReadSize: MinimumReadBytes));
    }

    /// <summary>What the host sends.</summary>
    public PipeReader Input { get; }

    /// <summary>Resolves the name and connects.</summary>
    /// <exception cref="StreamFailureException">It cannot.</exception>
    public static async Task<HostSocket> ConnectAsync(ComponentEndpoint endpoint, CancellationToken cancel)
    {
        // Without TCP_NODELAY a short stanza waits for the acknowledgement of the one before it, which the host delays.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint.Host, endpoint.Port, cancel);
            return new HostSocket(socket);
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new StreamFailureException(
                new StreamFailure(Kind(failure.SocketErrorCode), $"cannot connect to {endpoint.Host}:{endpoint.Port}: {failure.Message}"), failure);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends all of it.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, cancel)..];
    }

    /// <summary>Says that nothing more will be sent.</summary>
    public void EndOutput() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Closes the connection at once, and has the kernel send nothing of what it still keeps: that would come behind what is written elsewhere.</summary>
    public void Abort()
    {
        try
        {
            _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception closed) when (closed is ObjectDisposedException or SocketException)
        {
            return;
        }

        // Not the stream, which would say goodbye first.
        _socket.Dispose();
    }

    /// <summary>Closes the connection at once.</summary>
    public void Dispose() => _stream.Dispose();

    private static StreamFailureKind Kind(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => StreamFailureKind.Refused,
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => StreamFailureKind.UnknownHost,
        SocketError.TimedOut => StreamFailureKind.TimedOut,
        _ => StreamFailureKind.Unreachable,
    };
}
