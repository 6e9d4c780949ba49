namespace MucService.Wire.Tests.Streams;

public sealed class BackoffTests
{
    [Fact]
    public void Waiting_doubles_from_one_second_to_sixty() =>
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], Waits(new Backoff(() => 0.5), 8));

    [Fact]
    public void The_longest_wait_is_whose_waiting_it_is() =>
        Assert.Equal([1, 2, 4, 5, 5], Waits(new Backoff(() => 0.5) { Longest = TimeSpan.FromSeconds(5) }, 5));

    [Fact]
    public void The_first_wait_too() =>
        Assert.Equal([0.25, 0.5, 1, 2], Waits(new Backoff(() => 0.5) { First = TimeSpan.FromMilliseconds(250) }, 4));

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.999999)]
    public void Jitter_stays_within_a_quarter_and_the_bounds(double random)
    {
        double[] plain = [1, 2, 4, 8, 16, 32, 60, 60];
        Assert.All(Waits(new Backoff(() => random), 8).Zip(plain), pair =>
            Assert.InRange(pair.First, Math.Max(1, pair.Second * 0.75), Math.Min(60, pair.Second * 1.25)));
    }

    [Fact]
    public void After_a_success_it_begins_anew()
    {
        var backoff = new Backoff(() => 0.5);
        Waits(backoff, 5);

        backoff.Reset();

        Assert.Equal([1, 2], Waits(backoff, 2));
    }

    private static double[] Waits(Backoff backoff, int times) => [.. Enumerable.Range(0, times).Select(_ => backoff.Next().TotalSeconds)];
}
