using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using MucService.Rooms;
using MucService.Wire;

namespace MucService.Actors.Rooms;

/// <summary>One decision whose outgoing waits for storage.</summary>
/// <param name="Before">The room before it, to go back to if it cannot be written.</param>
/// <param name="Cause">The message that caused it, to be answered or done again in that case.</param>
/// <param name="AskedBy">The actor that sent it.</param>
/// <param name="Output">What is said about it, or null.</param>
/// <param name="Reply">What that actor is told, or null.</param>
internal sealed record HeldDecision(RoomState Before, object Cause, IActorRef AskedBy, OutputBatch? Output, object? Reply)
{
    /// <summary>The room after it: what is known to whoever was told.</summary>
    public required RoomState After { get; init; }

    /// <summary>How many writes it still waits for.</summary>
    public int Awaited { get; set; }

    /// <summary>True if the room went back to before it: whatever is heard of its writes is of no account any more.</summary>
    public bool IsDropped { get; set; }

    /// <summary>One of its writes is done.</summary>
    public void Confirm() => Awaited--;
}

/// <summary>
/// What a room has decided and not yet said, in order of decision. Nobody is told of a durable change before it is written,
/// and everybody is told in order: the outgoing waits, never the room.
/// </summary>
internal sealed class HeldOutput
{
    private readonly Queue<HeldDecision> _held = [];

    /// <summary>True if nothing waits, so that what depends on nothing can be said at once.</summary>
    public bool IsEmpty => _held.Count == 0;

    /// <summary>Adds a decision behind the others.</summary>
    public void Add(HeldDecision decision) => _held.Enqueue(decision);

    /// <summary>Takes the next decision, if it waits for nothing any more.</summary>
    public bool TryRelease([NotNullWhen(true)] out HeldDecision? decision) =>
        _held.TryPeek(out decision) && decision.Awaited == 0 && _held.TryDequeue(out decision);

    /// <summary>Takes everything that waits, oldest first.</summary>
    public IReadOnlyList<HeldDecision> Drop()
    {
        HeldDecision[] dropped = [.. _held];
        _held.Clear();
        foreach (var decision in dropped)
            decision.IsDropped = true;
        return dropped;
    }
}
