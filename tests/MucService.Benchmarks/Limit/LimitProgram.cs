using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using MucService.Benchmarks.Driving;

namespace MucService.Benchmarks.Limit;

/// <summary>
/// What no component can be faster than: it answers each stanza with stanzas that are ready-made, and neither parses, decides, nor
/// stores. It knows the driver's fixed widths.
/// </summary>
internal static class LimitProgram
{
    private static readonly byte[] Header =
        "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' to='chats.example'>"u8.ToArray();

    /// <summary>Connects to the driver and answers until it hangs up.</summary>
    /// <param name="port">Where it listens.</param>
    /// <param name="secret">What a real host asks for; empty for the driver, which asks for nothing.</param>
    public static int Run(int port, string secret)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect("127.0.0.1", port);
        socket.Send(Header);
        var header = ReadHeader(socket);
        socket.Send(Encoding.UTF8.GetBytes($"<handshake>{Digest(header, secret)}</handshake>"));

        var scanner = new StanzaScanner();
        var output = new LimitOutput(socket);
        var rooms = new Dictionary<int, LimitRoom>();
        while (socket.Receive(scanner.Free().Span) is > 0 and var count)
        {
            scanner.Arrived(count);
            while (scanner.TryRead(out var stanza))
                Answer(stanza, rooms, output);
            output.Flush();
        }

        return 0;
    }

    private static string ReadHeader(Socket socket)
    {
        // The header ends in the second '>'; the host sends nothing more until it has our handshake.
        Span<byte> one = stackalloc byte[1];
        var header = new StringBuilder();
        for (var ends = 0; ends < 2 && socket.Receive(one) == 1;)
        {
            header.Append((char)one[0]);
            ends += one[0] == '>' ? 1 : 0;
        }

        return header.ToString();
    }

    /// <summary>XEP-0114 asks for this one.</summary>
    private static string Digest(string header, string secret)
    {
        const string Mark = " id='";
        var start = header.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        var id = header[start..header.IndexOf('\'', start)];
#pragma warning disable CA5350 // The protocol's choice.
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(id + secret)));
#pragma warning restore CA5350
    }

    private static void Answer(ReadOnlySpan<byte> stanza, Dictionary<int, LimitRoom> rooms, LimitOutput output)
    {
        if (stanza[1] is not ((byte)'m' or (byte)'p'))
            return;

        var number = NumberAfter(stanza, " to='r"u8, Names.Digits);
        if (!rooms.TryGetValue(number, out var room))
            rooms.Add(number, room = new LimitRoom(number));

        var from = NumberAfter(stanza, " from='o"u8, Names.Digits);
        if (stanza[1] == 'm')
            room.Say(NumberAfter(stanza, "<body>"u8, Names.SequenceDigits), output);
        else if (stanza.EndsWith("type='unavailable'/>"u8))
            room.LeaveLast(from, output);
        else
            room.Enter(from, output);
    }

    private static int NumberAfter(ReadOnlySpan<byte> stanza, ReadOnlySpan<byte> mark, int digits) =>
        Names.Read(stanza.Slice(stanza.IndexOf(mark) + mark.Length, digits));
}
