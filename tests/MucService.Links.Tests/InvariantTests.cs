using CsCheck;
using Xunit;

namespace MucService.Links.Tests;

/// <summary>What holds of a link whatever happens to it: random evidence, in any order, at any time.</summary>
public sealed class InvariantTests
{
    private enum Happening
    {
        Time, ShortTime, AnswerLast, RefuseLast, BounceLast, SayNothing, AnswerOld, BounceOld,
        Bounce, Life, StreamLost, StreamOpened, HoldUp, HoldDown, Release, NoRooms, Rooms, Defer, Order, HostAnswer, Oversleep,
    }

    private static readonly Gen<(Happening What, double Chance)[]> Walks =
        Gen.Select(Gen.Enum<Happening>(), Gen.Double[0, 0.999]).Array[1, 300];

    [Fact]
    public void Whatever_happens_the_promises_hold() => Walks.Sample(walk => Walk(walk, new LinkTimings()));

    [Fact]
    public void With_host_pings_and_damping_they_hold_too() =>
        Walks.Sample(walk => Walk(walk, new LinkTimings { HostDeadline = TimeSpan.FromSeconds(3), Damping = new DampingTimings() }));

    private static void Walk((Happening What, double Chance)[] walk, LinkTimings timings)
    {
        var link = new LinkState();
        var at = TimeSpan.FromMinutes(1);
        Step(new Evidence.Started(Now(0.5)));
        Step(new Evidence.RoomsCounted(Now(0.5), 1, InUse: true));
        foreach (var (what, chance) in walk)
        {
            at += what is Happening.Oversleep ? TimeSpan.FromMinutes(2 * chance) : TimeSpan.FromMilliseconds(chance * 10);
            if (what is Happening.Time && link.WakeAt is { } wake && wake > at)
                at = wake;
            if (Observed(what, link, Now(chance)) is { } evidence)
                Step(evidence);
        }

        Moment Now(double chance) => new(at, Story.Noon + at, chance, Widespread: chance > 0.9);

        void Step(Evidence evidence)
        {
            var decision = LinkRules.Decide(link, evidence, timings);
            Check(link, evidence, decision, timings);
            link = decision.Link;
        }
    }

    private static Evidence? Observed(Happening what, LinkState link, Moment now) => what switch
    {
        Happening.Time or Happening.ShortTime or Happening.Oversleep => new Evidence.TimeCame(now),
        Happening.AnswerLast => Answer(link, now, 0, ProbeVerdict.Result),
        Happening.RefuseLast => Answer(link, now, 0, ProbeVerdict.Refused),
        Happening.BounceLast => Answer(link, now, 0, ProbeVerdict.Bounced),
        Happening.SayNothing => Answer(link, now, 0, ProbeVerdict.Nothing),
        Happening.AnswerOld => Answer(link, now, 1, ProbeVerdict.Result),
        Happening.BounceOld => Answer(link, now, 1, ProbeVerdict.Bounced),
        Happening.Bounce => new Evidence.StanzaBounced(now),
        Happening.Life => new Evidence.SignOfLife(now),
        Happening.StreamLost => new Evidence.StreamLost(now, "lost"),
        Happening.StreamOpened => new Evidence.StreamOpened(now),
        Happening.HoldUp => new Evidence.Held(now, LinkHold.Up),
        Happening.HoldDown => new Evidence.Held(now, LinkHold.Down),
        Happening.Release => new Evidence.Released(now),
        Happening.NoRooms => new Evidence.RoomsCounted(now, 0, InUse: false),
        Happening.Rooms => new Evidence.RoomsCounted(now, 3, InUse: true),
        Happening.Defer => new Evidence.ProbeDeferred(now, link.Probes),
        Happening.Order => new Evidence.ProbeOrdered(now),
        Happening.HostAnswer => new Evidence.HostAnswered(now, link.Probes),
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private static Evidence.ProbeAnswered? Answer(LinkState link, Moment now, int back, ProbeVerdict verdict) =>
        link.Probes > back ? new Evidence.ProbeAnswered(now, link.Probes - back, link.ProbeSentAt, verdict) : null;

    private static void Check(LinkState before, Evidence evidence, LinkDecision decision, LinkTimings timings)
    {
        var link = decision.Link;
        var lost = evidence is Evidence.ProbeAnswered { Verdict: ProbeVerdict.Bounced } || before.Outstanding?.Due <= evidence.Now.At;
        var answered = evidence is Evidence.ProbeAnswered { Verdict: ProbeVerdict.Result or ProbeVerdict.Refused };

        // Never down without a lost probe; by silence only if the domain has ever answered; never up without an answer, mute ones apart.
        if (link.Phase == LinkPhase.Down && before.Phase != LinkPhase.Down)
            Assert.True(before.Outstanding is not null && lost);
        if (Moved(decision, LinkPhase.Down) && evidence is not Evidence.ProbeAnswered)
            Assert.True(before.Record.Answered);
        if (link.Phase == LinkPhase.Up && before.Phase != LinkPhase.Up)
            Assert.True(before.Outstanding is not null && (answered || !link.Record.Answered));

        // Rooms hear of a change once, in growing epochs, and only of what the state says.
        var told = decision.Effects.OfType<LinkEffect.TellRooms>().ToList();
        Assert.Equal(link.Told != before.Told, told.Count == 1);
        Assert.All(told, telling => Assert.True(telling.Epoch > before.Record.Epoch && telling.Standing == link.Told));
        Assert.True(link.Record.Epoch >= before.Record.Epoch);

        // At most one probe is under way, with its end in sight; a link that wants probes never falls asleep.
        Assert.True(link.Outstanding is null || (link.Outstanding.Number == link.Probes && link.NextProbeAt is null));
        Assert.True(link.Outstanding is null || link.Outstanding.Due - evidence.Now.At <= 2 * timings.FirstProbeDeadline);
        if (link.Rooms > 0 && link.Probed)
            Assert.NotNull(link.WakeAt);

        Assert.True(link.Evidence.Count <= timings.EvidenceKept);
        Assert.Equal(link.Record with { Epoch = 0 } != before.Record with { Epoch = 0 }, decision.Effects.OfType<LinkEffect.Record>().Any());
    }

    private static bool Moved(LinkDecision decision, LinkPhase to) => decision.Effects.Any(effect => effect is LinkEffect.Moved moved && moved.To == to);
}
