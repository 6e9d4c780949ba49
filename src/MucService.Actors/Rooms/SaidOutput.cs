using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MucService.Rooms;
using MucService.Wire;

namespace MucService.Actors.Rooms;

/// <summary>
/// What a room says about one cause, on its way out: in segments of the pool on the way to a queue of this node, in pieces of just its
/// size, folded where that is understood, while it waits or is under way to another node.
/// </summary>
/// <param name="Origin">The kept stanza that caused it, or null.</param>
internal sealed record SaidOutput(RoomInbox.Origin? Origin)
{
    private const int PieceBytes = 64 * 1024;

    private OutputBatch? _batch;

    /// <summary>The room after what is said; null if nothing is.</summary>
    public RoomState? After { get; init; }

    /// <summary>What one batch holds; null if nothing is said, and only the cause is to be told that it is handled.</summary>
    public SaidOutput(OutputBatch? batch, RoomInbox.Origin? origin)
        : this(origin)
    {
        _batch = batch;
        (Bytes, Stanzas) = (batch?.Bytes ?? 0, batch?.Stanzas ?? 0);
    }

    /// <summary>How many bytes it takes.</summary>
    public int Bytes { get; }

    /// <summary>How many stanzas it is.</summary>
    public int Stanzas { get; }

    /// <summary>Its pieces, once it is packed.</summary>
    public ImmutableArray<ImmutableArray<byte>> Pieces { get; private set; } = [];

    /// <summary>Its pieces are <see cref="FoldedOutput"/> together.</summary>
    public bool IsFolded { get; private set; }

    /// <summary>Cuts it into pieces of at most 64 KiB, and gives the segments back.</summary>
    /// <param name="folds">They may be folded: whoever takes them knows how to unfold them.</param>
    public void Pack(bool folds)
    {
        if (_batch is { } batch)
        {
            Cut(folds ? [FoldedOutput.Fold(batch)] : batch.Written);
            IsFolded = folds;
            Drop();
        }
        else if (IsFolded && !folds)
        {
            var unfolded = new ArrayBufferWriter<byte>(Bytes);
            Write(Pieces, IsFolded, unfolded);
            Cut([unfolded.WrittenMemory]);
            IsFolded = false;
        }
    }

    /// <summary>The batch, which stays this object's; null if nothing is said.</summary>
    public OutputBatch? Unpack(SegmentPool segments)
    {
        if (_batch is null && !Pieces.IsEmpty)
        {
            var writer = new SegmentWriter(segments);
            Write(Pieces, IsFolded, writer);
            writer.Count(Stanzas);
            _batch = writer.TakeBatch();
        }

        return _batch;
    }

    /// <summary>Writes the stanzas that pieces hold.</summary>
    public static void Write(IReadOnlyList<ImmutableArray<byte>> pieces, bool areFolded, IBufferWriter<byte> output)
    {
        if (areFolded)
        {
            FoldedOutput.Unfold(pieces is [var whole] ? whole.AsMemory() : pieces.SelectMany(piece => piece).ToArray(), output);
            return;
        }

        foreach (var piece in pieces)
            output.Write(piece.AsSpan());
    }

    /// <summary>The batch is somebody else's now.</summary>
    public void HandedOver() => _batch = null;

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

    /// <summary>Gives the segments back.</summary>
    public void Drop()
    {
        _batch?.Dispose();
        _batch = null;
    }
}
