using System.Collections.Immutable;
using Akka.Actor;
using MucService.Actors.Rooms;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Nodes;

/// <summary>What the holder of a stream has taken of one room's output.</summary>
internal sealed class RoomFlow(BareJid room, long epoch, IActorRef actor)
{
    private readonly List<ImmutableArray<byte>> _pieces = [];

    /// <summary>The room.</summary>
    public BareJid Room { get; } = room;

    /// <summary>Its instance.</summary>
    public IActorRef Actor { get; } = actor;

    /// <summary>The instance's epoch.</summary>
    public long Epoch { get; set; } = epoch;

    /// <summary>The last piece taken.</summary>
    public long Last { get; private set; }

    /// <summary>The last piece written to a socket.</summary>
    public long Written { get; set; }

    /// <summary>Where the last that was said of it stands; null if nothing was.</summary>
    public WrittenAt? WrittenAt { get; set; }

    /// <summary>What was asked for last after a loss; -1 for nothing.</summary>
    public long AskedAfter { get; set; } = -1;

    /// <summary>When a piece was heard last.</summary>
    public long HeardAt { get; set; }

    /// <summary>True if a piece is the next one.</summary>
    public bool IsNext(StreamMessages.Output output) => output.Number > Last && (output.After == 0 || output.After == Last);

    /// <summary>Takes a piece that another follows.</summary>
    public void Take(StreamMessages.Output output)
    {
        if (output.After == 0)
            _pieces.Clear();
        _pieces.Add(output.Bytes);
        Last = output.Number;
        AskedAfter = -1;
    }

    /// <summary>Hands all over that ends with a piece; false if there is no space: the piece is to be sent again.</summary>
    public bool TryHandOver(StreamMessages.Output output, SegmentPool segments, OutputQueue queue, out long position)
    {
        if (output.After == 0)
            _pieces.Clear();
        var writer = new SegmentWriter(segments);
        _pieces.Add(output.Bytes);
        SaidOutput.Write(_pieces, output.IsFolded, writer);
        writer.Count(output.Stanzas);

        position = 0;
        if (writer.TakeBatch() is { } batch && !queue.TryEnqueue(batch, out position))
        {
            batch.Dispose();
            _pieces.RemoveAt(_pieces.Count - 1);
            return false;
        }

        _pieces.Clear();
        Last = output.Number;
        AskedAfter = -1;
        return true;
    }
}
