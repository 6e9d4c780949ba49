using System.Collections.Immutable;
using Akka.Actor;
using MucService.Actors.Protection;
using MucService.Rooms.Protection;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>What is sent to a service's own address and is no question of just anybody: what lists publish, and what those send who are not let in.</summary>
/// <param name="live">Who is not let in.</param>
/// <param name="lists">The BlockListActors.</param>
internal sealed class ServiceDoor(LiveSettings live, ImmutableArray<IActorRef> lists)
{
    /// <summary>Deals with a stanza that is not to be answered like others. False if it is.</summary>
    public bool Takes(Domain service, Stanza stanza, IActorRef host)
    {
        // An event is never answered, wherever it comes from; who believes it is another matter.
        if (stanza.Kind == StanzaKind.Message && stanza.Payload("event", PubSubNode.Events) is not null)
        {
            foreach (var list in lists)
                list.Tell(new BlockListActor.Published(stanza));
            return true;
        }

        if (Refusal(service, stanza) is not { } refusal)
            return false;

        host.Tell(ServiceRefusals.To(stanza, refusal));
        return true;
    }

    private Refusal? Refusal(Domain service, Stanza stanza)
    {
        var settings = live[service];
        if (stanza.Type is StanzaType.Error or StanzaType.Result or StanzaType.Unavailable)
            return null;
        if (settings.Blocks.IsEmpty || stanza.From is not { } from || settings.Admins.Contains(from.Bare))
            return null;

        return settings.Blocks.Obstacle(from.Bare);
    }
}
