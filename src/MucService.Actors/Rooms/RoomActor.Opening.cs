using Akka.Actor;

namespace MucService.Actors.Rooms;

/// <summary>How a room takes its rows.</summary>
internal sealed partial class RoomActor
{
    private static readonly TimeSpan OpenSpacing = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestOpenSpacing = TimeSpan.FromSeconds(1);

    /// <summary>
    /// To open a room is to take it from whoever has it. A node that was frozen still believes that its shards are its own when it goes on: only one that
    /// may speak opens rooms, and one that may not waits until it may, or ends. All its rooms may wait at once: they look ever more seldom.
    /// </summary>
    private void Open(TimeSpan wait)
    {
        if (_node.Right is { IsValid: false })
        {
            var next = wait * 2 < LongestOpenSpacing ? wait * 2 : LongestOpenSpacing;
            Timers.StartSingleTimer(nameof(OpenDue), new OpenDue(next), wait);
            return;
        }

        var self = Self;
        _node.Store.Open(_address, outcome => self.Tell(new Opened(outcome)));
    }

    private void Reopen()
    {
        var self = Self;
        _node.Store.Reopen(_address, _writer.Epoch, outcome => self.Tell(new Reopened(outcome)));
    }

    private sealed record OpenDue(TimeSpan NextWait);
}
