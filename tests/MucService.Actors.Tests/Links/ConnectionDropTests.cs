using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Links;

/// <summary>What a supervisor makes of its host's connections, and what it has the host do with them.</summary>
public sealed class ConnectionDropTests : SimulatedTime
{
    private static readonly LinkSettings Telling = new()
    {
        HostDomains = ImmutableDictionary<Domain, Domain>.Empty.Add(Service, Domain.Parse("montague.lit")),
    };

    private readonly TestProbe _host;
    private readonly TestProbe _node;

    public ConnectionDropTests()
    {
        _host = CreateTestProbe("host");
        _node = CreateTestProbe("node");
    }

    [Fact]
    public void A_lost_connection_and_a_refused_probe_are_told_without_any_time_passing()
    {
        var link = StartUp(new LinkSettings());
        Advance(Seconds(3), link);
        link.Tell(new LinkMessages.ConnectionChanged(Service, Remote, Opened: false));
        Answer(ExpectPing(), ErrorCondition.RemoteServerNotFound);
        Assert.Equal(LinkStanding.Unreachable, ExpectTransition().Standing);
    }

    [Fact]
    public void A_host_that_tells_of_its_connections_is_asked_to_drop_a_silent_one_if_the_operator_wants_that()
    {
        var link = StartUp(Telling with { DropSilentConnections = true });
        link.Tell(new LinkMessages.ConnectionChanged(Service, Remote, Opened: true));
        Advance(Seconds(22.5), link);

        var drop = ExpectDrop();
        Assert.Equal((StanzaType.Set, Jid.Parse("montague.lit")), (drop.Iq.Type, drop.Iq.To!));
        Assert.Equal("capulet.lit", drop.Iq.Child("drop", Namespaces.LinkEvents)!["domain"]);
        Answer(drop);
        link.Tell(new LinkMessages.Describe(Service, Remote), TestActor);
        Assert.Equal("the host dropped its connection to the domain", ExpectMsg<LinkMessages.Description>().Evidence[^1].What);
    }

    [Fact]
    public void A_host_that_was_never_heard_of_connections_is_asked_for_nothing()
    {
        var link = StartUp(Telling with { DropSilentConnections = true });
        Advance(Seconds(22.5), link);
        Assert.Equal(LinkStanding.Unreachable, ExpectTransition().Standing);
        Assert.DoesNotContain(_host.ReceiveWhile<object>(Seconds(0.1), _ => _), IsDrop);

        link.Tell(new LinkMessages.DropConnection(Service, Remote), TestActor);
        Assert.Contains("was not heard", ExpectMsg<LinkMessages.ConnectionDropped>(answer => !answer.Done).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_operator_is_told_what_came_of_a_drop()
    {
        var link = StartUp(Telling);
        link.Tell(new LinkMessages.ConnectionChanged(Service, Remote, Opened: true));
        link.Tell(new LinkMessages.DropConnection(Service, Remote), TestActor);
        Answer(ExpectDrop(), ErrorCondition.ItemNotFound);
        Assert.Equal(
            new LinkMessages.ConnectionDropped(Done: false, "the host has no connection from chats.shakespeare.lit to capulet.lit"),
            ExpectMsg<LinkMessages.ConnectionDropped>());

        link.Tell(new LinkMessages.DropConnection(Service, Remote), TestActor);
        Answer(ExpectDrop());
        Assert.True(ExpectMsg<LinkMessages.ConnectionDropped>().Done);

        link.Tell(new LinkMessages.DropConnection(Service, Remote), TestActor);
        link.Tell(new HostMessages.NotSent(ExpectDrop().Tag), _host);
        Assert.False(ExpectMsg<LinkMessages.ConnectionDropped>().Done);
    }

    private IActorRef StartUp(LinkSettings settings)
    {
        var around = new LinkSurroundings(settings, _ => _host.Ref, (_, _) => { }, Time);
        var link = Sys.ActorOf(Props.Create(() => new LinkSupervisor(Service, Remote, around)));
        link.Tell(new LinkMessages.Report(Service, Remote, 1, InUse: true, Probed: true, Epoch: 0), _node);
        Answer(ExpectPing());
        Assert.Equal(LinkStanding.Reachable, ExpectTransition().Standing);
        return link;
    }

    private HostMessages.Ask ExpectPing() => Assert.IsType<HostMessages.Ask>(
        _host.FishForMessage(message => message is HostMessages.Ask ask && ask.Iq.Child("ping", Namespaces.Ping) is not null));

    private HostMessages.Ask ExpectDrop() => Assert.IsType<HostMessages.Ask>(_host.FishForMessage(IsDrop));

    private static bool IsDrop(object message) => message is HostMessages.Ask ask && ask.Iq.Child("drop", Namespaces.LinkEvents) is not null;

    private LinkMessages.Transition ExpectTransition() => _node.ExpectMsg<LinkMessages.Transition>();

    private void Answer(HostMessages.Ask ask) =>
        _host.Sender.Tell(new HostMessages.Answered(ask.Tag, ask.Iq.Answer(StanzaType.Result)), _host);

    private void Answer(HostMessages.Ask ask, ErrorCondition condition) =>
        _host.Sender.Tell(new HostMessages.Answered(ask.Tag, ask.Iq.Refuse(StanzaError.Of(condition))), _host);
}
