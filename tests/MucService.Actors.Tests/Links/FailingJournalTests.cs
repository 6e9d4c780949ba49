using System.Collections.Immutable;
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

/// <summary>A journal that is down must not hide that a domain is.</summary>
public sealed class FailingJournalTests() : SimulatedTime(JournaledBy<FailingJournalTests.FailingJournal>())
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

    [Fact]
    public void What_it_refused_is_written_again_long_before_the_housekeeping()
    {
        var (host, node, attempts) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        Sys.EventStream.Subscribe(attempts, typeof(FailingJournal.Attempted));
        var around = new LinkSurroundings(new LinkSettings { ReportInterval = TimeSpan.FromHours(1) }, _ => host.Ref, (_, _) => { }, Time);
        var link = Sys.ActorOf(Props.Create(() => new LinkSupervisor(Service, Remote, around)));
        link.Tell(new LinkMessages.Report(Service, Remote, 1, InUse: true, Probed: true, Epoch: 0), node);
        var first = host.ExpectMsg<HostMessages.Ask>();
        link.Tell(new HostMessages.Answered(first.Tag, first.Iq.Answer(StanzaType.Result)), host);
        attempts.ExpectMsg<FailingJournal.Attempted>();

        // Once the supervisor has heard of the failure, a second is enough, and then about two.
        var began = Time.GetUtcNow();
        for (var again = 0; again < 2; again++)
            AwaitAttempt(attempts, link);

        Assert.True(Time.GetUtcNow() - began >= Seconds(2.5));
    }

    [Fact]
    public void Notices_that_it_refuses_are_written_again_ever_more_seldom()
    {
        var (host, node, attempts) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        var around = new LinkSurroundings(new LinkSettings { ReportInterval = TimeSpan.FromHours(1) }, _ => host.Ref, (_, _) => { }, Time);
        var link = Sys.ActorOf(Props.Create(() => new LinkSupervisor(Service, Remote, around)));
        link.Tell(new LinkMessages.Report(Service, Remote, 1, InUse: true, Probed: true, Epoch: 0), node);
        host.ExpectMsg<HostMessages.Ask>();
        Sys.EventStream.Subscribe(attempts, typeof(FailingJournal.Attempted));
        var gone = new Stanza { Kind = StanzaKind.Presence, Type = StanzaType.Unavailable, To = FullJid.Parse("juliet@capulet.lit/balcony") };
        link.Tell(new LinkMessages.KeepNotice(new Notice(BareJid.Parse("orchard@chats.shakespeare.lit"), FullJid.Parse("juliet@capulet.lit/balcony"), gone, Time.GetUtcNow())));

        var began = Time.GetUtcNow();
        for (var attempt = 0; attempt < 8; attempt++)
            AwaitAttempt(attempts, link);

        // Four tries of the notices and four of the link's record: after 1, 2 and 4 s, each a quarter more or less. Once a second it would be four seconds.
        Assert.True(Time.GetUtcNow() - began >= Seconds(5));
    }

    [Fact]
    public void A_node_that_is_perhaps_none_any_more_leaves_the_journal_alone()
    {
        var (host, node, attempts, isNode) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe(), false);
        Sys.EventStream.Subscribe(attempts, typeof(FailingJournal.Attempted));
        var around = new LinkSurroundings(new LinkSettings { ReportInterval = TimeSpan.FromHours(1) }, _ => host.Ref, (_, _) => { }, Time)
        {
            MayWrite = () => Volatile.Read(ref isNode),
        };
        var link = Sys.ActorOf(Props.Create(() => new LinkSupervisor(Service, Remote, around)));
        link.Tell(new LinkMessages.Report(Service, Remote, 1, InUse: true, Probed: true, Epoch: 0), node);
        var first = host.ExpectMsg<HostMessages.Ask>();
        link.Tell(new HostMessages.Answered(first.Tag, first.Iq.Answer(StanzaType.Result)), host);
        var gone = new Stanza { Kind = StanzaKind.Presence, Type = StanzaType.Unavailable, To = FullJid.Parse("juliet@capulet.lit/balcony") };
        link.Tell(new LinkMessages.KeepNotice(new Notice(BareJid.Parse("orchard@chats.shakespeare.lit"), FullJid.Parse("juliet@capulet.lit/balcony"), gone, Time.GetUtcNow())));
        Assert.Equal(LinkStanding.Reachable, node.ExpectMsg<LinkMessages.Transition>().Standing);

        for (var quarter = 0; quarter < 20; quarter++)
            Advance(Seconds(0.25), link);
        Assert.False(attempts.HasMessages);

        Volatile.Write(ref isNode, true);
        AwaitAttempt(attempts, link);
        AwaitAttempt(attempts, link);
    }

    private void AwaitAttempt(TestProbe attempts, IActorRef link)
    {
        AwaitCondition(
            () =>
            {
                Advance(Seconds(0.25), link);
                return attempts.HasMessages;
            },
            Seconds(60),
            TimeSpan.FromMilliseconds(10));
        attempts.ExpectMsg<FailingJournal.Attempted>();
    }

    public sealed class FailingJournal : MemoryJournal
    {
        protected override Task<IImmutableList<Exception?>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
        {
            Context.System.EventStream.Publish(new Attempted());
            throw new InvalidOperationException("the disk is full");
        }

        public sealed record Attempted;
    }
}
