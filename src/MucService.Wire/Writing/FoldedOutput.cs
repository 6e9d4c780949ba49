using System.Buffers;
using System.Buffers.Binary;

namespace MucService.Wire;

/// <summary>
/// Output in few bytes, for its way to another node: what is said to many is there once, with their addresses, and not once for each of them.
/// <code>
///   plain:    0, length, bytes
///   to many:  1, length of the head, of the tail, number of recipients, head, tail; for each its address' length (2 bytes) and its address
/// </code>
/// Numbers have four bytes, little-endian, unless said otherwise.
/// </summary>
public static class FoldedOutput
{
    private const byte Plain = 0;
    private const byte ToMany = 1;

    /// <summary>Folds a batch, which stays the caller's.</summary>
    public static ReadOnlyMemory<byte> Fold(OutputBatch batch)
    {
        var output = new ArrayBufferWriter<byte>(256);
        var input = new BatchReader(batch);
        foreach (var run in batch.FanOuts)
        {
            WritePlain(output, ref input, run.Start - input.Position);
            WriteToMany(output, ref input, run);
        }

        WritePlain(output, ref input, batch.Bytes - input.Position);
        return output.WrittenMemory;
    }

    /// <summary>Writes what was folded, as it was.</summary>
    /// <param name="folded">What <see cref="Fold"/> made.</param>
    /// <param name="output">Where to.</param>
    /// <exception cref="ArgumentException">It is nothing that was folded.</exception>
    public static void Unfold(ReadOnlyMemory<byte> folded, IBufferWriter<byte> output)
    {
        while (!folded.IsEmpty)
        {
            var kind = Take(ref folded, 1).Span[0];
            if (kind == Plain)
                output.Write(Take(ref folded, Number(ref folded)).Span);
            else if (kind == ToMany)
                UnfoldToMany(ref folded, output);
            else
                throw new ArgumentException($"no output begins with {kind}", nameof(folded));
        }
    }

    private static void UnfoldToMany(ref ReadOnlyMemory<byte> folded, IBufferWriter<byte> output)
    {
        var (head, tail, recipients) = (Number(ref folded), Number(ref folded), Number(ref folded));
        var stanza = new FanOutStanza(Take(ref folded, head), Take(ref folded, tail));
        for (; recipients > 0; recipients--)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(Take(ref folded, sizeof(ushort)).Span);
            stanza.WriteTo(output, Take(ref folded, length).Span);
        }
    }

    private static void WritePlain(ArrayBufferWriter<byte> output, ref BatchReader input, int length)
    {
        while (length > 0)
        {
            var bytes = input.Take(length);
            output.Write([Plain]);
            Write(output, bytes.Length);
            output.Write(bytes);
            length -= bytes.Length;
        }
    }

    private static void WriteToMany(ArrayBufferWriter<byte> output, ref BatchReader input, FanOutRun run)
    {
        var stanza = run.Stanza;
        output.Write([ToMany]);
        Write(output, stanza.Head.Length);
        Write(output, stanza.Tail.Length);
        Write(output, run.Recipients);
        output.Write(stanza.Head.Span);
        output.Write(stanza.Tail.Span);
        for (var recipient = 0; recipient < run.Recipients; recipient++)
        {
            var address = stanza.RecipientIn(input.Ahead);
            BinaryPrimitives.WriteUInt16LittleEndian(output.GetSpan(sizeof(ushort)), checked((ushort)address.Length));
            output.Advance(sizeof(ushort));
            output.Write(address);
            input.Take(stanza.LengthFor(address.Length));
        }
    }

    private static void Write(ArrayBufferWriter<byte> output, int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), number);
        output.Advance(sizeof(int));
    }

    private static int Number(ref ReadOnlyMemory<byte> folded) => BinaryPrimitives.ReadInt32LittleEndian(Take(ref folded, sizeof(int)).Span);

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> folded, int length)
    {
        var taken = folded[..length];
        folded = folded[length..];
        return taken;
    }

    /// <summary>Goes through the segments of a batch. A stanza of a run lies in one of them.</summary>
    private ref struct BatchReader(OutputBatch batch)
    {
        private int _segment;
        private int _offset;

        public int Position { get; private set; }

        /// <summary>What follows in the segment in which the next byte is.</summary>
        public ReadOnlySpan<byte> Ahead
        {
            get
            {
                var written = batch.Segments[_segment].Written;
                if (_offset == written.Length)
                {
                    (_segment, _offset) = (_segment + 1, 0);
                    written = batch.Segments[_segment].Written;
                }

                return written.Span[_offset..];
            }
        }

        /// <summary>The next bytes, not beyond a segment.</summary>
        public ReadOnlySpan<byte> Take(int most)
        {
            var ahead = Ahead;
            var taken = ahead[..Math.Min(most, ahead.Length)];
            _offset += taken.Length;
            Position += taken.Length;
            return taken;
        }
    }
}

/// <summary>Stanzas in a batch that differ in nothing but their recipients, one behind the other.</summary>
/// <param name="Start">Where in the batch they begin.</param>
/// <param name="Stanza">The stanza.</param>
/// <param name="Recipients">How many they are.</param>
internal readonly record struct FanOutRun(int Start, FanOutStanza Stanza, int Recipients);
