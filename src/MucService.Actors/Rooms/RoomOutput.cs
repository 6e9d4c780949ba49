using Akka.Actor;
using MucService.Actors.Hosts;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>The way out of one room: batches go to the stream's queue, and wait here, in order, while it is full.</summary>
internal sealed class RoomOutput(ServiceOutputs outputs, BareJid room, IActorRef self)
{
    private readonly OutputQueue _queue = outputs.For(room);
    private readonly Queue<OutputBatch> _waiting = [];

    /// <summary>True while the stream's queue is full.</summary>
    public bool IsBlocked => _waiting.Count > 0;

    /// <summary>Hands a batch over, behind those that wait.</summary>
    public void Send(OutputBatch batch)
    {
        if (_waiting.Count == 0 && _queue.TryEnqueue(batch, out _))
            return;

        if (_waiting.Count == 0)
            _queue.SpaceAvailable += OnSpace;
        _waiting.Enqueue(batch);

        // There may have been space again before anyone listened.
        if (_waiting.Count == 1)
            Wake();
    }

    /// <summary>Goes on after the queue was full.</summary>
    public void Resume()
    {
        while (_waiting.TryPeek(out var batch) && _queue.TryEnqueue(batch, out _))
            _waiting.Dequeue();

        if (_waiting.Count == 0)
            _queue.SpaceAvailable -= OnSpace;
    }

    /// <summary>Gives back what was never handed over.</summary>
    public void Close()
    {
        _queue.SpaceAvailable -= OnSpace;
        while (_waiting.TryDequeue(out var batch))
            batch.Dispose();
    }

    private void OnSpace(object? queue, EventArgs nothing) => Wake();

    private void Wake() => self.Tell(Drained.Instance);

    /// <summary>There is room in the queue again.</summary>
    internal sealed record Drained
    {
        /// <summary>The only one.</summary>
        public static Drained Instance { get; } = new();
    }
}
