using Akka.Actor;
using Akka.Event;
using MucService.Actors.Hosts;
using MucService.Links;
using MucService.Rooms.Reachability;

namespace MucService.Actors.Links;

/// <summary>Whom the link has to tell of his removal, once it can.</summary>
public sealed partial class LinkSupervisor
{
    private static readonly TimeSpan NoticeWaveInterval = TimeSpan.FromMilliseconds(100);

    private void WatchNotices()
    {
        Receive<LinkMessages.KeepNotice>(OnKeepNotice);
        Receive<LinkMessages.ForgetNotice>(forget =>
        {
            if (_notices.Settle(new NoticeKey(forget.Room, forget.Session)))
                NoticesChanged();
        });
        Receive<LinkMessages.WakeLink>(_ =>
        {
            // The record that says so may not have been written: what is there is seen by reading it.
            if (_notices.NeedReading)
                RememberNotices();
            else if (_notices.Count == 0 && !_link.Record.Notices)
                _around.Register(new LinkMessages.KeepsNotices(_service, _remote, Any: false));
        });
        Receive<NoticeJournalActor.Recovered>(recovered =>
        {
            _notices.Add(recovered);
            NoticesChanged();
            AnswerKept();
            BeginDelivery();
        });
        Receive<NoticeJournalActor.Written>(_ =>
        {
            _notices.OnWritten();
            Timers.StartSingleTimer(NoticeTick.Write, NoticeTick.Write, _notices.Spacing);
            AnswerKept();
        });
        Receive<NoticeTick>(tick => tick == NoticeTick.Write, _ => WriteNotices());
        Receive<NoticeTick>(tick => tick == NoticeTick.Again, _ => BeginDelivery());
        Receive<NoticeTick>(_ => DeliverNotices());
    }

    private void OnKeepNotice(LinkMessages.KeepNotice keep)
    {
        if (keep.WantsAnswer)
            _notices.Await(keep.Notice, Sender);
        if (keep.IsRepeated && _notices.Knows(keep.Notice))
        {
            AnswerKept();
            return;
        }

        if (!_notices.Keep(keep.Notice))
        {
            _log.Warning("A notice of removal for {Session} is given up: the link to {Domain} keeps too many", keep.Notice.Session, _remote.Value);
            AnswerKept();
            return;
        }

        NoticesChanged();
        if (keep.IsSent)
        {
            _notices.Sent(keep.Notice, _link.Probes);
            Observe(now => new Evidence.NoticeSent(now));
        }
        else if (CanDeliver)
        {
            _notices.BeginDelivery(keep.Notice);
            DeliverNotices();
        }
    }

    private void OnRecordWritten()
    {
        _journal.OnWritten();
        AnswerKept();
    }

    /// <summary>Rooms that asked for it are told what is durable: the notice, and that there are notices to be read.</summary>
    private void AnswerKept()
    {
        if (_journal.IsWritten)
            _notices.AnswerKept();
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

        WriteNotices();
    }

    /// <summary>One that changes alone is written at once, many that change at a time together; what is refused, ever more seldom.</summary>
    private void WriteNotices()
    {
        if (!_notices.AreChanged || Timers.IsTimerActive(NoticeTick.Write))
            return;

        // What is written first takes the place of all that an earlier supervisor wrote: nothing of that may be unknown.
        if (_notices.NeedReading)
        {
            _notices.Read(Context);
            return;
        }

        if (_notices.MayWrite)
            _notices.Write(Context);
        Timers.StartSingleTimer(NoticeTick.Write, NoticeTick.Write, _notices.Spacing);
    }

    /// <summary>True if it was the journal of notices; what it refused is due when its time comes, however long the refusal took.</summary>
    private bool IsNoticeJournal(IActorRef ended)
    {
        if (!_notices.OnTerminated(ended))
            return false;

        if (_notices.AreChanged)
            Timers.StartSingleTimer(NoticeTick.Write, NoticeTick.Write, _notices.Spacing);
        return true;
    }

    /// <summary>Notices wait with the loss of the link, and until rooms are told of its return.</summary>
    private void FollowStanding(Standing told)
    {
        _grace.Follow(told, _around.Elapsed);
        _notices.Doubt();
        _notices.EndDelivery();
    }

    /// <summary>Rooms are told how the link stands; the notices follow: a room that has not heard of the return gives none.</summary>
    private void TellStanding(object message)
    {
        TellRooms(message);
        _notices.Asking.Reset();
        BeginDelivery();
    }

    private void BeginDelivery()
    {
        if (!CanDeliver || _notices.Count == 0)
            return;

        _notices.BeginDelivery();
        DeliverNotices();
    }

    private void DoubtNotices()
    {
        _notices.Doubt();
        BeginDelivery();
    }

    /// <summary>A probe was answered: rooms are told what that proves, and notices have arrived, or are in doubt with all else and are sent again.</summary>
    private void Prove(DomainProbes.ProbeTag probe, ProbeVerdict verdict, OutputPlace? place)
    {
        if (_proofs.Answered(probe.Number, verdict, place, _around.Elapsed - probe.SentAt) is not { } proved)
            return;

        TellRooms(proved);
        if (proved.InDoubt?.Kind is DoubtKind.Lost or DoubtKind.StreamLost or DoubtKind.Reordered)
            DoubtNotices();
        else if (!_proofs.AwaitsLate && _notices.Proved(probe.Number))
            NoticesChanged();
    }

    private void DeliverNotices()
    {
        _notices.DeliverSome(Self);
        if (_notices.IsDelivering)
        {
            Timers.StartSingleTimer(NoticeTick.Deliver, NoticeTick.Deliver, NoticeWaveInterval);
            return;
        }

        // Rooms are told in turn, and some are being loaded: who does not say that it sent one is asked again, ever more seldom.
        if (_notices.AwaitSending)
            Timers.StartSingleTimer(NoticeTick.Again, NoticeTick.Again, _notices.Asking.Next());
    }

    /// <summary>Ends old notices, and repeats what was not settled.</summary>
    private void KeepNotices()
    {
        _notices.Retry(Context);
        _notices.Expire();
        if (_notices.Count == 0 && !_link.Record.Notices)
            return;

        // The register may have been on a node that is gone when it was told.
        if (_notices.Count > 0)
            _around.Register(new LinkMessages.KeepsNotices(_service, _remote, Any: true));

        // A domain that answers no probe proves nothing.
        if (CanDeliver && !_link.Record.Answered)
            _notices.Proved(long.MaxValue);
        NoticesChanged();
        BeginDelivery();
    }

    private enum NoticeTick
    {
        Write,
        Deliver,
        Again,
    }
}
