using Akka.Actor;
using MucService.Actors.Links;
using MucService.Actors.Nodes;
using MucService.Actors.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>
/// Where a stanza from the host goes: to whoever asked, to the service, or to a room. Runs on the stream's reading loop, so
/// that a stanza reaches its room in one step; touches nothing that is not safe to touch from there.
/// </summary>
internal sealed class StanzaRouter(
    Domain service,
    PendingAsks asks,
    Arrivals arrivals,
    InboundWindow window,
    LinkBoard board,
    SessionChecks checks,
    IActorRef serviceActor,
    IActorRef rooms,
    IActorRef links,
    Keeping? keeping = null,
    Retirements? retired = null,
    IActorRef? retirement = null)
{
    /// <summary>Where each node has streams of its own: who passes on what another node asked for, and its pings. Else null.</summary>
    public IActorRef? Others { get; init; }

    /// <summary>Stanzas for addresses that are not this service's.</summary>
    public long Misdirected { get; private set; }

    /// <summary>Routes what was read, then waits while the node has too much unhandled.</summary>
    public async ValueTask RouteAsync(IReadOnlyList<Stanza> stanzas, CancellationToken cancel)
    {
        var kept = keeping is null ? null : new KeptDeliveries(rooms, keeping);
        foreach (var stanza in stanzas)
            Route(stanza, kept);

        kept?.Send();
        await window.WaitAsync(cancel);
    }

    private void Route(Stanza stanza, KeptDeliveries? kept)
    {
        if (stanza.To is not { } to || stanza.From is not { } from || to.Domain != service)
        {
            Misdirected++;
            return;
        }

        if (stanza.Type != StanzaType.Error)
            checks.Heard(service, from);
        if (stanza.Type != StanzaType.Error && from.Domain != service && board.IsSignOfLife(service, from.Domain))
            links.Tell(new LinkMessages.SignOfLife(service, from.Domain));

        if (retired?.ReasonOf(service) is not null && from.Domain != service && stanza.Type is not StanzaType.Result and not StanzaType.Error)
        {
            retirement.Tell(stanza);
            return;
        }

        if (!to.Bare.IsDomain)
        {
            Deliver(to.Bare, stanza, kept);
            return;
        }

        var isAnswer = stanza.Type is StanzaType.Result or StanzaType.Error;
        if (isAnswer && asks.TryAnswer(stanza))
            return;
        if (Others is not null && (isAnswer || from.Bare.Equals(to.Bare)))
            Others.Tell(new NodeStreamsActor.PassOn(stanza));
        if ((isAnswer && stanza.Kind != StanzaKind.Message) || (Others is not null && from.Bare.Equals(to.Bare)))
            return;

        serviceActor.Tell(stanza);
    }

    private void Deliver(BareJid room, Stanza stanza, KeptDeliveries? kept)
    {
        if (kept is not null)
        {
            kept.Add(room, stanza);
            return;
        }

        window.Enter(stanza);
        rooms.Tell(new RoomMessages.Deliver(room, stanza, arrivals.Next()));
    }
}
