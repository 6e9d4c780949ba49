using System.Buffers;
using System.Buffers.Binary;

namespace MucService.Wire;

/// <summary>
/// Output in few bytes, for its way to another node: what is said to many is there once, with their addresses, and not once for each of them.
/// <code>
///   plain:        0, length, bytes
///   to many:      1, length of the head, of the tail, number of recipients, head, tail; for each its address' length (2 bytes) and its address
///   to the same:  2, length of the head, of the tail, head, tail; it goes to those of the last one to many. Only in <see cref="OutputForm.Gathered"/>
/// </code>
/// Numbers have four bytes, little-endian, unless said otherwise.
/// </summary>
public static class FoldedOutput
{
    internal const byte Plain = 0;
    internal const byte ToMany = 1;
    internal const byte ToTheSame = 2;

    /// <summary>Folds a batch, which stays the caller's, as <see cref="OutputForm.Folded"/>.</summary>
    public static ReadOnlyMemory<byte> Fold(OutputBatch batch)
    {
        var folder = new OutputFolder(gathers: false);
        folder.Add(batch);
        return folder.Folded;
    }

    /// <summary>Writes what was folded, as it was.</summary>
    /// <param name="folded">What <see cref="OutputFolder"/> made.</param>
    /// <param name="output">Where to.</param>
    /// <exception cref="ArgumentException">It is nothing that was folded.</exception>
    public static void Unfold(ReadOnlyMemory<byte> folded, IBufferWriter<byte> output)
    {
        var many = new Many(0, ReadOnlyMemory<byte>.Empty);
        while (!folded.IsEmpty)
        {
            switch (Take(ref folded, 1).Span[0])
            {
                case Plain:
                    output.Write(Take(ref folded, Number(ref folded)).Span);
                    break;
                case ToMany:
                    UnfoldToMany(ref folded, out many, output);
                    break;
                case ToTheSame:
                    var (head, tail) = (Number(ref folded), Number(ref folded));
                    many.Write(Stanza(ref folded, head, tail), output);
                    break;
                case var kind:
                    throw new ArgumentException($"no output begins with {kind}", nameof(folded));
            }
        }
    }

    /// <summary>Writes an address behind its length, and gives the length of both.</summary>
    internal static int WriteAddress(Span<byte> output, ReadOnlySpan<byte> address)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(output, checked((ushort)address.Length));
        address.CopyTo(output[sizeof(ushort)..]);
        return sizeof(ushort) + address.Length;
    }

    /// <summary>How long an address is that begins here, with its length before it.</summary>
    internal static int LengthWithAddress(ReadOnlySpan<byte> input) => sizeof(ushort) + BinaryPrimitives.ReadUInt16LittleEndian(input);

    private static void UnfoldToMany(ref ReadOnlyMemory<byte> folded, out Many many, IBufferWriter<byte> output)
    {
        var (head, tail, recipients) = (Number(ref folded), Number(ref folded), Number(ref folded));
        var stanza = Stanza(ref folded, head, tail);
        many = new Many(recipients, folded);
        folded = folded[many.Write(stanza, output)..];
    }

    private static FanOutStanza Stanza(ref ReadOnlyMemory<byte> folded, int head, int tail) => new(Take(ref folded, head), Take(ref folded, tail));

    private static int Number(ref ReadOnlyMemory<byte> folded) => BinaryPrimitives.ReadInt32LittleEndian(Take(ref folded, sizeof(int)).Span);

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> folded, int length)
    {
        var taken = folded[..length];
        folded = folded[length..];
        return taken;
    }

    /// <summary>Those that a stanza goes to.</summary>
    /// <param name="Recipients">How many.</param>
    /// <param name="Addresses">What begins with their addresses.</param>
    private readonly record struct Many(int Recipients, ReadOnlyMemory<byte> Addresses)
    {
        /// <summary>Writes the stanza to each of them, and gives the length of their addresses.</summary>
        public int Write(FanOutStanza stanza, IBufferWriter<byte> output)
        {
            var rest = Addresses.Span;
            for (var left = Recipients; left > 0; left--)
            {
                var length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
                stanza.WriteTo(output, rest.Slice(sizeof(ushort), length));
                rest = rest[(sizeof(ushort) + length)..];
            }

            return Addresses.Length - rest.Length;
        }
    }
}

/// <summary>Stanzas in a batch that differ in nothing but their recipients, one behind the other.</summary>
/// <param name="Start">Where in the batch they begin.</param>
/// <param name="Stanza">The stanza.</param>
/// <param name="Recipients">How many they are.</param>
internal readonly record struct FanOutRun(int Start, FanOutStanza Stanza, int Recipients);
