using Akka.Actor;
using Akka.Persistence;
using MucService.Links;

namespace MucService.Actors.Links;

/// <summary>What is journaled of a link, as a whole: only the last one counts, and older ones are deleted.</summary>
public sealed record LinkRecorded(LinkRecord Record);

/// <summary>
/// The journal of one link. A child of its supervisor that lives only while it recovers or writes, so that a failing journal
/// stops this actor and never the link.
/// </summary>
internal sealed class LinkJournalActor : JournalActor
{
    private readonly LinkRecord? _toWrite;
    private readonly Func<bool> _mayWrite;

    private LinkRecord _last = LinkRecord.None;

    public LinkJournalActor(string persistenceId, LinkRecord? toWrite, Func<bool> mayWrite)
    {
        PersistenceId = persistenceId;
        _toWrite = toWrite;
        _mayWrite = mayWrite;

        Recover<LinkRecorded>(recorded => _last = recorded.Record);
        Recover<RecoveryCompleted>(_ => Begin());
        Command<DeleteMessagesSuccess>(_ => Context.Stop(Self));
        Command<DeleteMessagesFailure>(_ => Context.Stop(Self));
    }

    public override string PersistenceId { get; }

    /// <summary>The record was read.</summary>
    internal sealed record Recovered(LinkRecord Record);

    /// <summary>The record is durable.</summary>
    internal sealed record Written(LinkRecord Record);

    public static string IdOf(string entityId) => "link-" + entityId;

    private void Begin()
    {
        if (_toWrite is null)
        {
            Context.Parent.Tell(new Recovered(_last));
            Context.Stop(Self);
            return;
        }

        PersistWhere(_mayWrite, new LinkRecorded(_toWrite), written =>
        {
            Context.Parent.Tell(new Written(written.Record));
            DeleteMessages(LastSequenceNr - 1);
        });
    }
}
