using Akka.Event;
using MucService.Links;

namespace MucService.Actors.Links;

/// <summary>Whom the link has to tell of his removal, once it can.</summary>
public sealed partial class LinkSupervisor
{
    private static readonly TimeSpan NoticeWriteDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NoticeWaveInterval = TimeSpan.FromMilliseconds(100);

    private void WatchNotices()
    {
        Receive<LinkMessages.KeepNotice>(keep =>
        {
            if (!_notices.Keep(keep.Notice))
            {
                _log.Warning("A notice of removal for {Session} is given up: the link to {Domain} keeps too many", keep.Notice.Session, _remote.Value);
                return;
            }

            NoticesChanged();
            if (CanDeliver)
            {
                _notices.BeginDelivery(keep.Notice);
                DeliverNotices();
            }
        });
        Receive<LinkMessages.ForgetNotice>(forget =>
        {
            if (_notices.Settle(new NoticeKey(forget.Room, forget.Session)))
                NoticesChanged();
        });
        Receive<LinkMessages.WakeLink>(_ =>
        {
            if (_notices.Count == 0 && !_link.Record.Notices)
                _around.Register(new LinkMessages.KeepsNotices(_service, _remote, Any: false));
        });
        Receive<NoticeJournalActor.Recovered>(recovered =>
        {
            _notices.Add(recovered);
            NoticesChanged();
            if (CanDeliver)
                BeginDelivery();
        });
        Receive<NoticeJournalActor.Written>(_ => _notices.OnWritten());
        Receive<NoticeTick>(tick => tick == NoticeTick.Write, _ => WriteNotices());
        Receive<NoticeTick>(_ => DeliverNotices());
    }

    private void RememberNotices()
    {
        _notices.Read(Context);
        Observe(now => new Evidence.NoticesKept(now, Any: true));
    }

    private bool CanDeliver => _link.Told is Standing.Reachable or Standing.Damped;

    private void NoticesChanged()
    {
        var any = _notices.Count > 0;
        if (any != _link.Record.Notices && _notices.IsComplete)
        {
            _around.Register(new LinkMessages.KeepsNotices(_service, _remote, any));
            Observe(now => new Evidence.NoticesKept(now, any));
        }

        if (!Timers.IsTimerActive(NoticeTick.Write))
            Timers.StartSingleTimer(NoticeTick.Write, NoticeTick.Write, NoticeWriteDelay);
    }

    private void WriteNotices()
    {
        if (_notices.MayWrite)
            _notices.Write(Context);
    }

    /// <summary>Notices go out with the return of the link, and wait again with its loss.</summary>
    private void FollowStanding(Standing told)
    {
        _grace.Follow(told, _around.Time.GetUtcNow());
        if (told is Standing.Reachable or Standing.Damped)
            BeginDelivery();
        else
            _notices.EndDelivery();
    }

    private void BeginDelivery()
    {
        _notices.BeginDelivery();
        DeliverNotices();
    }

    private void DeliverNotices()
    {
        _notices.DeliverSome(Self);
        if (_notices.IsDelivering)
            Timers.StartSingleTimer(NoticeTick.Deliver, NoticeTick.Deliver, NoticeWaveInterval);
    }

    /// <summary>Ends old notices, and repeats what was not settled.</summary>
    private void KeepNotices()
    {
        _notices.Retry(Context);
        _notices.Expire();
        if (_notices.Count == 0 && !_link.Record.Notices)
            return;

        NoticesChanged();
        if (CanDeliver)
            BeginDelivery();
    }

    private enum NoticeTick
    {
        Write,
        Deliver,
    }
}
