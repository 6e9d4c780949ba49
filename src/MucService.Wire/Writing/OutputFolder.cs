using System.Buffers;
using System.Buffers.Binary;

namespace MucService.Wire;

/// <summary>Folds output, batch after batch, into <see cref="FoldedOutput"/>.</summary>
/// <param name="gathers">What goes to the same many as what was said before them names them no more.</param>
public sealed class OutputFolder(bool gathers)
{
    private readonly ArrayBufferWriter<byte> _output = new(512);
    private ArrayBufferWriter<byte> _many = new();
    private ArrayBufferWriter<byte> _before = new();

    /// <summary>What was folded.</summary>
    public ReadOnlyMemory<byte> Folded => _output.WrittenMemory;

    /// <summary>Begins anew, and keeps its buffers.</summary>
    public void Clear()
    {
        _output.ResetWrittenCount();
        _before.ResetWrittenCount();
    }

    /// <summary>Folds a batch, which stays the caller's.</summary>
    public void Add(OutputBatch batch)
    {
        var input = new BatchReader(batch);
        foreach (var run in batch.FanOuts)
        {
            WritePlain(ref input, run.Start - input.Position);
            _many.ResetWrittenCount();
            for (var recipient = 0; recipient < run.Recipients; recipient++)
                TakeRecipient(ref input, run.Stanza, batch.IsFolded);
            WriteToMany(run);
        }

        WritePlain(ref input, batch.Bytes - input.Position);
    }

    /// <summary>Adds what was folded before.</summary>
    public void AddFolded(ReadOnlySpan<byte> folded)
    {
        _output.Write(folded);
        _before.ResetWrittenCount();
    }

    /// <summary>Adds whole stanzas as they are.</summary>
    public void AddPlain(ReadOnlySpan<byte> stanzas)
    {
        _output.Write([FoldedOutput.Plain]);
        Write(_output, stanzas.Length);
        _output.Write(stanzas);
    }

    private void WritePlain(ref BatchReader input, int length)
    {
        while (length > 0)
        {
            var bytes = input.Take(length);
            AddPlain(bytes);
            length -= bytes.Length;
        }
    }

    private void WriteToMany(FanOutRun run)
    {
        var areSame = gathers && _before.WrittenSpan.SequenceEqual(_many.WrittenSpan);
        _output.Write([areSame ? FoldedOutput.ToTheSame : FoldedOutput.ToMany]);
        Write(_output, run.Stanza.Head.Length);
        Write(_output, run.Stanza.Tail.Length);
        if (!areSame)
            Write(_output, run.Recipients);
        _output.Write(run.Stanza.Head.Span);
        _output.Write(run.Stanza.Tail.Span);
        if (areSame)
            return;

        _output.Write(_many.WrittenSpan);
        (_many, _before) = (_before, _many);
    }

    private void TakeRecipient(ref BatchReader input, FanOutStanza stanza, bool isFolded)
    {
        if (isFolded)
        {
            _many.Write(input.Take(FoldedOutput.LengthWithAddress(input.Ahead)));
            return;
        }

        var address = stanza.RecipientIn(input.Ahead);
        _many.Advance(FoldedOutput.WriteAddress(_many.GetSpan(sizeof(ushort) + address.Length), address));
        input.Take(stanza.LengthFor(address.Length));
    }

    private static void Write(ArrayBufferWriter<byte> output, int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), number);
        output.Advance(sizeof(int));
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
