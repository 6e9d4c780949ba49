using System.Net.Sockets;

namespace MucService.Benchmarks.Limit;

/// <summary>Collects what the limit program says, so that one call to the kernel sends much of it.</summary>
internal sealed class LimitOutput(Socket socket)
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _used;

    public void Write(ReadOnlySpan<byte> stanzas)
    {
        while (!stanzas.IsEmpty)
        {
            if (_used == _buffer.Length)
                Flush();
            var part = stanzas[..Math.Min(stanzas.Length, _buffer.Length - _used)];
            part.CopyTo(_buffer.AsSpan(_used));
            _used += part.Length;
            stanzas = stanzas[part.Length..];
        }
    }

    public void Flush()
    {
        for (var sent = 0; sent < _used;)
            sent += socket.Send(_buffer.AsSpan(sent, _used - sent));
        _used = 0;
    }
}
