using System.Text;
using MucService.Actors.Hosts;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Hosts;

/// <summary>What a requester's result set asks of the list of rooms. XEP-0059.</summary>
public sealed class DirectoryPageTests
{
    [Theory]
    [InlineData("<max>10</max>", null, null, false, 10)]
    [InlineData("<max>1000</max>", null, null, false, 100)]
    [InlineData("<max>0</max>", null, null, false, 0)]
    [InlineData("<max>10</max><after>a@muc.example</after>", "a@muc.example", null, false, 10)]
    [InlineData("<max>10</max><before/>", null, null, true, 10)]
    [InlineData("<max>10</max><before>m@muc.example</before>", null, "m@muc.example", true, 10)]
    public void A_page_is_the_next_the_previous_or_the_last(string set, string? after, string? before, bool backwards, int size)
    {
        Assert.True(Read(set, out var page, out _));

        Assert.Equal(new DirectoryPage(after, before, backwards, size, IsAsked: true), page);
    }

    [Theory]
    [InlineData("<index>3</index>", ErrorCondition.FeatureNotImplemented)]
    [InlineData("<max>many</max>", ErrorCondition.BadRequest)]
    [InlineData("<after>a</after><before>b</before>", ErrorCondition.BadRequest)]
    public void Anything_else_is_refused_by_name(string set, ErrorCondition condition)
    {
        Assert.False(Read(set, out _, out var fault));

        Assert.Equal(condition, fault);
    }

    private static bool Read(string set, out DirectoryPage page, out ErrorCondition fault)
    {
        var stanza = StanzaParser.ParseStanza(Encoding.UTF8.GetBytes(
            $"<iq type='get' id='1' from='ada@home.example' to='muc.example'><query xmlns='{Namespaces.DiscoItems}'><set xmlns='{Namespaces.ResultSets}'>{set}</set></query></iq>"));
        return DirectoryPage.TryRead(stanza.Child("query", Namespaces.DiscoItems)!.Child("set", Namespaces.ResultSets), 100, out page, out fault);
    }
}
