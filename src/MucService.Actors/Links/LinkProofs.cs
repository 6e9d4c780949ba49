using Akka.Actor;
using MucService.Actors.Hosts;
using MucService.Links;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>What the answered probes of one link prove to rooms, and the rooms that wait to hear that the domain is there.</summary>
internal sealed class LinkProofs(Domain service, Domain remote)
{
    private readonly HashSet<IActorRef> _waiting = [];
    private Watermark _watermark = Watermark.None;
    private string _output = "";

    /// <summary>The link had a supervisor before this one, whose node may have been lost, and the stream with it.</summary>
    public bool HasPredecessor { get; set; }

    /// <summary>True while something may come behind what was written after it.</summary>
    public bool AwaitsLate => _watermark.AwaitsLate;

    public void StreamBegan() => _watermark = _watermark.StreamBegan();

    /// <summary>The host lost a connection to the domain, and what was under way in it.</summary>
    public void ConnectionLost() => _watermark = _watermark.Broke();

    public void Sent(long probe) => _watermark = _watermark.Sent(probe);

    /// <summary>Notes that a probe could not be sent after all, and gives its number back.</summary>
    public long NotSent(long probe)
    {
        _watermark = _watermark.NotSent(probe);
        return probe;
    }

    /// <summary>What nodes are told of an answer of the domain, or null.</summary>
    public LinkMessages.Proved? Answered(long probe, ProbeVerdict verdict, OutputPlace? place, TimeSpan took)
    {
        if (verdict == ProbeVerdict.Bounced)
            _watermark = _watermark.CameBack(probe);
        if (verdict is not (ProbeVerdict.Result or ProbeVerdict.ProvingError))
            return null;

        // Nodes of earlier versions do not say where it was written: it proves nothing, but lost it is not.
        if (place is not { } proves)
        {
            _watermark = _watermark.NotSent(probe);
            return null;
        }

        // Positions of one output say nothing of another's.
        if (_output.Length > 0 && proves.Output != _output)
            _watermark = Watermark.None.Sent(probe);
        _output = proves.Output;

        (_watermark, var proof) = _watermark.Answered(probe, proves.Position, proves.StreamBegan, took);
        if (proof is null)
            return null;

        return new LinkMessages.Proved(service, remote, _output, proof.Position) { InDoubt = InDoubt(proof), Before = proof.Since };
    }

    /// <summary>A room's stanza came back, which is evidence: the room is told once the domain is known to be there.</summary>
    public Evidence Bounced(IActorRef room, LinkPhase phase, Moment now)
    {
        if (phase is LinkPhase.Up or LinkPhase.Suspect)
            _waiting.Add(room);
        return new Evidence.StanzaBounced(now);
    }

    /// <summary>The link moved: who waits is told that the domain is there, or will be told more with what follows.</summary>
    public void Moved(LinkPhase to)
    {
        if (to == LinkPhase.Up)
        {
            foreach (var room in _waiting)
                room.Tell(new LinkMessages.Confirmed(remote));
        }

        if (to != LinkPhase.Suspect)
            _waiting.Clear();
    }

    private LinkMessages.InDoubt? InDoubt(Proof proof)
    {
        DoubtKind? kind = proof.Loss switch
        {
            Loss.None => null,
            // It was sent while the node of the predecessor was lost: no outage of the domain, for which people would be put out of talkative rooms.
            Loss.Probe when HasPredecessor && proof.Since is null => DoubtKind.StreamLost,
            Loss.Probe => DoubtKind.Lost,
            Loss.Stream => DoubtKind.StreamLost,
            Loss.Reordered => DoubtKind.Reordered,
            Loss.Late => DoubtKind.Late,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return kind is { } why ? new LinkMessages.InDoubt(remote, _output, proof.Since, proof.Until, why) : null;
    }
}
