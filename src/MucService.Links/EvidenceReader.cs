using System.Diagnostics;

namespace MucService.Links;

/// <summary>Reads evidence: which probe it belongs to, whether that is in time, and so what it means.</summary>
internal static class EvidenceReader
{
    /// <summary>What the evidence means. A probe that it decides is under way no longer.</summary>
    public static (LinkState Link, Finding Finding) Read(LinkState link, Evidence evidence, LinkTimings timings) => evidence switch
    {
        Evidence.ProbeAnswered answered => Answer(link, answered),
        Evidence.TimeCame => Time(link, evidence.Now, timings),
        Evidence.StanzaBounced => (link, Finding.StanzaBounced),
        Evidence.SignOfLife => (link, Finding.SignOfLife),
        Evidence.ConnectionOpened => (link, Finding.SignOfLife),
        Evidence.ConnectionLost => (link, Finding.ConnectionLost),
        _ => throw new UnreachableException(),
    };

    private static (LinkState, Finding) Answer(LinkState link, Evidence.ProbeAnswered answered)
    {
        // Also a late answer shows how long the way is: a slow domain is not suspected for ever. But what an outage held back shows how
        // long the outage was, and would make the next one be noticed late.
        var inTime = link.Outstanding?.Number == answered.Number;
        var heldBack = !inTime && link.Phase is (LinkPhase.Down or LinkPhase.Returning);
        var measured = !heldBack && answered.Verdict is (ProbeVerdict.Result or ProbeVerdict.ProvingError)
            ? link with { RoundTrips = link.RoundTrips.With(answered.Now.At - answered.SentAt) }
            : link;

        // A result that is too late proves nothing; errors are never signs of life, for hosts make them.
        if (link.Outstanding?.Number != answered.Number)
            return (measured, answered.Verdict == ProbeVerdict.Result ? Finding.SignOfLife : Finding.None);

        // Whatever it says, it came over our stream.
        var decided = measured with { Outstanding = null, StreamOpen = true };
        return answered.Verdict switch
        {
            ProbeVerdict.Result or ProbeVerdict.ProvingError => (decided, Finding.Alive),
            ProbeVerdict.Refused => (decided, Finding.Refused),
            ProbeVerdict.Bounced => (decided, Finding.ProbeBounced),
            ProbeVerdict.Nothing => (decided, Finding.SaidNothing),
            _ => throw new UnreachableException(),
        };
    }

    private static (LinkState, Finding) Time(LinkState link, Moment now, LinkTimings timings)
    {
        if (link.Outstanding is not { } probe)
            return (link, link.NextProbeAt <= now.At ? Finding.ProbeDue : Finding.None);
        if (now.At < probe.Due)
            return (link, Finding.None);

        // So late a timer says that we were asleep, and the answer may wait behind it: what it would have judged is void.
        if (now.At - probe.Due > timings.Lateness)
            return (link with { Outstanding = null }, Finding.ProbeDue);

        // Many at once: it may be our own link to the world. Once per probe, twice the time.
        if (probe.Purpose == ProbePurpose.Confirm && now.Widespread && !probe.Extended)
        {
            var extended = probe with { Due = probe.Due + (probe.Due - probe.SentAt), Extended = true };
            return (link with { Outstanding = extended }, Finding.None);
        }

        // Without a stream it would not have been written: so there is one.
        return (link with { Outstanding = null, StreamOpen = true }, Finding.ProbeMissed);
    }
}
