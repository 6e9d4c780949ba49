using System.Diagnostics;

namespace MucService.Links;

/// <summary>What rooms are told of what is detected: hold, damping, and the epoch that orders it.</summary>
internal static class Telling
{
    /// <summary>Tells rooms and the journal what changed by a decision.</summary>
    /// <param name="before">The link before the decision.</param>
    /// <param name="after">The link after it.</param>
    /// <param name="now">When.</param>
    /// <param name="timings">How long things take.</param>
    public static LinkDecision Tell(LinkState before, LinkState after, Moment now, LinkTimings timings)
    {
        var link = after with { Record = after.Record with { Down = IsDown(after) } };
        if (timings.Damping is { } damping)
            link = Damping.Apply(before, link, now, damping);

        var standing = StandingOf(link);
        var told = standing != before.Told;
        if (told)
        {
            // The wall clock makes epochs grow across restarts even where the journal could not be written.
            var epoch = Math.Max(link.Record.Epoch + 1, now.Clock.ToUnixTimeMilliseconds());
            link = link with { Told = standing, Record = link.Record with { Epoch = epoch } };
        }

        // An epoch alone is not worth a row: a cluster that starts would write one for every link.
        var decision = LinkDecision.Only(link);
        if (link.Record with { Epoch = 0 } != before.Record with { Epoch = 0 })
            decision = decision.Then(new LinkEffect.Record(link.Record));
        return told ? decision.Then(new LinkEffect.TellRooms(standing, link.Record.Epoch)) : decision;
    }

    /// <summary>What rooms are told of a link: the table of section "Words" of the page on links, row by row.</summary>
    public static Standing StandingOf(LinkState link)
    {
        // Without a stream nobody is heard and nothing gets out, whatever the operator holds.
        if (!link.StreamOpen)
            return Standing.Unknown;
        if (link.Record.Hold is { } hold)
            return hold == LinkHold.Up ? Standing.Reachable : Standing.Unreachable;

        return link.Phase switch
        {
            // What was down before is not sent more than replies until it is decided: who is behind it misses what went before.
            LinkPhase.Unknown => link.WasDown ? Standing.Returning : Standing.Unknown,
            LinkPhase.Suspect when link.Undecided => Standing.Unknown,
            LinkPhase.Up or LinkPhase.Suspect => link.Record.DampedSince is null ? Standing.Reachable : Standing.Damped,
            LinkPhase.Down => Standing.Unreachable,
            LinkPhase.Returning => Standing.Returning,
            _ => throw new UnreachableException(),
        };
    }

    // What is unknown was down if it was down before.
    private static bool IsDown(LinkState link) =>
        link.Phase is LinkPhase.Down or LinkPhase.Returning || (link.Phase is LinkPhase.Unknown && link.WasDown);
}
