using Akka.Actor;
using MucService.Actors.Links;
using MucService.Rooms;

namespace MucService.Actors.Rooms;

/// <summary>How a room sees to it that whoever it removed is told, though it knows of him no more.</summary>
internal sealed partial class RoomActor
{
    // Made when somebody is removed: few rooms ever need it.
    private RoomNotices? _notices;

    private void KeepNotice(RoomRequest.KeepNotice keep)
    {
        _notices ??= new RoomNotices(_node.LinkRegion, Self);
        var notice = new Notice(_address, keep.Session, keep.Notice, _node.Arrivals.Next().At);
        _notices.Keep(new LinkMessages.KeepNotice(notice) { IsSent = keep.IsSent, IsRepeated = keep.IsRepeated });
        ArmNotices();
    }

    private bool HandledOfNotices(object message)
    {
        switch (message)
        {
            case LinkMessages.NoticeKept kept:
                _notices?.End(kept.Session);
                return true;
            case RoomMessages.DeliverNotice deliver:
                // The link has it, evidently.
                _notices?.End(deliver.Session);
                return false;
            case NoticesDue:
                _notices?.Repeat(_room);
                ArmNotices();
                return true;
            default:
                return false;
        }
    }

    private void ArmNotices()
    {
        if (_notices is { IsWaiting: true } && !Timers.IsTimerActive(nameof(NoticesDue)))
            Timers.StartSingleTimer(nameof(NoticesDue), NoticesDue.Instance, RoomNotices.Patience);
    }

    private sealed record NoticesDue : INotInfluenceReceiveTimeout
    {
        public static NoticesDue Instance { get; } = new();
    }
}
