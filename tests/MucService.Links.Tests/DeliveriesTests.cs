using Xunit;

namespace MucService.Links.Tests;

/// <summary>What was sent into a link has arrived when a probe is answered that was surely sent after it.</summary>
public class DeliveriesTests
{
    private readonly Deliveries<string> _deliveries = new();

    [Fact]
    public void The_second_probe_after_something_was_sent_proves_it()
    {
        _deliveries.Sent("a", lastProbe: 7);

        Assert.Empty(_deliveries.Proved(8));
        Assert.True(_deliveries.Awaits("a"));
        Assert.Equal(["a"], _deliveries.Proved(9));
        Assert.False(_deliveries.Awaits("a"));
    }

    [Fact]
    public void What_is_sent_again_is_proved_anew()
    {
        _deliveries.Sent("a", lastProbe: 7);
        _deliveries.Sent("a", lastProbe: 8);

        Assert.Empty(_deliveries.Proved(9));
        Assert.Equal(["a"], _deliveries.Proved(10));
    }

    [Fact]
    public void What_is_forgotten_is_not_waited_for()
    {
        _deliveries.Sent("a", lastProbe: 7);
        _deliveries.Forget("a");

        Assert.Empty(_deliveries.Proved(9));
    }

    [Fact]
    public void What_is_in_doubt_is_not_proved_by_a_later_probe()
    {
        _deliveries.Sent("a", lastProbe: 7);

        Assert.Equal(["a"], _deliveries.Doubt());
        Assert.False(_deliveries.Awaits("a"));
        Assert.Empty(_deliveries.Proved(9));
    }
}
