namespace MucService.Links.Tests;

/// <summary>What becomes of what is sent to a domain.</summary>
internal enum Wire
{
    /// <summary>It arrives, and is answered.</summary>
    Open,

    /// <summary>It vanishes.</summary>
    BlackHole,

    /// <summary>The host bounces it at once.</summary>
    Refused,
}

/// <summary>A domain, the way to it, and a link that watches it, in simulated time.</summary>
internal sealed class SimulatedDomain(LinkTimings timings, TimeSpan roundTrip)
{
    private readonly PriorityQueue<Func<Moment, Evidence>, TimeSpan> _coming = new();
    private readonly List<(TimeSpan At, Standing Standing)> _told = [];

    public LinkState Link { get; private set; } = new();

    public TimeSpan Now { get; private set; } = TimeSpan.FromHours(1);

    public Wire Wire { get; set; }

    public double Jitter { get; init; } = 0.5;

    /// <summary>What rooms were told, and when.</summary>
    public IReadOnlyList<(TimeSpan At, Standing Standing)> Told => _told;

    public SimulatedDomain Start(bool inUse = true)
    {
        Observe(now => new Evidence.Started(now));
        Observe(now => new Evidence.RoomsCounted(now, 1, inUse));
        return this;
    }

    /// <summary>A room sends something to the domain.</summary>
    public void SendStanza()
    {
        if (Wire == Wire.Refused)
            _coming.Enqueue(now => new Evidence.StanzaBounced(now), Now + TimeSpan.FromMilliseconds(5));
    }

    public void RunFor(TimeSpan time) => RunUntil(Now + time);

    public void RunUntil(TimeSpan end)
    {
        while (Next() is { } next && next <= end)
        {
            Now = next > Now ? next : Now;
            if (_coming.TryPeek(out var arriving, out var at) && at <= Now)
            {
                _coming.Dequeue();
                Observe(arriving);
                continue;
            }

            Observe(now => new Evidence.TimeCame(now));
        }

        Now = end;
    }

    /// <summary>When rooms were first told that after some moment; null if never.</summary>
    public TimeSpan? FirstTold(Standing standing, TimeSpan after) =>
        _told.Where(told => told.At >= after && told.Standing == standing).Select(told => (TimeSpan?)told.At).FirstOrDefault();

    private TimeSpan? Next()
    {
        TimeSpan? arriving = _coming.TryPeek(out _, out var at) ? at : null;
        return arriving is null || Link.WakeAt < arriving ? Link.WakeAt ?? arriving : arriving;
    }

    private void Observe(Func<Moment, Evidence> evidence)
    {
        var decision = LinkRules.Decide(Link, evidence(new Moment(Now, Story.Noon + Now, Jitter)), timings);
        Link = decision.Link;
        foreach (var effect in decision.Effects)
        {
            if (effect is LinkEffect.TellRooms told)
                _told.Add((Now, told.Standing));
            if (effect is LinkEffect.SendProbe probe)
                Answer(probe.Number, Now);
        }
    }

    private void Answer(long number, TimeSpan sentAt)
    {
        if (Wire == Wire.BlackHole)
            return;

        var (verdict, after) = Wire == Wire.Open ? (ProbeVerdict.Result, roundTrip) : (ProbeVerdict.Bounced, TimeSpan.FromMilliseconds(5));
        _coming.Enqueue(now => new Evidence.ProbeAnswered(now, number, sentAt, verdict), Now + after);
    }
}
