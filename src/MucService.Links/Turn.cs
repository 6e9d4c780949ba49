namespace MucService.Links;

/// <summary>One finding about one link, and everything the rules can make of it: the verbs of <see cref="LinkRules"/>.</summary>
internal readonly record struct Turn(LinkState Link, Finding Finding, Moment Now, LinkTimings Timings)
{
    /// <summary>Nothing changes; what is under way goes on.</summary>
    public LinkDecision Stay() => LinkDecision.Only(Link);

    /// <summary>The phase stays, and the domain is asked again at its next turn.</summary>
    public LinkDecision AskAgain() => LinkDecision.Only(Planned(Link));

    public LinkDecision Probe() => Probe(Link);

    public LinkDecision Probe(LinkState link) => Probing.Send(link, Now, Timings);

    public LinkDecision ProbeForEvent() => ProbeForEvent(Link);

    public LinkDecision ProbeForEvent(LinkState link) => Probing.SendForEvent(link, Now, Timings);

    public LinkDecision Up() => Move(
        Planned(Link with { Phase = LinkPhase.Up, ReturnFailed = false, LifeHeard = false, RoundTripsHeld = 0 }));

    public LinkDecision Suspect() => Move(Link with { Phase = LinkPhase.Suspect, Undecided = Link.Phase == LinkPhase.Unknown });

    public LinkDecision Down()
    {
        var down = Move(Planned(Link with
        {
            Phase = LinkPhase.Down,
            BackOff = Timings.ShortestBackOff,
            ReturnFailed = Link.Phase == LinkPhase.Returning,
            LifeHeard = false,
            RoundTripsHeld = 0,
        }));

        // What was bounced is not in the connection any more; what met with silence may be.
        return Finding is Finding.ProbeMissed ? down.Then(new LinkEffect.DropConnection()) : down;
    }

    /// <summary>There is life again: by an answered probe, which is the first round trip, or by something else.</summary>
    public LinkDecision Return()
    {
        var returning = Link with { Phase = LinkPhase.Returning, RoundTripsHeld = 0, LifeHeard = true };
        return Move(Finding is Finding.SignOfLife ? returning : CountRoundTrip(returning));
    }

    /// <summary>True if this answer is the last that a returning link needed.</summary>
    public bool HasSettled()
    {
        var held = CountRoundTrip(Link);
        return held.RoundTripsHeld >= Timings.SettleRoundTrips && Now.At - held.ReturnedAt >= Timings.Settle;
    }

    /// <summary>One more round trip held, and it is not enough.</summary>
    public LinkDecision AwaitSettling() => LinkDecision.Only(CountRoundTrip(Link));

    /// <summary>Still down: the next probe waits longer.</summary>
    public LinkDecision BackOff()
    {
        var doubled = 2 * Link.BackOff;
        return LinkDecision.Only(Planned(Link with { BackOff = doubled < Timings.LongestBackOff ? doubled : Timings.LongestBackOff }));
    }

    private LinkState CountRoundTrip(LinkState link) => link with
    {
        RoundTripsHeld = link.RoundTripsHeld + 1,
        ReturnedAt = link.RoundTripsHeld == 0 ? Now.At : link.ReturnedAt,
        NextProbeAt = Now.At + Timings.Settle,
    };

    private LinkState Planned(LinkState link) => link with { NextProbeAt = Probing.NextTurn(link, Now, Timings) };

    private LinkDecision Move(LinkState link) => LinkDecision
        .Only(link with { Since = Now.Clock, WasDown = false })
        .Then(new LinkEffect.Moved(Link.Phase, link.Phase, Finding.InWords()));
}
