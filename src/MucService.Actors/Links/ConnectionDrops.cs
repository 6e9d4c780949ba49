using Akka.Actor;
using MucService.Actors.Hosts;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>
/// Asks our host to close its connection to a domain: of its own accord when the domain has gone silent, and when an operator wants it.
/// Only a host that tells of its connections is asked; what is said is described in <c>deploy/prosody/README.md</c>.
/// </summary>
internal sealed class ConnectionDrops(Domain service, Domain remote, LinkSurroundings around)
{
    // Another node may have the stream that it tells us through; then what it told of this link has said so.
    private bool _told;

    /// <summary>Notes that the host has told of a connection of this link.</summary>
    public void Told() => _told = true;

    /// <summary>Asks because the domain has gone silent, where the operator wants that and the host can.</summary>
    public void AskForSilence(IActorRef supervisor)
    {
        if (around.Settings.DropSilentConnections && Address() is { } host)
            Ask(host, new DropTag(null), supervisor);
    }

    /// <summary>Asks because an operator does, and tells him what came of it.</summary>
    public void AskFor(IActorRef asker, IActorRef supervisor)
    {
        if (Address() is { } host)
            Ask(host, new DropTag(asker), supervisor);
        else
            asker.Tell(new LinkMessages.ConnectionDropped(Done: false, $"the host of {service} does not tell of its connections: mod_muc_link_events was not heard"));
    }

    /// <summary>Reads the host's answer, and tells whoever waits for it. True if the connection is closed.</summary>
    public bool Read(DropTag tag, Stanza answer)
    {
        var done = answer.Type == StanzaType.Result;
        var text = done ? "" : Reason(StanzaError.From(answer.Child("error", Namespaces.Component)).Condition);
        tag.Asker?.Tell(new LinkMessages.ConnectionDropped(done, text));
        return done;
    }

    /// <summary>Tells whoever waits that there was no stream to ask through.</summary>
    public void NotAsked(DropTag tag) =>
        tag.Asker?.Tell(new LinkMessages.ConnectionDropped(Done: false, $"{service} has no stream to its host"));

    private string Reason(ErrorCondition condition) => condition == ErrorCondition.ItemNotFound
        ? $"the host has no connection from {service} to {remote}"
        : $"the host of {service} refused: {condition}";

    private BareJid? Address() =>
        (_told || around.Board.IsToldOfConnections(service)) && around.Settings.HostDomains.TryGetValue(service, out var host)
            ? new BareJid(host)
            : null;

    private void Ask(BareJid host, DropTag tag, IActorRef supervisor)
    {
        var iq = new Stanza
        {
            Kind = StanzaKind.Iq,
            Type = StanzaType.Set,
            From = new BareJid(service),
            To = host,
            Payloads = [new Element("drop", Namespaces.LinkEvents).With("domain", remote.Value)],
        };
        around.Host(service).Tell(new HostMessages.Ask(iq, tag), supervisor);
    }

    /// <summary>Comes back with the host's answer.</summary>
    /// <param name="Asker">The operator who waits, or null.</param>
    internal sealed record DropTag(IActorRef? Asker);
}
