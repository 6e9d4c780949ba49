using MucService.Xmpp;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Reachability;

/// <summary>What the tests of this folder say of links. <c>away.example</c> is the domain that is lost.</summary>
internal static class Links
{
    public static readonly Domain Away = Domain.Parse("away.example");
    public static readonly Domain Home = Domain.Parse("home.example");
    public static readonly FullJid Dee = FullJid.Parse("dee@third.example/desk");

    public const ClientFeatures Capable = ClientFeatures.Known | ClientFeatures.Annotations;

    public static RoomCommand.ChangeLink Link(Domain domain, LinkStanding standing, long epoch, TimeSpan later = default) =>
        new(domain, standing, epoch) { Arrival = new Arrival(Noon + later, "sid-1") };

    public static RoomEvent.LinkChanged LinkChanged(Domain domain, LinkStanding standing, long epoch = 1, TimeSpan later = default) =>
        new(domain, standing, epoch, Noon + later);

    public static RoomCommand.TimerElapsed GraceElapsed(Domain domain, TimeSpan later) =>
        new(new RoomTimer(RoomTimerKind.Grace, domain)) { Arrival = new Arrival(Noon + later, "sid-1") };

    public static Element? Annotation(this Stanza stanza) => stanza.Child("state-annotation", Namespaces.PresenceAnnotations);

    public static Situation And(this Situation situation, params RoomEvent[] happened) => new(situation.Room.After(happened));
}
