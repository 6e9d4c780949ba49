using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using MucService.Actors.Caps;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Actors.Tests.Links;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Tests.Caps;

/// <summary>A <see cref="CapabilitiesActor"/> and the host that it asks through.</summary>
public abstract class AskingCapabilities : SimulatedTime
{
    protected static readonly FullJid Juliet = FullJid.Parse("juliet@capulet.lit/balcony");

    protected TestProbe Host => field ??= CreateTestProbe("host");

    protected IActorRef Caps => field ??= Start();

    protected void Query(FullJid session, Capabilities announced, Capabilities? instead = null) =>
        Caps.Tell(new CapabilityMessages.Query(Service, session, announced) { Instead = instead }, TestActor);

    internal void Answer(HostMessages.Ask ask, Element info) =>
        Caps.Tell(new HostMessages.Answered(ask.Tag, ask.Iq.Answer(StanzaType.Result).With(info)), Host);

    private IActorRef Start()
    {
        var hosts = ImmutableDictionary<Domain, IActorRef>.Empty.Add(Service, Host.Ref);
        return Sys.ActorOf(Props.Create(() => new CapabilitiesActor(hosts, new LinkSettings(), Time)));
    }
}
