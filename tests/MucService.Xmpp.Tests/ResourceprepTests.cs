using Xunit;

namespace MucService.Xmpp.Tests;

/// <summary>What servers take that follow RFC 6122: Resourceprep, with what Unicode 3.2 knows.</summary>
public class ResourceprepTests
{
    [Theory]
    [InlineData("ada")]
    [InlineData("Ada Lovelace, 2nd")]
    [InlineData("\u00c4da")]
    [InlineData("\u0416\u0443\u043b\u044c\u0435\u0442\u0442\u0430")]
    [InlineData("\u65e5\u672c")]
    [InlineData("\u05d0\u05d1\u05d2")]
    [InlineData("\u2620")]
    [InlineData("\U00010400")]
    public void Is_taken(string resource) => Assert.True(Resourceprep.Accepts(resource));

    [Theory]
    [InlineData("\U0001F916")]
    [InlineData("ada \U0001F600")]
    [InlineData("\u1E9E")]
    [InlineData("\u20AC\u20BD")]
    [InlineData("\uFFFD")]
    [InlineData("\u2FF0")]
    [InlineData("\u05d0a")]
    [InlineData("\u05d01")]
    public void Is_not(string resource) => Assert.False(Resourceprep.Accepts(resource));
}
