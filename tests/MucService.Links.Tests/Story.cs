using System.Collections.Immutable;
using System.Globalization;
using Xunit;

namespace MucService.Links.Tests;

/// <summary>Given a link, when evidence, then what becomes of it. Time passes only where a test says so, and wakes the rules as they ask.</summary>
internal sealed class Story
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly List<LinkEffect> _last = [];

    public LinkState Link { get; private set; } = new();

    public LinkTimings Timings { get; init; } = new();

    public TimeSpan Now { get; private set; } = TimeSpan.FromDays(3);

    public bool Widespread { get; set; }

    public double Jitter { get; set; } = 0.5;

    /// <summary>Everything that was to be done, with the time since the beginning.</summary>
    public List<(TimeSpan At, LinkEffect Effect)> Effects { get; } = [];

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>A link that was just started, for one room in use.</summary>
    public static Story Started(LinkTimings? timings = null, LinkRecord? record = null)
    {
        var story = new Story { Timings = timings ?? new(), Link = LinkState.Recovered(record ?? LinkRecord.None) };
        return story.When(now => new Evidence.Started(now)).When(now => new Evidence.RoomsCounted(now, 1, InUse: true)).Pass(0);
    }

    /// <summary>A link whose first probe was answered just now.</summary>
    public static Story Up(LinkTimings? timings = null) => Started(timings).Answered();

    public static Story Suspect(LinkTimings? timings = null) => Up(timings).Pass(5).Bounced();

    public static Story Down(LinkTimings? timings = null) => Suspect(timings).ProbeBounced();

    public static Story Returning(LinkTimings? timings = null) => Down(timings).Pass(2).SignOfLife();

    /// <summary>A link that never answered, and whose first probe was let pass.</summary>
    public static Story Mute() => Started().Pass(46);

    public Story When(Func<Moment, Evidence> evidence)
    {
        var decision = LinkRules.Decide(Link, evidence(Moment()), Timings);
        Link = decision.Link;
        _last.Clear();
        _last.AddRange(decision.Effects);
        Effects.AddRange(decision.Effects.Select(effect => (Now, effect)));
        return this;
    }

    /// <summary>Lets time pass, with a timer that is never late.</summary>
    public Story Pass(double seconds)
    {
        var end = Now + Seconds(seconds);
        while (Link.WakeAt is { } wake && wake <= end)
        {
            Now = wake > Now ? wake : Now;
            When(now => new Evidence.TimeCame(now));
        }

        Now = end;
        return this;
    }

    /// <summary>Lets time pass while the process sleeps: the timer fires at the end.</summary>
    public Story Sleep(double seconds)
    {
        Now += Seconds(seconds);
        return When(now => new Evidence.TimeCame(now));
    }

    /// <summary>The probe under way is answered after that time.</summary>
    public Story Answered(ProbeVerdict verdict = ProbeVerdict.Result, double after = 0.05)
    {
        Assert.NotNull(Link.Outstanding);
        var (number, sentAt) = (Link.Outstanding.Number, Link.Outstanding.SentAt);
        return Pass(after).AnswerTo(number, sentAt, verdict);
    }

    public Story AnswerTo(long number, TimeSpan sentAt, ProbeVerdict verdict = ProbeVerdict.Result) =>
        When(now => new Evidence.ProbeAnswered(now, number, sentAt, verdict));

    public Story ProbeBounced() => Answered(ProbeVerdict.Bounced, after: 0.01);

    public Story Bounced() => When(now => new Evidence.StanzaBounced(now));

    public Story SignOfLife() => When(now => new Evidence.SignOfLife(now));

    /// <summary>Waits for the next probe to be sent.</summary>
    public Story UntilProbe()
    {
        Assert.Null(Link.Outstanding);
        Assert.NotNull(Link.NextProbeAt);
        return Pass((Link.NextProbeAt.Value - Now).TotalSeconds);
    }

    public Story Then(LinkPhase phase)
    {
        Assert.Equal(phase, Link.Phase);
        return this;
    }

    public Story ThenTold(Standing standing)
    {
        Assert.Equal(standing, Link.Told);
        return this;
    }

    public Story ThenProbes(ProbePurpose purpose)
    {
        Assert.Equal(purpose, Assert.Single(_last.OfType<LinkEffect.SendProbe>()).Purpose);
        return this;
    }

    public Story ThenNothingIsDone()
    {
        Assert.Empty(_last);
        return this;
    }

    public Story ThenDeadlineIs(double seconds)
    {
        Assert.NotNull(Link.Outstanding);
        Assert.Equal(seconds, (Link.Outstanding.Due - Link.Outstanding.SentAt).TotalSeconds, 0.001);
        return this;
    }

    public Story ThenNextProbeIn(double seconds)
    {
        Assert.NotNull(Link.NextProbeAt);
        Assert.Equal(seconds, (Link.NextProbeAt.Value - Now).TotalSeconds, 0.001);
        return this;
    }

    public ImmutableArray<Standing> TellingsSince(TimeSpan start) =>
        [.. Effects.Where(done => done.At >= start).Select(done => done.Effect).OfType<LinkEffect.TellRooms>().Select(told => told.Standing)];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Link.Phase} at {Now}");

    private Moment Moment() => new(Now, Noon + Now, Jitter, Widespread);
}
