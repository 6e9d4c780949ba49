using Akka.Event;
using MucService.Storage;

namespace MucService.Actors.Rooms;

/// <summary>How a room writes down what its sessions know, at most once a minute and when it stops, and reads it when it is loaded.</summary>
internal sealed partial class RoomActor
{
    private static readonly TimeSpan MemoryDelay = TimeSpan.FromMinutes(1);

    private IReadOnlyList<WatermarkRow> _watermarks = [];
    private bool _remembers;

    private void ArmMemory()
    {
        if (_remembers)
            return;

        _remembers = true;
        Timers.StartSingleTimer(nameof(MemoryDelay), MemoryDue.Instance, MemoryDelay);
    }

    private bool HandledOfMemory(object message)
    {
        if (message is not MemoryDue)
            return false;

        _remembers = false;
        if (!Remember())
            ArmMemory();
        return true;
    }

    /// <returns>True if everybody is proved to know the room as it is, and that is written.</returns>
    private bool Remember() => _writer.Remember(_room, _proofs.Proved(_room), _node.Arrivals.Now);

    private void Recall()
    {
        var rows = _watermarks;
        _watermarks = [];
        try
        {
            _room = RoomMemory.Recall(_room, rows);
        }
        catch (InvalidDataException fault)
        {
            _log.Error(fault, "Of room {Room} it is not known what sessions missed: who was cut off enters anew", _address);
        }
    }

    private sealed record MemoryDue
    {
        public static MemoryDue Instance { get; } = new();
    }
}
