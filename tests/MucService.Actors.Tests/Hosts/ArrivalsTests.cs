using MucService.Actors.Hosts;
using Xunit;

namespace MucService.Actors.Tests.Hosts;

public sealed class ArrivalsTests
{
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
