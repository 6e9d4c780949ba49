using MucService.Actors.Protection;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Protection;

/// <summary>What a node counts of what it refused.</summary>
public sealed class RefusalCountsTests
{
    [Fact]
    public void What_was_not_even_read_is_counted_by_what_was_wrong_with_it()
    {
        var counts = new RefusalCounts();
        var (tooLarge, noAddress) = (StanzaError.Of(ErrorCondition.PolicyViolation), StanzaError.Of(ErrorCondition.JidMalformed));
        counts.CountOnWire(tooLarge);
        counts.CountOnWire(noAddress);
        counts.CountOnWire(tooLarge);

        Assert.Equal(
            [new RefusalCount("malformed", "jid-malformed", 1), new RefusalCount("size", "policy-violation", 2)],
            counts.Read().OrderBy(count => count.Reason, StringComparer.Ordinal));
    }
}
