using Akka.Actor;
using MucService.Actors.Links;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>
/// What our host says of its own connections to other domains, where it has a module for that (<c>deploy/prosody/README.md</c>). It is
/// evidence and no proof, and believed only from the host's own domain: no user of it, and nobody elsewhere, can send from there.
/// </summary>
/// <param name="service">The service's domain.</param>
/// <param name="settings">Which domain is the host's own.</param>
/// <param name="board">Which domains rooms have sessions of.</param>
/// <param name="links">Who is told.</param>
internal sealed class ConnectionNews(Domain service, LinkSettings settings, LinkBoard board, IActorRef links)
{
    /// <summary>Among several nodes: tells the directories of all of them of what rooms of this one have no part in. Else null.</summary>
    public Action<object>? Elsewhere { get; init; }

    /// <summary>True if a message is such news; whether it is believed is another matter.</summary>
    public static bool IsNews(Stanza message) => message.Child("links", Namespaces.LinkEvents) is not null;

    /// <summary>True if it comes from where it may come from.</summary>
    public bool IsBelieved(Stanza message) =>
        message is { Type: not StanzaType.Error, From: { Full: null, Bare.IsDomain: true } from }
        && settings.HostDomains.TryGetValue(service, out var host)
        && from.Domain == host;

    /// <summary>Tells the links that it is about. What concerns no room's domain, and states not known here, are passed over.</summary>
    public void Read(Stanza message)
    {
        board.TellsOfConnections(service);
        foreach (var link in message.Child("links", Namespaces.LinkEvents)!.Children.Where(child => child.Is("link", Namespaces.LinkEvents)))
        {
            if (!Domain.TryParse(link["domain"], out var remote) || link["state"] is not ("opened" or "closed" or "failed"))
                continue;

            var changed = new LinkMessages.ConnectionChanged(service, remote, Opened: link["state"] == "opened");
            if (board.StandingOf(service, remote) is not null)
                links.Tell(changed);
            else
                Elsewhere?.Invoke(changed);
        }
    }
}
