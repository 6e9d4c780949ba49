using MucService.Rooms.Protection;
using Xunit;

namespace MucService.Rooms.Tests.Protection;

public class TokenBucketTests
{
    private static readonly Rate ThreeInNine = new(3, TimeSpan.FromSeconds(9));

    private TokenBucket _bucket;

    [Fact]
    public void A_new_bucket_is_full_and_gives_all_it_has_at_once() =>
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => Takes(at: 0)));

    [Fact]
    public void Tokens_come_back_evenly()
    {
        for (var i = 0; i < 3; i++)
            Takes(at: 0);

        Assert.Equal([false, true, false, true], new[] { 2.9, 3, 5.9, 6 }.Select(at => Takes(at)));
    }

    [Fact]
    public void Who_has_to_wait_is_told_how_long()
    {
        for (var i = 0; i < 3; i++)
            Takes(at: 0);

        Assert.False(_bucket.TryTake(ThreeInNine, 2, TimeSpan.FromSeconds(1).Ticks, out var wait));
        Assert.Equal(TimeSpan.FromSeconds(5), wait);
    }

    [Fact]
    public void It_never_holds_more_than_it_can()
    {
        Takes(at: 0);

        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => Takes(at: 1_000_000)));
    }

    [Fact]
    public void What_costs_more_than_all_there_can_be_costs_all()
    {
        Assert.True(_bucket.TryTake(ThreeInNine, 50, 0, out _));
        Assert.False(Takes(at: 2.9));
        Assert.True(Takes(at: 3));
    }

    [Fact]
    public void A_clock_set_back_costs_at_most_one_period()
    {
        for (var i = 0; i < 3; i++)
            Takes(at: 1_000_000);

        Assert.False(Takes(at: 0));
        Assert.True(Takes(at: 3));
    }

    [Fact]
    public void Without_a_limit_nothing_is_refused()
    {
        for (var i = 0; i < 1000; i++)
            Assert.True(_bucket.TryTake(Rate.Unlimited, 1, 0, out _));

        Assert.True(_bucket.IsFull(0));
    }

    private bool Takes(double at) => _bucket.TryTake(ThreeInNine, 1, TimeSpan.FromSeconds(at).Ticks, out _);
}
