using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Akka.TestKit;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Links;

/// <summary>A link whose journal cannot be read goes on without, and neither forgets nor overwrites what stands there.</summary>
public sealed class UnreadableJournalTests() : SimulatedTime(JournaledBy<UnreadableJournalTests.UnreadableJournal>())
{
    [Fact]
    public void What_was_down_before_is_not_forgotten()
    {
        var (host, node) = (CreateTestProbe(), CreateTestProbe());
        var around = new LinkSurroundings(new LinkSettings(), _ => host.Ref, (_, _) => { }, Time);
        var link = Begin(around, node);
        var first = host.ExpectMsg<HostMessages.Ask>();
        link.Tell(new HostMessages.Answered(first.Tag, first.Iq.Answer(StanzaType.Result)), host);
        link.Tell(new LinkMessages.Bounced(Service, Remote));
        var confirming = host.ExpectMsg<HostMessages.Ask>();
        link.Tell(new HostMessages.Answered(confirming.Tag, confirming.Iq.Refuse(StanzaError.Of(ErrorCondition.RemoteServerTimeout))), host);
        node.FishForMessage(message => message is LinkMessages.Transition { Standing: LinkStanding.Unreachable });
        Watch(link);
        link.Tell(PoisonPill.Instance);
        ExpectTerminated(link);

        UnreadableJournal.Failures = 1;
        link = Begin(around, node);
        Assert.Equal(LinkStanding.Unknown, Told(link));
        AwaitCondition(
            () =>
            {
                Advance(Seconds(0.25), link);
                return Told(link) == LinkStanding.Returning;
            },
            Seconds(60));
    }

    private IActorRef Begin(LinkSurroundings around, TestProbe node)
    {
        var link = Sys.ActorOf(Props.Create(() => new LinkSupervisor(Service, Remote, around)));
        link.Tell(new LinkMessages.Report(Service, Remote, 1, InUse: true, Probed: true, Epoch: 0), node);
        return link;
    }

    private LinkStanding Told(IActorRef link)
    {
        var asker = CreateTestProbe();
        link.Tell(new LinkMessages.Describe(Service, Remote), asker);
        return asker.ExpectMsg<LinkMessages.Description>().Told;
    }

    public sealed class UnreadableJournal : MemoryJournal
    {
        private static int s_failures;

        /// <summary>How many of the next readings fail.</summary>
        public static int Failures
        {
            set => Volatile.Write(ref s_failures, value);
        }

        public override Task ReplayMessagesAsync(
            IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback) =>
            Interlocked.Decrement(ref s_failures) >= 0
                ? throw new InvalidOperationException("the disk cannot be read")
                : base.ReplayMessagesAsync(context, persistenceId, fromSequenceNr, toSequenceNr, max, recoveryCallback);
    }
}
