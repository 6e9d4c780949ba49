using System.Net;
using System.Net.Sockets;

namespace MucService.TestBed;

/// <summary>
/// Carries connections from one address to another. Unix sockets reach from one network namespace into another, TCP does not:
/// a door within a bed leads from the first to the second, and one outside it the other way.
/// </summary>
public sealed class Door : IDisposable
{
    private readonly Socket _listener;
    private readonly EndPoint _to;
    private readonly CancellationTokenSource _closing = new();

    private Door(Socket listener, EndPoint to)
    {
        _listener = listener;
        _to = to;
    }

    /// <summary>Where it listens; the port that was found, where 0 was asked for.</summary>
    public EndPoint Address => _listener.LocalEndPoint!;

    /// <summary>Opens a door that stays open until it is disposed of.</summary>
    /// <exception cref="SocketException">The address is taken.</exception>
    public static Door Open(EndPoint at, EndPoint to)
    {
        var listener = NewSocket(at);
        try
        {
            listener.Bind(at);
            listener.Listen();
        }
        catch
        {
            listener.Dispose();
            throw;
        }

        var door = new Door(listener, to);
        _ = door.AcceptAsync();
        return door;
    }

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var cancel = _closing.Token;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                _ = CarryAsync(await _listener.AcceptAsync(cancel), cancel);
            }
            catch (Exception closed) when (closed is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(Socket outside, CancellationToken cancel)
    {
        using var inside = NewSocket(_to);
        using (outside)
        {
            try
            {
                await inside.ConnectAsync(_to, cancel);
                // When one side ends, so does the other: nobody on either side sends on after a close.
                await await Task.WhenAny(PumpAsync(outside, inside, cancel), PumpAsync(inside, outside, cancel));
            }
            catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The other side learns it from the end of its own connection.
            }
        }
    }

    private static async Task PumpAsync(Socket from, Socket to, CancellationToken cancel)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, cancel) is > 0 and var read)
            {
                for (var sent = 0; sent < read;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), cancel);
            }
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever waits for this pump closes both sides.
        }
    }

    private static Socket NewSocket(EndPoint address)
    {
        var unix = address is UnixDomainSocketEndPoint;
        return new Socket(address.AddressFamily, SocketType.Stream, unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
    }
}
