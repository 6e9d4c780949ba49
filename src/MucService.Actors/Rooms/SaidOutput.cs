using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MucService.Rooms;
using MucService.Wire;

namespace MucService.Actors.Rooms;

/// <summary>
/// What a room says about one cause, or several, on its way out: in segments of the pool on the way to a queue of this node, in pieces of just its
/// size, folded where that is understood, while it waits or is under way to another node.
/// </summary>
/// <param name="Origin">The kept stanza that caused it, the last one of several, or null.</param>
internal sealed record SaidOutput(RoomInbox.Origin? Origin)
{
    /// <summary>So much at most goes in one message.</summary>
    public const int PieceBytes = 64 * 1024;

    private OutputBatch? _batch;

    /// <summary>The room after what is said; null if nothing is.</summary>
    public RoomState? After { get; init; }

    /// <summary>What one batch holds; null if nothing is said, and only the cause is to be told that it is handled.</summary>
    public SaidOutput(OutputBatch? batch, RoomInbox.Origin? origin)
        : this(origin)
    {
        _batch = batch;
        (Bytes, Stanzas) = (batch?.WholeBytes ?? 0, batch?.Stanzas ?? 0);
    }

    /// <summary>How many bytes it takes.</summary>
    public int Bytes { get; private init; }

    /// <summary>How many stanzas it is.</summary>
    public int Stanzas { get; private init; }

    /// <summary>Its pieces, once it is packed.</summary>
    public ImmutableArray<ImmutableArray<byte>> Pieces { get; private set; } = [];

    /// <summary>How its pieces are written. They are no whole but together.</summary>
    public OutputForm Form { get; private set; }

    /// <summary>Cuts it into pieces of at most 64 KiB, and gives the segments back.</summary>
    /// <param name="most">The form that whoever takes them understands, and all before it.</param>
    public void Pack(OutputForm most)
    {
        if (_batch is { } batch)
        {
            Form = most is OutputForm.Plain ? OutputForm.Plain : OutputForm.Folded;
            _batch = Form is OutputForm.Plain ? batch.Whole() : batch;
            Cut(Form is OutputForm.Plain ? _batch.Written : [FoldedOutput.Fold(batch)]);
            Drop();
        }
        else if (Form > most)
        {
            var plain = new ArrayBufferWriter<byte>(Bytes);
            Write(Pieces, isFolded: true, plain);
            Cut([plain.WrittenMemory]);
            Form = OutputForm.Plain;
        }
    }

    /// <summary>Folds it behind others, to become one with them, and gives the segments back.</summary>
    public void FoldInto(OutputFolder folder)
    {
        if (_batch is { } batch)
        {
            folder.Add(batch);
            Drop();
            return;
        }

        foreach (var piece in Pieces)
        {
            if (Form is OutputForm.Plain)
                folder.AddPlain(piece.AsSpan());
            else
                folder.AddFolded(piece.AsSpan());
        }
    }

    /// <summary>One instead of several, which were folded one behind the other and have causes of the same node: all are handled when the last one is.</summary>
    public static SaidOutput Joined(IReadOnlyList<SaidOutput> several, OutputFolder folded)
    {
        var (bytes, stanzas, origin, after) = (0, 0, (RoomInbox.Origin?)null, (RoomState?)null);
        foreach (var said in several)
            (bytes, stanzas, origin, after) = (bytes + said.Bytes, stanzas + said.Stanzas, said.Origin ?? origin, said.After ?? after);

        var joined = new SaidOutput(origin) { Bytes = bytes, Stanzas = stanzas, After = after, Form = OutputForm.Gathered };
        joined.Cut([folded.Folded]);
        return joined;
    }

    /// <summary>The batch, which stays this object's; null if nothing is said.</summary>
    public OutputBatch? Unpack(SegmentPool segments)
    {
        if (_batch is null && !Pieces.IsEmpty)
        {
            var writer = new SegmentWriter(segments);
            Write(Pieces, Form is not OutputForm.Plain, writer);
            writer.Count(Stanzas);
            _batch = writer.TakeBatch();
        }

        return _batch = _batch?.Whole();
    }

    /// <summary>Writes the stanzas that pieces hold.</summary>
    public static void Write(IReadOnlyList<ImmutableArray<byte>> pieces, bool isFolded, IBufferWriter<byte> output)
    {
        if (isFolded)
        {
            FoldedOutput.Unfold(pieces is [var whole] ? whole.AsMemory() : pieces.SelectMany(piece => piece).ToArray(), output);
            return;
        }

        foreach (var piece in pieces)
            output.Write(piece.AsSpan());
    }

    /// <summary>The batch is somebody else's now.</summary>
    public void HandedOver() => _batch = null;

    /// <summary>Gives the segments back.</summary>
    public void Drop()
    {
        _batch?.Dispose();
        _batch = null;
    }

    private void Cut(IEnumerable<ReadOnlyMemory<byte>> whole)
    {
        var pieces = ImmutableArray.CreateBuilder<ImmutableArray<byte>>();
        foreach (var written in whole)
        {
            for (var rest = written; !rest.IsEmpty; rest = rest[Math.Min(PieceBytes, rest.Length)..])
                pieces.Add(ImmutableCollectionsMarshal.AsImmutableArray(rest[..Math.Min(PieceBytes, rest.Length)].ToArray()));
        }

        Pieces = pieces.ToImmutable();
    }
}
