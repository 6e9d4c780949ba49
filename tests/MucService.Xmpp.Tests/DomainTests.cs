using System.Runtime.CompilerServices;
using Xunit;

namespace MucService.Xmpp.Tests;

/// <summary>Domains: RFC 7622 section 3.2, RFC 5891, RFC 5893.</summary>
public sealed class DomainTests
{
    [Theory]
    [InlineData("example.com", "example.com")]
    [InlineData("EXAMPLE.com.", "example.com")]
    [InlineData("localhost", "localhost")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("[::1]", "[::1]")]
    [InlineData("[2001:DB8:0:0::1]", "[2001:db8::1]")]
    [InlineData("xn--bcher-kva.example", "b\u00FCcher.example")]
    [InlineData("XN--BCHER-KVA.example", "b\u00FCcher.example")]
    [InlineData("B\u00DCCHER.example", "b\u00FCcher.example")]
    [InlineData("bu\u0308cher.example", "b\u00FCcher.example")]
    [InlineData("fa\u00DF.de", "fa\u00DF.de")]
    [InlineData("xn--fa-hia.de", "fa\u00DF.de")]
    [InlineData("\uFF45\uFF58.example", "ex.example")]
    [InlineData("\u65E5\u672C\u8A9E\u3002jp", "\u65E5\u672C\u8A9E.jp")]
    [InlineData("xn--4dbrk0ce", "\u05D9\u05E9\u05E8\u05D0\u05DC")]
    [InlineData("my_host.internal", "my_host.internal")]
    [InlineData("l\u00B7l.example", "l\u00B7l.example")]
    public void Domains_are_read_in_one_normal_form(string written, string normal)
    {
        Assert.Equal(normal, Domain.Parse(written).Value);
        Assert.Equal(Domain.Parse(normal), Domain.Parse(written));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("example..com")]
    [InlineData("example.com..")]
    [InlineData("-a.example")]
    [InlineData("a-.example")]
    [InlineData("ab--c.example")]
    [InlineData("exa mple.com")]
    [InlineData("a@b")]
    [InlineData("a/b")]
    [InlineData("a<b")]
    [InlineData("xn--")]
    [InlineData("xn--abc-")]
    [InlineData("xn--a-\u00E9")]
    [InlineData("xn--99999999.example")]
    [InlineData("\u265A.example")]
    [InlineData("\u0301a.example")]
    [InlineData("a\u00B7.example")]
    [InlineData("1\u05D0.example")]
    [InlineData("1a.\u05D0")]
    [InlineData("a\u0378.example")]
    [InlineData("[127.0.0.1]")]
    [InlineData("[::1")]
    [InlineData("[::1%1]")]
    [InlineData("[]")]
    public void What_is_no_domain_is_refused(string written) => Assert.False(Domain.TryParse(written, out _));

    [Fact]
    public void A_label_has_at_most_63_letters_in_the_DNS()
    {
        Assert.True(Domain.TryParse(new string('a', 63), out _));
        Assert.False(Domain.TryParse(new string('a', 64), out _));
        Assert.True(Domain.TryParse(new string('\u00FC', 57), out _));
        Assert.False(Domain.TryParse(new string('\u00FC', 60), out _));
    }

    [Fact]
    public void A_name_has_at_most_253_letters_in_the_DNS()
    {
        var label = new string('a', 49);
        Assert.True(Domain.TryParse($"{label}.{label}.{label}.{label}.{label}.abc", out _));
        Assert.False(Domain.TryParse($"{label}.{label}.{label}.{label}.{label}.abcd", out _));
    }

    [Fact]
    public void A_domain_read_again_is_the_same_string() =>
        Assert.Same(Domain.Parse("capulet.lit").Value, Domain.Parse(new string("capulet.lit")).Value);

    [Fact]
    public void Of_ever_new_domains_few_stay_in_memory()
    {
        var read = Flood();
        GC.Collect();

        Assert.InRange(read.Count(domain => domain.IsAlive), 0, 8192);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static List<WeakReference> Flood() =>
            [.. Enumerable.Range(0, 30_000).Select(number => new WeakReference(Domain.Parse($"flood{number}.example").Value))];
    }
}
