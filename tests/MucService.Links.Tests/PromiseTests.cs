using CsCheck;
using Xunit;

namespace MucService.Links.Tests;

/// <summary>The promise: how soon rooms are told, in simulated time, with default timings, whenever the cut happens.</summary>
public sealed class PromiseTests
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(80);

    private static readonly Gen<double> Moments = Gen.Double[0, 120];

    [Fact]
    public void A_black_holed_link_of_a_room_in_use_is_down_within_22_seconds() => Moments.Sample(secondsUp =>
    {
        var domain = Cut(secondsUp, Wire.BlackHole, inUse: true, out var cutAt);
        domain.RunFor(TimeSpan.FromSeconds(60));

        var told = domain.FirstTold(Standing.Unreachable, cutAt);
        Assert.NotNull(told);
        Assert.InRange((told.Value - cutAt).TotalSeconds, 0, 22);
    });

    [Fact]
    public void An_idle_black_holed_link_is_down_within_100_seconds() => Moments.Sample(secondsUp =>
    {
        var domain = Cut(secondsUp, Wire.BlackHole, inUse: false, out var cutAt);
        domain.RunFor(TimeSpan.FromSeconds(120));

        var told = domain.FirstTold(Standing.Unreachable, cutAt);
        Assert.NotNull(told);
        Assert.InRange((told.Value - cutAt).TotalSeconds, 0, 72);
    });

    [Fact]
    public void A_domain_that_had_answered_before_a_restart_is_down_within_22_seconds_of_it_if_it_is_silent()
    {
        var answered = LinkRecord.None with { Answered = true };

        Story.Started(record: answered).ThenDeadlineIs(4)
            .Pass(5).Then(LinkPhase.Suspect).ThenTold(Standing.Unknown)
            .Pass(9).Then(LinkPhase.Down).ThenTold(Standing.Unreachable);
    }

    [Fact]
    public void A_new_domain_is_given_the_time_that_a_host_takes_to_dial() =>
        Story.Started().ThenDeadlineIs(45);

    [Fact]
    public void A_refused_link_is_down_within_a_second_of_the_first_stanza_sent_into_it() => Moments.Sample(secondsUp =>
    {
        var domain = Cut(secondsUp, Wire.Refused, inUse: true, out _);
        domain.RunFor(TimeSpan.FromSeconds(secondsUp % 5));
        var spokenAt = domain.Now;
        domain.SendStanza();
        domain.RunFor(TimeSpan.FromSeconds(10));

        Assert.Equal(LinkPhase.Down, domain.Link.Phase);
        var told = domain.FirstTold(Standing.Unreachable, default)!.Value;
        Assert.InRange((told - spokenAt).TotalSeconds, -5, 1);
    });

    [Fact]
    public void A_healed_link_is_up_again_within_two_minutes() => Gen.Select(Moments, Gen.Enum<Wire>()).Sample((secondsUp, wire) =>
    {
        var domain = Cut(secondsUp, wire, inUse: true, out _);
        domain.RunFor(TimeSpan.FromSeconds(40 + (secondsUp * 10)));
        domain.Wire = Wire.Open;
        domain.RunFor(TimeSpan.FromMinutes(2));

        Assert.Equal(LinkPhase.Up, domain.Link.Phase);
        Assert.Equal(Standing.Reachable, domain.Told[^1].Standing);
    });

    [Fact]
    public void A_domain_as_slow_as_7_seconds_is_never_told_down()
    {
        var domain = new SimulatedDomain(new LinkTimings(), TimeSpan.FromSeconds(7)).Start();
        domain.RunFor(TimeSpan.FromHours(1));

        Assert.DoesNotContain(domain.Told, told => told.Standing == Standing.Unreachable);
        Assert.Equal(LinkPhase.Up, domain.Link.Phase);
    }

    [Fact]
    public void A_healthy_domain_is_told_of_once()
    {
        var domain = new SimulatedDomain(new LinkTimings(), RoundTrip).Start();
        domain.RunFor(TimeSpan.FromHours(12));

        Assert.Equal(Standing.Reachable, Assert.Single(domain.Told).Standing);
    }

    private static SimulatedDomain Cut(double secondsUp, Wire wire, bool inUse, out TimeSpan cutAt)
    {
        var domain = new SimulatedDomain(new LinkTimings(), RoundTrip) { Jitter = secondsUp / 121 }.Start(inUse);
        domain.RunFor(TimeSpan.FromSeconds(1 + secondsUp));
        domain.Wire = wire;
        cutAt = domain.Now;
        return domain;
    }
}
