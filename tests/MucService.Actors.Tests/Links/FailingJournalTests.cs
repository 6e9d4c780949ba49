using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Links;

/// <summary>A journal that is down must not hide that a domain is.</summary>
public sealed class FailingJournalTests() : SimulatedTime(
    $$"""
    akka.persistence.journal.plugin = "failing"
    failing.class = "{{typeof(FailingJournal).AssemblyQualifiedName}}"
    failing.plugin-dispatcher = "akka.actor.default-dispatcher"
    """)
{
    [Fact]
    public void A_link_goes_on_in_memory()
    {
        var (host, node) = (CreateTestProbe(), CreateTestProbe());
        var around = new LinkSurroundings(new LinkSettings(), _ => host.Ref, (_, _) => { }, Time);
        var link = Sys.ActorOf(Props.Create(() => new LinkSupervisor(Service, Remote, around)));
        link.Tell(new LinkMessages.Report(Service, Remote, 1, InUse: true, Probed: true, Epoch: 0), node);

        var first = host.ExpectMsg<HostMessages.Ask>();
        link.Tell(new HostMessages.Answered(first.Tag, first.Iq.Answer(StanzaType.Result)), host);
        Assert.Equal(LinkStanding.Reachable, node.ExpectMsg<LinkMessages.Transition>().Standing);

        link.Tell(new LinkMessages.Bounced(Service, Remote));
        var confirming = host.ExpectMsg<HostMessages.Ask>();
        link.Tell(new HostMessages.Answered(confirming.Tag, confirming.Iq.Refuse(StanzaError.Of(ErrorCondition.RemoteServerTimeout))), host);
        Assert.Equal(LinkStanding.Unreachable, node.ExpectMsg<LinkMessages.Transition>().Standing);
    }

    public sealed class FailingJournal : MemoryJournal
    {
        protected override Task<IImmutableList<Exception?>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("the disk is full");
    }
}
