using Akka.Actor;
using MucService.Links;

namespace MucService.Actors.Links;

/// <summary>How a link begins: with what its predecessor wrote down, or without, where that cannot be read yet.</summary>
public sealed partial class LinkSupervisor
{
    private void Recovering()
    {
        Receive<LinkJournalActor.Recovered>(recovered =>
        {
            _journal.WasRead(Context, Timers);
            Begin(recovered.Record);
        });
        Receive<Terminated>(ended =>
        {
            _journal.OnTerminated(Context, Timers, ended.ActorRef);
            Begin(LinkRecord.None);
        });
        Receive<Tick>(_ => Begin(LinkRecord.None));
        ReceiveAny(_ => Stash.Stash());
    }

    private void Begin(LinkRecord record)
    {
        Timers.Cancel(Tick.GoOn);
        _link = LinkState.Recovered(record);
        _proofs.HasPredecessor = record.Answered;
        _idleSince = _around.Elapsed;
        Become(Watching);
        Observe(now => new Evidence.Started(now));
        Timers.StartPeriodicTimer(Tick.KeepHouse, Tick.KeepHouse, Settings.ReportInterval);
        if (record.Notices)
            RememberNotices();
        _around.Directories(new LinkMessages.WhoIsInterested(_service, _remote), Self);
        Stash.UnstashAll();
    }

    /// <summary>The journal could not be read when the link began, and rooms could not wait for it.</summary>
    private void OnReadLate(LinkRecord record)
    {
        Observe(now => new Evidence.Remembered(now, record));
        _journal.WasRead(Context, Timers);
        _proofs.HasPredecessor |= record.Answered;
        if (record.Notices && _notices.NeedReading)
            RememberNotices();
    }
}
