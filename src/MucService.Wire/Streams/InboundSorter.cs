using System.Diagnostics;
using Microsoft.Extensions.Logging;
using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>Sorts the children of the stream: stanzas for the service, refusals of what it does not take, and what ends the stream.</summary>
internal sealed class InboundSorter(Domain service, KeepAlive keepAlive, OutputQueue output, ILogger logger, WireStatistics statistics)
{
    // So much of refusals may wait for space in the output; a host that reads nothing is told of no more.
    private const int MostWaiting = 64 * 1024;

    private readonly SegmentWriter _refusals = new(new SegmentPool(maxIdle: 1));
    private OutputBatch? _waiting;

    /// <summary>Gives the stanzas to hand over, and why the stream ends, or null if it goes on.</summary>
    public StreamFailure? Sort(List<StreamChild> children, out List<Stanza> stanzas)
    {
        StreamFailure? end = null;
        stanzas = new List<Stanza>(children.Count);
        foreach (var child in children)
        {
            end = Sort(child, stanzas);
            if (end is not null)
                break;
        }

        SendRefusals();
        return end;
    }

    private StreamFailure? Sort(StreamChild child, List<Stanza> stanzas)
    {
        switch (child.Kind)
        {
            case StreamChildKind.Stanza:
                if (!keepAlive.IsOwn(child.Stanza!))
                    stanzas.Add(child.Stanza!);
                return null;
            case StreamChildKind.Oversized:
                statistics.CountOversized();
                logger.LogInformation("A stanza over a bound was refused");
                Refuse(child.Head, StanzaError.Of(ErrorCondition.PolicyViolation, "The stanza is too large"));
                return null;
            case StreamChildKind.Malformed:
                statistics.CountMalformed();
                logger.LogDebug("A stanza with an address that is no JID was refused");
                Refuse(child.Head, StanzaError.Of(ErrorCondition.JidMalformed, "An address of the stanza is none"));
                return null;
            case StreamChildKind.End:
                return new StreamFailure(StreamFailureKind.Closed, "the host closed the stream");
            case StreamChildKind.Other:
                return SortOther(child.Element!);
            default:
                throw new UnreachableException();
        }
    }

    private StreamFailure? SortOther(Element element)
    {
        if (element.Is("error", Namespaces.Streams))
            return StreamErrors.Read(element);

        statistics.CountIgnored();
        logger.LogDebug("Ignored {Element}, which is no stanza", element.Name);
        return null;
    }

    private void Refuse(StanzaHead? head, StanzaError error)
    {
        if (_refusals.Bytes >= MostWaiting)
        {
            statistics.Refused(error, isTold: false);
            return;
        }

        if (!Refusal.TryRender(head, error with { By = new BareJid(service) }, _refusals))
            return;

        _refusals.Count(1);
        statistics.Refused(error, isTold: true);
    }

    /// <summary>What finds no space in the output is sent when something is read next.</summary>
    private void SendRefusals()
    {
        _waiting ??= _refusals.TakeBatch();
        if (_waiting is not null && output.TryEnqueue(_waiting, out _))
            _waiting = null;
    }
}
