using System.Buffers;
using System.Text;
using MucService.Xmpp;

namespace MucService.Wire.Tests;

/// <summary>Gives bytes to the reader as the network would.</summary>
internal static class Bytes
{
    public static readonly byte[] Header =
        "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' from='tea.example' id='1'>"u8.ToArray();

    public static byte[] Of(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public static string Rendered(Stanza stanza) => Text(StanzaRenderer.RenderToBytes(stanza));

    /// <summary>Reads a whole stream of which ever more has arrived: at each of the cuts, and in the end all of it.</summary>
    public static List<StreamChild> Read(byte[] stream, IEnumerable<int> cuts, WireLimits? limits = null, int segmentBytes = int.MaxValue)
    {
        List<StreamChild> children = [];
        Read(stream, cuts, children, limits ?? WireLimits.Default, segmentBytes);
        return children;
    }

    /// <summary>The same, keeping what was read before a fault; gives how many bytes were consumed, or were up to the end of the stream.</summary>
    public static int Read(byte[] stream, IEnumerable<int> cuts, List<StreamChild> children, WireLimits limits, int segmentBytes = int.MaxValue)
    {
        var reader = new StanzaReader(limits);
        var opened = false;
        var consumed = 0;
        foreach (var cut in cuts.Append(stream.Length))
        {
            var arrived = Sequence(stream.AsMemory(consumed..cut), segmentBytes);
            var before = arrived.Length;
            if (!opened)
            {
                opened = StreamHeader.TryRead(ref arrived, limits.MaxHeaderBytes, out var header);
                if (opened)
                    reader.Follow(header!);
            }

            while (opened && reader.TryRead(ref arrived, out var child))
            {
                children.Add(child);
                if (child.Kind == StreamChildKind.End)
                    return consumed + (int)(before - arrived.Length);
            }

            consumed += (int)(before - arrived.Length);
        }

        return consumed;
    }

    public static List<Stanza> Stanzas(string children) =>
        [.. Read([.. Header, .. Of(children)], []).Select(child => child.Stanza!)];

    public static Stanza Stanza(string written) => Assert.Single(Stanzas(written));

    private static ReadOnlySequence<byte> Sequence(ReadOnlyMemory<byte> bytes, int segmentBytes)
    {
        if (bytes.Length <= segmentBytes)
            return new ReadOnlySequence<byte>(bytes);

        var first = new Segment(bytes[..segmentBytes], 0);
        var last = first;
        for (var at = segmentBytes; at < bytes.Length; at += segmentBytes)
            last = last.Append(bytes[at..Math.Min(at + segmentBytes, bytes.Length)]);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
