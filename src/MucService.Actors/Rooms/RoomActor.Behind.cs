using Akka.Actor;

namespace MucService.Actors.Rooms;

/// <summary>What of a room is written behind: messages, and changed presence.</summary>
internal sealed partial class RoomActor
{
    private static readonly TimeSpan HistoryDelay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PresenceDelay = TimeSpan.FromSeconds(5);

    private DateTimeOffset _writtenBehindAt;

    private void OnWriteBehindDue(WriteBehindDue due)
    {
        _writtenBehindAt = _node.Arrivals.Steady;
        _writer.WriteBehind(_room, due.Presences);
        if (_writer.HasHistoryBehind || (due.Presences && _writer.HasPresenceBehind))
            Timers.StartSingleTimer(nameof(RetryDelay), new WriteBehindDue(due.Presences), RetryDelay);
    }

    /// <summary>What is said in a room that was silent is written at once, without a timer; of a room that talks, at intervals.</summary>
    private void WriteBehindSoon()
    {
        var mayWrite = _writer.HasHistoryBehind && !_writer.IsWritingHistory && !Timers.IsTimerActive(nameof(HistoryDelay));
        if (mayWrite && _node.Arrivals.Steady - _writtenBehindAt >= HistoryDelay)
            OnWriteBehindDue(new WriteBehindDue(Presences: false));
        ArmWriteBehind();
    }

    private void ArmWriteBehind()
    {
        if (_writer.HasHistoryBehind && !Timers.IsTimerActive(nameof(HistoryDelay)))
            Timers.StartSingleTimer(nameof(HistoryDelay), new WriteBehindDue(Presences: false), HistoryDelay);
        if (_writer.HasPresenceBehind && !Timers.IsTimerActive(nameof(PresenceDelay)))
            Timers.StartSingleTimer(nameof(PresenceDelay), new WriteBehindDue(Presences: true), PresenceDelay);
    }

    private sealed record WriteBehindDue(bool Presences) : INotInfluenceReceiveTimeout;
}
