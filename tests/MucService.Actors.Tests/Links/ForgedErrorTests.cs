using Akka.Actor;
using Akka.TestKit;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Links;

/// <summary>A user of a domain sends every error there is from his own address, with our ids: he cannot speak for his domain, neither to darken it nor to light it up.</summary>
public sealed class ForgedErrorTests : SimulatedTime
{
    private readonly TestProbe _host;
    private readonly TestProbe _node;
    private readonly TestProbe _shard;

    public ForgedErrorTests()
    {
        _host = CreateTestProbe("host");
        _node = CreateTestProbe("node");
        _shard = CreateTestProbe("shard");
    }

    public static TheoryData<ErrorCondition> Conditions => [.. Enum.GetValues<ErrorCondition>()];

    [Theory]
    [MemberData(nameof(Conditions))]
    public void With_the_id_of_a_probe_he_takes_nothing_down(ErrorCondition condition)
    {
        var link = Start();
        Answer(link, ExpectPing(), condition: null);
        for (var turn = 0; turn < 5; turn++)
        {
            Advance(Seconds(3), link);
            link.Tell(new LinkMessages.Bounced(Service, Remote, FullJid.Parse("mallory@capulet.lit/phone")), _node);
            var ping = ExpectPing();
            Forge(link, ping, condition);
            Answer(link, ping, condition: null);
        }

        Assert.NotEqual("Down", StateOf(link));
        Assert.Equal([LinkStanding.Reachable], Told());
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public void With_the_id_of_a_probe_he_brings_nothing_up(ErrorCondition condition)
    {
        var link = Start();
        Answer(link, ExpectPing(), ErrorCondition.RemoteServerNotFound);
        for (var turn = 0; turn < 3; turn++)
        {
            link.Tell(new LinkMessages.ProbeNow(Service, Remote), _node);
            Forge(link, ExpectPing(), condition);
            Advance(Seconds(3), link);
        }

        Assert.Equal("Down", StateOf(link));
        Assert.Equal([LinkStanding.Unreachable], Told());
    }

    private IActorRef Start()
    {
        var around = new LinkSurroundings(new LinkSettings(), _ => _host.Ref, (_, _) => { }, Time);
        var link = _shard.ChildActorOf(Props.Create(() => new LinkSupervisor(Service, Remote, around)));
        link.Tell(new LinkMessages.Report(Service, Remote, 1, InUse: true, Probed: true, Epoch: 0), _node);
        return link;
    }

    private HostMessages.Ask ExpectPing() =>
        Assert.IsType<HostMessages.Ask>(_host.FishForMessage(message => message is HostMessages.Ask ask && ask.Iq.To!.Equals(new BareJid(Remote))));

    private void Forge(IActorRef link, HostMessages.Ask ping, ErrorCondition condition) => link.Tell(
        new HostMessages.Answered(ping.Tag, ping.Iq.Refuse(StanzaError.Of(condition)) with { From = Jid.Parse("mallory@capulet.lit/phone") }), _host);

    private void Answer(IActorRef link, HostMessages.Ask ping, ErrorCondition? condition) => link.Tell(
        new HostMessages.Answered(ping.Tag, condition is { } why ? ping.Iq.Refuse(StanzaError.Of(why)) : ping.Iq.Answer(StanzaType.Result)), _host);

    private string StateOf(IActorRef link)
    {
        var asker = CreateTestProbe();
        link.Tell(new LinkMessages.Describe(Service, Remote), asker);
        return asker.ExpectMsg<LinkMessages.Description>().State;
    }

    private List<LinkStanding> Told()
    {
        List<LinkStanding> told = [];
        while (_node.HasMessages)
        {
            if (_node.ReceiveOne(TimeSpan.Zero) is LinkMessages.Transition transition)
                told.Add(transition.Standing);
        }

        return told;
    }
}
