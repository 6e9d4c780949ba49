using Akka.Event;
using MucService.Storage;

namespace MucService.Actors.Rooms;

/// <summary>How a room writes down what its sessions know, at most once a minute and when it stops, and reads it when it is loaded.</summary>
internal sealed partial class RoomActor
{
    private static readonly TimeSpan MemoryDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TalkativeDelay = TimeSpan.FromSeconds(5);

    private IReadOnlyList<WatermarkRow> _watermarks = [];
    private bool _remembers;
    private bool _remembersSoon;
    private long _remembered;

    private void ArmMemory()
    {
        // What is said again after a crash must still be kept: a room that is talkative writes it down sooner.
        var soon = _room.History.LastNumber - _remembered > _room.Settings.HistorySize / 4;
        if (_remembers && (_remembersSoon || !soon))
            return;

        (_remembers, _remembersSoon) = (true, soon);
        _node.Alarms.Set(Self, soon ? TalkativeDelay : MemoryDelay);
    }

    private bool HandledOfMemory(object message)
    {
        if (message is not RoomAlarms.Rang)
            return false;

        // Of two, as where a room became talkative, the later one finds nothing to do.
        if (!_remembers)
            return true;

        (_remembers, _remembersSoon) = (false, false);
        _remembered = _room.History.LastNumber;
        if (!Remember())
            ArmMemory();
        return true;
    }

    // Who was removed stands in what this takes the place of, until his link has written it down.

    /// <returns>True if everybody is proved to know the room as it is, and that is written.</returns>
    private bool Remember() => _notices is not { IsWaiting: true } && _writer.Remember(_room, _proofs.Proved(_room), _node.Arrivals.Now);

    private void Recall()
    {
        var rows = _watermarks;
        _watermarks = [];
        _remembered = _room.History.LastNumber;
        try
        {
            _room = RoomMemory.Recall(_room, rows);
        }
        catch (InvalidDataException fault)
        {
            Log.Error(fault, "Of room {Room} it is not known what sessions missed: who was cut off enters anew", _address);
        }
    }
}
