using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Persistence;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>
/// Which links of a service keep notices: one per service in the cluster. A link that has no sessions is woken by nobody else after a restart,
/// and would never find out that its domain is back.
/// </summary>
public sealed class NoticeRegisterActor : JournalActor
{
    internal const string TypeName = "notice-register";

    private static readonly TimeSpan WakeInterval = TimeSpan.FromMinutes(1);

    private readonly Domain _service;
    private readonly Func<bool> _mayWrite;
    private readonly SortedSet<string> _remotes = new(StringComparer.Ordinal);

    /// <summary>The register of one service.</summary>
    /// <param name="service">Which.</param>
    /// <param name="links">Takes <see cref="LinkMessages.WakeLink"/>.</param>
    /// <param name="mayWrite">See <see cref="LinkSurroundings.MayWrite"/>.</param>
    public NoticeRegisterActor(Domain service, IActorRef links, Func<bool> mayWrite)
    {
        (_service, _mayWrite) = (service, mayWrite);
        Recover<NoticeRegisterRecorded>(recorded =>
        {
            _remotes.Clear();
            _remotes.UnionWith(recorded.Remotes.Select(remote => remote.Value));
        });
        Command<LinkMessages.KeepsNotices>(OnKeepsNotices);
        Command<LinkMessages.WakeLinks>(_ =>
        {
            foreach (var remote in _remotes)
                links.Tell(new LinkMessages.WakeLink(_service, Domain.Parse(remote)));
        });
        Command<DeleteMessagesSuccess>(_ => { });
        Command<DeleteMessagesFailure>(_ => { });
    }

    /// <inheritdoc/>
    public override string PersistenceId => "notice-register-" + _service.Value;

    /// <summary>Starts the register of each service; the region takes <see cref="LinkMessages.KeepsNotices"/>.</summary>
    internal static IActorRef Start(ActorSystem system, IEnumerable<Domain> services, IActorRef links, Func<bool> mayWrite)
    {
        var region = ClusterSharding.Get(system).Start(
            TypeName,
            entityId => Props.Create(() => new NoticeRegisterActor(Domain.Parse(entityId), links, mayWrite)),
            ClusterShardingSettings.Create(system),
            new Extractor());
        foreach (var service in services)
            system.Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, WakeInterval, region, new LinkMessages.WakeLinks(service), ActorRefs.NoSender);
        return region;
    }

    private void OnKeepsNotices(LinkMessages.KeepsNotices said)
    {
        if (!(said.Any ? _remotes.Add(said.Remote.Value) : _remotes.Remove(said.Remote.Value)))
            return;

        // What is not written is said again: a link that keeps notices says so each report interval.
        PersistWhere(_mayWrite, new NoticeRegisterRecorded([.. _remotes.Select(Domain.Parse)]), _ => DeleteMessages(LastSequenceNr - 1));
    }

    private sealed class Extractor() : HashCodeMessageExtractor(10)
    {
        public override string? EntityId(object message) => message switch
        {
            LinkMessages.KeepsNotices said => said.Service.Value,
            LinkMessages.WakeLinks wake => wake.Service.Value,
            _ => null,
        };
    }
}
