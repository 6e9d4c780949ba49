using System.Diagnostics;
using Microsoft.Extensions.Logging;
using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>Sorts the children of the stream: stanzas for the service, refusals of what it does not take, and what ends the stream.</summary>
internal sealed class InboundSorter(Domain service, KeepAlive keepAlive, OutputQueue output, ILogger logger, WireStatistics statistics)
{
    private readonly SegmentWriter _refusals = new(new SegmentPool(maxIdle: 1));
    private bool _hasRefused;

    /// <summary>Gives the stanzas to hand over, and why the stream ends, or null if it goes on. Before the next call there must be space for refusals.</summary>
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

        // Refused is refused, however full the output is: its bound is kept by reading no more.
        _hasRefused = _refusals.Bytes > 0;
        if (_refusals.TakeBatch() is { } batch)
            output.Enqueue(batch);
        return end;
    }

    /// <summary>Waits while refusals have brought the output over its bound.</summary>
    public ValueTask WaitForSpaceAsync(CancellationToken cancel) => _hasRefused ? output.WaitForSpaceAsync(cancel) : ValueTask.CompletedTask;

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
        if (!Refusal.TryRender(head, error with { By = new BareJid(service) }, _refusals))
            return;

        _refusals.Count(1);
        statistics.Refused(error);
    }
}
