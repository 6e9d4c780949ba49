using Akka.Actor;
using Akka.Persistence;

namespace MucService.Actors.Links;

/// <summary>
/// The journal of the notices of one link. Like <see cref="LinkJournalActor"/> a child of the supervisor that lives only while it recovers or
/// writes; what it writes is read again at the next start only.
/// </summary>
internal sealed class NoticeJournalActor : JournalActor
{
    private readonly NoticesRecorded? _toWrite;
    private readonly Func<bool> _mayWrite;
    private readonly Dictionary<NoticeKey, Notice> _found = [];

    public NoticeJournalActor(string persistenceId, NoticesRecorded? toWrite, Func<bool> mayWrite)
    {
        PersistenceId = persistenceId;
        _toWrite = toWrite;
        _mayWrite = mayWrite;

        Recover<NoticesRecorded>(Apply);
        Recover<RecoveryCompleted>(_ => Begin());
        Command<DeleteMessagesSuccess>(_ => Context.Stop(Self));
        Command<DeleteMessagesFailure>(_ => Context.Stop(Self));
    }

    public override string PersistenceId { get; }

    public override Recovery Recovery => _toWrite is null ? Recovery.Default : Recovery.None;

    /// <summary>The notices were read.</summary>
    internal sealed record Recovered(IReadOnlyCollection<Notice> Notices);

    /// <summary>The changes are durable.</summary>
    internal sealed record Written(NoticesRecorded Changes);

    public static string IdOf(string entityId) => "notices-" + entityId;

    private void Apply(NoticesRecorded recorded)
    {
        if (recorded.Whole)
            _found.Clear();
        foreach (var notice in recorded.Kept)
            _found[new NoticeKey(notice.Room, notice.Session)] = notice;
        foreach (var settled in recorded.Settled)
            _found.Remove(settled);
    }

    private void Begin()
    {
        if (_toWrite is null)
        {
            Context.Parent.Tell(new Recovered(_found.Values));
            Context.Stop(Self);
            return;
        }

        PersistWhere(_mayWrite, _toWrite, written =>
        {
            Context.Parent.Tell(new Written(written));
            if (written.Whole)
                DeleteMessages(LastSequenceNr - 1);
            else
                Context.Stop(Self);
        });
    }
}
