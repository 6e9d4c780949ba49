using System.Collections.Immutable;
using Akka.Actor;
using MucService.Actors.Hosts;
using MucService.Links;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>Sends the probes of one link, each followed by a ping to the host where that is configured, and reads their answers.</summary>
internal sealed class DomainProbes(Domain service, Domain remote, LinkSurroundings around, LinkProofs proofs)
{
    /// <summary>The number of the probe after which there is no other.</summary>
    public const long Last = long.MaxValue;

    // The names by which our host marks errors that it makes itself.
    private readonly ImmutableArray<Domain> _ours =
    [
        service,
        .. around.Settings.HostAddresses.TryGetValue(service, out var address) ? [address.Domain] : Array.Empty<Domain>(),
        .. around.Settings.HostDomains.TryGetValue(service, out var host) ? [host] : Array.Empty<Domain>(),
    ];

    private bool _hostAnswers;

    /// <summary>Pings the domain and then the host; both answers go to the supervisor.</summary>
    public void Send(long number, IActorRef supervisor)
    {
        proofs.Sent(number);
        var host = around.Host(service);
        host.Tell(new HostMessages.Ask(Ping(new BareJid(remote)), new ProbeTag(number, around.Elapsed)), supervisor);
        if (around.Settings.Timings.HostDeadline is null)
            return;

        // A host that has never answered, or that nobody named, is not judged by its silence: the deadline begins at once.
        var tag = new HostPingTag(number);
        if (around.Settings.HostAddresses.TryGetValue(service, out var address))
            host.Tell(new HostMessages.Ask(Ping(address), tag), supervisor);
        if (!_hostAnswers)
            supervisor.Tell(new HostMessages.Answered(tag, Ping(new BareJid(service))));
    }

    /// <summary>Pings the domain for the last time: only what its answer proves counts.</summary>
    public void SendLast(IActorRef supervisor)
    {
        proofs.Sent(Last);
        around.Host(service).Tell(new HostMessages.Ask(Ping(new BareJid(remote)), new ProbeTag(Last, around.Elapsed)), supervisor);
    }

    /// <summary>Notes that the host answered; what was told in its place does not count.</summary>
    public void HostAnswered(Stanza answer) => _hostAnswers |= answer.Type is StanzaType.Result or StanzaType.Error;

    /// <summary>What the answer to a probe says.</summary>
    public ProbeVerdict Judge(Stanza answer) => ProbeAnswers.Judge(answer, remote, _ours);

    private Stanza Ping(Jid to) => new()
    {
        Kind = StanzaKind.Iq,
        Type = StanzaType.Get,
        From = new BareJid(service),
        To = to,
        Payloads = [new Element("ping", Namespaces.Ping)],
    };

    /// <summary>Comes back with the answer of the domain.</summary>
    internal sealed record ProbeTag(long Number, TimeSpan SentAt);

    /// <summary>Comes back with the answer of the host.</summary>
    internal sealed record HostPingTag(long Number);
}
