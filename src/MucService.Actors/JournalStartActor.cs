using Akka.Persistence;

namespace MucService.Actors;

/// <summary>
/// Reads a journal in which nothing is, so that all that reading needs is there before anybody talks. Otherwise the first link that moves to a node would start the journal on it: a second of work for one core,
/// during which every room whose stream the node holds is silent.
/// </summary>
internal sealed class JournalStartActor : JournalActor
{
    public JournalStartActor() => Recover<RecoveryCompleted>(_ => Context.Stop(Self));

    /// <inheritdoc/>
    public override string PersistenceId => "start";
}
