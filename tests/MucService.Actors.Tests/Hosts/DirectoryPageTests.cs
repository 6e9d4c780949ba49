using System.Text;
using MucService.Actors.Hosts;
using MucService.Storage;
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

    [Theory]
    [InlineData("<max>1</max>", 7, "<first index=\"0\">tea@muc.example</first><last>tea@muc.example</last><count>7</count>")]
    [InlineData("<max>1</max><before/>", 7, "<first index=\"6\">tea@muc.example</first><last>tea@muc.example</last><count>7</count>")]
    [InlineData("<max>1</max><after>a@muc.example</after>", 7, "<first>tea@muc.example</first><last>tea@muc.example</last><count>7</count>")]
    public void A_page_says_which_it_is_and_of_how_many(string set, long count, string shown)
    {
        Assert.True(Read(set, out var page, out _));
        var room = new DirectoryEntry(
            BareJid.Parse("tea@muc.example"), BareJid.Parse("ada@home.example"), DateTimeOffset.UnixEpoch, "Tea", "", 1, Public: true, Locked: false, Persistent: true, MembersOnly: false, PasswordProtected: false);

        Assert.Contains($"<set xmlns=\"{Namespaces.ResultSets}\">{shown}</set>", Rendered(page.Render([room], count)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<max>10</max>")]
    [InlineData("<max>0</max>")]
    public void Where_there_is_nothing_at_all_the_answer_is_empty(string set)
    {
        Assert.True(Read(set, out var page, out _));

        Assert.Equal($"<query xmlns=\"{Namespaces.DiscoItems}\"/>", Rendered(page.Render([], 0)));
    }

    private static string Rendered(Element query) => Encoding.UTF8.GetString(StanzaRenderer.RenderToBytes(Payload.Of(query))).Replace('\'', '"');

    private static bool Read(string set, out DirectoryPage page, out ErrorCondition fault)
    {
        var stanza = StanzaParser.ParseStanza(Encoding.UTF8.GetBytes(
            $"<iq type='get' id='1' from='ada@home.example' to='muc.example'><query xmlns='{Namespaces.DiscoItems}'><set xmlns='{Namespaces.ResultSets}'>{set}</set></query></iq>"));
        return DirectoryPage.TryRead(stanza.Child("query", Namespaces.DiscoItems)!.Child("set", Namespaces.ResultSets), 100, out page, out fault);
    }
}
