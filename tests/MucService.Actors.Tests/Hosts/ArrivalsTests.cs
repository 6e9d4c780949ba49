using Microsoft.Extensions.Time.Testing;
using MucService.Actors.Hosts;
using Xunit;

namespace MucService.Actors.Tests.Hosts;

/// <summary>Where rooms' times and ids come from.</summary>
public sealed class ArrivalsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public void Stamps_follow_the_wall_clock_and_what_is_measured_does_not(int hours)
    {
        var clock = new JumpingTime(_time);
        var arrivals = new Arrivals(clock);
        var before = arrivals.Next();

        clock.Jump(TimeSpan.FromHours(hours));
        _time.Advance(TimeSpan.FromSeconds(7));
        var after = arrivals.Next();

        Assert.Equal(TimeSpan.FromHours(hours) + TimeSpan.FromSeconds(7), after.At - before.At);
        Assert.Equal(TimeSpan.FromSeconds(7), after.Steady - before.Steady);
        Assert.NotEqual(before.StanzaId, after.StanzaId);
    }

    [Fact]
    public void No_id_is_given_twice_and_none_tells_its_number()
    {
        var (one, other) = (new Arrivals(TimeProvider.System), new Arrivals(TimeProvider.System));
        var ids = Enumerable.Range(0, 1000).SelectMany(_ => new[] { one.Next().StanzaId, other.Next().StanzaId }).ToList();

        Assert.Equal(2000, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, id => Assert.Equal(22, id.Length));
        Assert.DoesNotContain(true, ids.Zip(ids.Skip(2), (first, next) => first[..8] == next[..8]));
    }
}
