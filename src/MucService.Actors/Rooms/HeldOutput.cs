using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using MucService.Actors.Hosts;
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

    /// <summary>How many bytes its output has, as it waits here.</summary>
    public int Bytes { get; } = Output?.Bytes ?? 0;

    /// <summary>True if the room went back to before it: whatever is heard of its writes is of no account any more.</summary>
    public bool IsDropped { get; set; }

    /// <summary>One of its writes is done.</summary>
    public void Confirm() => Awaited--;
}

/// <summary>
/// What a room has decided and not yet said, in order of decision. Nobody is told of a durable change before it is written,
/// and everybody is told in order: the outgoing waits, never the room. It is bounded: a room that is full takes no more until storage has answered.
/// </summary>
/// <param name="outputs">Where what waits in all rooms of the node is counted.</param>
internal sealed class HeldOutput(ServiceOutputs outputs)
{
    private const long MostBytes = 8 * 1024 * 1024;

    // What a decision that says nothing takes.
    private const int Overhead = 1024;

    private readonly Queue<HeldDecision> _held = [];
    private long _bytes;
    private long _counted;

    /// <summary>True if nothing waits, so that what depends on nothing can be said at once.</summary>
    public bool IsEmpty => _held.Count == 0;

    /// <summary>True while so much waits that the room should take no more: here, or here and in the node's other rooms together.</summary>
    public bool IsFull => _bytes > MostBytes || (_held.Count > 0 && outputs.IsFull);

    /// <summary>Adds a decision behind the others.</summary>
    public void Add(HeldDecision decision)
    {
        _held.Enqueue(decision);
        _bytes += decision.Bytes + Overhead;
    }

    /// <summary>Takes the next decision, if it waits for nothing any more.</summary>
    public bool TryRelease([NotNullWhen(true)] out HeldDecision? decision)
    {
        if (!_held.TryPeek(out decision) || decision.Awaited > 0)
            return false;

        _held.Dequeue();
        _bytes -= decision.Bytes + Overhead;
        return true;
    }

    /// <summary>Counts what waits now among what waits in all rooms. Most decisions wait for nothing, and are never counted there.</summary>
    public void Count()
    {
        if (_bytes == _counted)
            return;

        outputs.Waits(_bytes - _counted);
        _counted = _bytes;
    }

    /// <summary>Takes everything that waits, oldest first.</summary>
    public IReadOnlyList<HeldDecision> Drop()
    {
        HeldDecision[] dropped = [.. _held];
        _held.Clear();
        _bytes = 0;
        Count();
        foreach (var decision in dropped)
            decision.IsDropped = true;
        return dropped;
    }
}
