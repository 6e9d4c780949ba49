using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace MucService.TestClient;

/// <summary>A client's stream to its server: a stream header each way, then one element at a time. RFC 6120 section 4.</summary>
internal sealed class XmlStream : IAsyncDisposable
{
    private readonly NetworkStream _network;
    private readonly SemaphoreSlim _writing = new(1);
    private XmlReader? _reader;

    private XmlStream(NetworkStream network) => _network = network;

    /// <summary>Connects; a TCP address and the path of a Unix socket serve alike.</summary>
    public static async Task<XmlStream> ConnectAsync(EndPoint server, CancellationToken cancel)
    {
        var unix = server is UnixDomainSocketEndPoint;
        var socket = new Socket(server.AddressFamily, SocketType.Stream, unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(server, cancel);
            return new XmlStream(new NetworkStream(socket, ownsSocket: true));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Opens a stream, anew after authentication, and returns the features that the server offers.</summary>
    public async Task<XElement> OpenAsync(string domain, CancellationToken cancel)
    {
        await WriteAsync(
            $"<?xml version='1.0'?><stream:stream to='{domain}' version='1.0' xmlns='{Names.Client}' xmlns:stream='{Names.Streams}'>",
            cancel);

        _reader?.Dispose();
        _reader = XmlReader.Create(_network, new XmlReaderSettings { Async = true, IgnoreWhitespace = false, CloseInput = false });
        await MoveToAsync(_reader, depth: 0).WaitAsync(cancel);
        return await ReadAsync(cancel) ?? throw new IOException("The server closed the stream before it offered any features.");
    }

    /// <summary>The next element of the stream; <see langword="null"/> once the server has closed it.</summary>
    public async Task<XElement?> ReadAsync(CancellationToken cancel)
    {
        var reader = _reader ?? throw new InvalidOperationException("The stream is not open.");
        if (!await MoveToAsync(reader, depth: 1).WaitAsync(cancel))
            return null;

        // A reader of the subtree stops at its last tag: the reader itself would wait there for what comes after it.
        using var subtree = reader.ReadSubtree();
        return await XElement.LoadAsync(subtree, LoadOptions.PreserveWhitespace, CancellationToken.None).WaitAsync(cancel);
    }

    public Task WriteAsync(XElement element, CancellationToken cancel) =>
        WriteAsync(element.ToString(SaveOptions.DisableFormatting), cancel);

    public async Task WriteAsync(string text, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            await _network.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _network.DisposeAsync();
        _writing.Dispose();
    }

    private static async Task<bool> MoveToAsync(XmlReader reader, int depth)
    {
        while (await reader.ReadAsync())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.Depth == depth)
                return true;
            if (reader.NodeType == XmlNodeType.EndElement && reader.Depth == 0)
                return false;
        }

        return false;
    }
}
