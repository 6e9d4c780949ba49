using System.Diagnostics;

namespace MucService.Links;

/// <summary>
/// The reachability of one domain. Only an answered probe proves it; only a lost probe disproves it.
/// <code>
///                  first probe answered
///   Unknown ─────────────────────────────────┐      ┌──────────────── probe answered ───────────────┐
///    │  ▲ own stream lost (from anywhere)    ▼      ▼                                               │
///    │                                       Up ── bounce, missed probe ──► Suspect ── probe lost ──┼──► Down
///    │ first probe bounced                    ▲                                                     │   ▲  │ sign of life,
///    └──────────────► Down                    └───── two round trips, settled over all ─── Returning ──┘  │ probe answered
///                                                                                              ▲──────────┘
/// </code>
/// A link that was down before it became unknown returns instead of coming up at once; one that had answered before is suspect, not down, when
/// its first probe is missed. A domain that never answered a probe is mute:
/// it goes down by a bounced probe only, and its silence ends every doubt in its favour.
/// </summary>
public static class LinkRules
{
    /// <summary>What becomes of the link, and what is to be done.</summary>
    /// <param name="link">The link as it is.</param>
    /// <param name="evidence">What was observed.</param>
    /// <param name="timings">How long things take.</param>
    public static LinkDecision Decide(LinkState link, Evidence evidence, LinkTimings timings)
    {
        // What fell due before this was observed is judged before it, so that an answer after the deadline is always late.
        var overdue = evidence is not Evidence.TimeCame && link.Outstanding is { } probe && probe.Due < evidence.Now.At
            ? Judge(link, new Evidence.TimeCame(evidence.Now), timings)
            : LinkDecision.Only(link);
        var decision = overdue.Then(caughtUp => Judge(caughtUp, evidence, timings));
        return decision.Then(judged => Telling.Tell(link, judged, evidence.Now, timings));
    }

    private static LinkDecision Judge(LinkState link, Evidence evidence, LinkTimings timings)
    {
        if (Circumstances.Apply(link, evidence, timings) is { } applied)
            return applied;

        var (read, finding) = EvidenceReader.Read(link, evidence, timings);
        if (finding == Finding.None)
            return LinkDecision.Only(read);

        var noted = Note(read, finding, evidence.Now, timings);
        var turn = new Turn(noted, finding, evidence.Now, timings);
        return noted.Phase switch
        {
            LinkPhase.Unknown => WhenUnknown(turn),
            LinkPhase.Up => WhenUp(turn),
            LinkPhase.Suspect => WhenSuspect(turn),
            LinkPhase.Down => WhenDown(turn),
            LinkPhase.Returning => WhenReturning(turn),
            _ => throw new UnreachableException(),
        };
    }

    private static LinkDecision WhenUnknown(Turn turn) => turn.Finding switch
    {
        Finding.Alive or Finding.Refused => turn.Link.WasDown ? turn.Return() : turn.Up(),
        Finding.ProbeBounced => turn.Down(),
        Finding.ProbeMissed when !turn.Link.Record.Answered => turn.Up(),
        Finding.ProbeMissed => turn.Link.WasDown ? turn.Down() : turn.Suspect().Then(turn.Probe),
        Finding.StanzaBounced or Finding.ConnectionLost => turn.Link.Outstanding is null ? turn.ProbeForEvent() : turn.Stay(),
        Finding.SaidNothing => turn.AskAgain(),
        Finding.ProbeDue => turn.Probe(),
        Finding.SignOfLife => turn.Stay(),
        _ => throw new UnreachableException(),
    };

    private static LinkDecision WhenUp(Turn turn) => turn.Finding switch
    {
        Finding.StanzaBounced or Finding.ConnectionLost => turn.Suspect().Then(turn.ProbeForEvent),
        Finding.ProbeBounced => turn.Suspect().Then(turn.Probe),
        Finding.ProbeMissed => turn.Link.Record.Answered ? turn.Suspect().Then(turn.Probe) : turn.AskAgain(),
        Finding.Alive or Finding.Refused or Finding.SaidNothing => turn.AskAgain(),
        Finding.ProbeDue => turn.Probe(),
        Finding.SignOfLife => turn.Stay(),
        _ => throw new UnreachableException(),
    };

    private static LinkDecision WhenSuspect(Turn turn) => turn.Finding switch
    {
        Finding.Alive or Finding.Refused => turn.Up(),
        Finding.ProbeBounced => turn.Down(),
        Finding.ProbeMissed => turn.Link.Record.Answered ? turn.Down() : turn.Up(),
        Finding.SaidNothing => turn.AskAgain(),
        Finding.ProbeDue => turn.Probe(),
        Finding.StanzaBounced or Finding.ConnectionLost or Finding.SignOfLife => turn.Stay(),
        _ => throw new UnreachableException(),
    };

    private static LinkDecision WhenDown(Turn turn) => turn.Finding switch
    {
        Finding.Alive or Finding.Refused => turn.Return(),
        Finding.SignOfLife when !turn.Link.ReturnFailed => turn.Return().Then(turn.ProbeForEvent),
        Finding.SignOfLife => turn.Link.Outstanding is null ? turn.ProbeForEvent() : turn.Stay(),
        Finding.ProbeMissed when turn.Link is { LifeHeard: true, Record.Answered: false } => turn.Up(),
        Finding.ProbeBounced or Finding.ProbeMissed or Finding.SaidNothing => turn.BackOff(),
        Finding.ProbeDue => turn.Probe(),
        Finding.StanzaBounced or Finding.ConnectionLost => turn.Stay(),
        _ => throw new UnreachableException(),
    };

    private static LinkDecision WhenReturning(Turn turn) => turn.Finding switch
    {
        Finding.Alive or Finding.Refused => turn.HasSettled() ? turn.Up() : turn.AwaitSettling(),
        Finding.ProbeBounced => turn.Down(),
        Finding.ProbeMissed => turn.Link.Record.Answered ? turn.Down() : turn.Up(),
        Finding.SaidNothing => turn.AskAgain(),
        Finding.ProbeDue => turn.Probe(),
        Finding.StanzaBounced or Finding.ConnectionLost or Finding.SignOfLife => turn.Stay(),
        _ => throw new UnreachableException(),
    };

    /// <summary>Keeps what the finding says of the domain apart from the phase.</summary>
    private static LinkState Note(LinkState link, Finding finding, Moment now, LinkTimings timings)
    {
        var noted = finding switch
        {
            Finding.Alive => link with { Mute = false, RefusedByPolicy = false, Record = link.Record with { Answered = true } },
            Finding.Refused => link with { RefusedByPolicy = true },
            Finding.ProbeBounced => link with { RefusedByPolicy = false, LifeHeard = false },
            Finding.SignOfLife => link with { LifeHeard = true },
            Finding.ProbeMissed => link with { Mute = !link.Record.Answered },
            _ => link,
        };
        var routine = finding is Finding.ProbeDue
            || (finding is Finding.Alive && link.Phase is LinkPhase.Up)
            || (finding is Finding.SignOfLife && link.Phase is not LinkPhase.Down)
            || (finding is Finding.StanzaBounced or Finding.ConnectionLost && link.Phase is not LinkPhase.Up);
        return routine ? noted : noted.Noting(finding.InWords(), now, timings);
    }
}
