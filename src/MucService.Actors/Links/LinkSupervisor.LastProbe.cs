using Akka.Actor;
using MucService.Actors.Hosts;
using MucService.Links;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>The last probe before the streams are closed on purpose: what it proves is not in doubt when they are open again.</summary>
public sealed partial class LinkSupervisor
{
    private IActorRef? _awaitsLast;

    private void ProbeLast()
    {
        if (_link.Phase is not (LinkPhase.Up or LinkPhase.Suspect))
        {
            Sender.Tell(LinkMessages.LastProbed.Instance);
            return;
        }

        _awaitsLast = Sender;
        _probes.SendLast(Self);
    }

    private void OnLastProbeAnswered(DomainProbes.ProbeTag last, Stanza answer, OutputPlace? place)
    {
        Prove(last, _probes.Judge(answer), place);
        EndLastProbe();
    }

    private void EndLastProbe()
    {
        _awaitsLast?.Tell(LinkMessages.LastProbed.Instance);
        _awaitsLast = null;
    }

    private void OnNotSent(object tag)
    {
        if (tag is SessionProbes.SessionTag session)
            _sessions.End(session.Session);
        if (tag is ConnectionDrops.DropTag drop)
            _drops.NotAsked(drop);
        if (tag is not DomainProbes.ProbeTag probe)
            return;

        if (_proofs.NotSent(probe.Number) == _link.Outstanding?.Number)
            Observe(now => new Evidence.StreamLost(now, "the service has no stream"));
        if (probe.Number == DomainProbes.Last)
            EndLastProbe();
    }
}
