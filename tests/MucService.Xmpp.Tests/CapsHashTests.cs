using Xunit;

namespace MucService.Xmpp.Tests;

/// <summary>XEP-0115. Examples from XEP-0115, © XMPP Standards Foundation, used under its permission notice.</summary>
public sealed class CapsHashTests
{
    private const string Simple = """
        <query xmlns='http://jabber.org/protocol/disco#info'>
          <identity category='client' name='Exodus 0.9.1' type='pc'/>
          <feature var='http://jabber.org/protocol/muc'/>
          <feature var='http://jabber.org/protocol/disco#items'/>
          <feature var='http://jabber.org/protocol/disco#info'/>
          <feature var='http://jabber.org/protocol/caps'/>
        </query>
        """;

    private const string Complex = """
        <query xmlns='http://jabber.org/protocol/disco#info' node='http://psi-im.org#q07IKJEyjvHSyhy//CH0CxmKi8w='>
          <identity xml:lang='en' category='client' name='Psi 0.11' type='pc'/>
          <identity xml:lang='el' category='client' name='&#x3A8; 0.11' type='pc'/>
          <feature var='http://jabber.org/protocol/caps'/>
          <feature var='http://jabber.org/protocol/disco#info'/>
          <feature var='http://jabber.org/protocol/disco#items'/>
          <feature var='http://jabber.org/protocol/muc'/>
          <x xmlns='jabber:x:data' type='result'>
            <field var='FORM_TYPE' type='hidden'><value>urn:xmpp:dataforms:softwareinfo</value></field>
            <field var='ip_version' type='text-multi'><value>ipv4</value><value>ipv6</value></field>
            <field var='os'><value>Mac</value></field>
            <field var='os_version'><value>10.5.1</value></field>
            <field var='software'><value>Psi</value></field>
            <field var='software_version'><value>0.11</value></field>
          </x>
        </query>
        """;

    [Theory]
    [InlineData(Simple, "QgayPKawpkPSDYmwT/WM94uAlu0=")]
    [InlineData(Complex, "q07IKJEyjvHSyhy//CH0CxmKi8w=")]
    public void Examples_have_the_string_that_the_XEP_gives(string info, string ver)
    {
        Assert.Equal(ver, CapsHash.Compute(Elements.Parse(info), "sha-1"));
        Assert.True(CapsHash.Verifies(Elements.Parse(info), "sha-1", ver));
        Assert.False(CapsHash.Verifies(Elements.Parse(info), "sha-1", "66/0NaeaBKkwk85efJTGmU47vXI="));
        Assert.False(CapsHash.Verifies(Elements.Parse(info), "sha-256", ver));
    }

    [Theory]
    [InlineData("sha-1", 28)]
    [InlineData("sha-256", 44)]
    [InlineData("sha-384", 64)]
    [InlineData("sha-512", 88)]
    public void The_functions_of_the_registry_are_known(string hash, int letters)
    {
        Assert.True(CapsHash.IsSupported(hash));
        Assert.Equal(letters, CapsHash.Compute(Elements.Parse(Simple), hash)!.Length);
    }

    [Theory]
    [InlineData("md5")]
    [InlineData("")]
    [InlineData("SHA-1")]
    public void Another_function_verifies_nothing(string hash)
    {
        Assert.False(CapsHash.IsSupported(hash));
        Assert.Null(CapsHash.Compute(Elements.Parse(Simple), hash));
    }

    [Theory]
    [InlineData("<identity category='client' name='Exodus 0.9.1' type='pc'/>")]
    [InlineData("<feature var='http://jabber.org/protocol/muc'/>")]
    [InlineData("""
        <x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>a</value></field></x>
        <x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>a</value></field></x>
        """)]
    [InlineData("<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>a</value><value>b</value></field></x>")]
    public void What_says_a_thing_twice_is_ill_formed(string addition) =>
        Assert.Null(CapsHash.Compute(Elements.Parse(Simple.Replace("</query>", addition + "</query>")), "sha-1"));

    [Theory]
    [InlineData("<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='text-single'><value>a</value></field></x>")]
    [InlineData("<x xmlns='jabber:x:data' type='result'><field var='os'><value>Mac</value></field></x>")]
    [InlineData("<other xmlns='urn:example:other'/>")]
    public void What_is_no_extension_is_passed_over(string addition) =>
        Assert.Equal(
            "QgayPKawpkPSDYmwT/WM94uAlu0=",
            CapsHash.Compute(Elements.Parse(Simple.Replace("</query>", addition + "</query>")), "sha-1"));

    [Fact]
    public void A_separator_within_a_name_does_not_pass_for_a_feature()
    {
        var forged = Simple
            .Replace("Exodus 0.9.1", "Exodus 0.9.1&lt;http://jabber.org/protocol/caps")
            .Replace("<feature var='http://jabber.org/protocol/caps'/>", "");

        Assert.False(CapsHash.Verifies(Elements.Parse(forged), "sha-1", "QgayPKawpkPSDYmwT/WM94uAlu0="));
    }

    [Fact]
    public void What_this_service_answers_can_be_verified_too()
    {
        var info = Disco.Info(
            "node",
            [new DiscoIdentity("client", "pc", "Exodus 0.9.1")],
            [Namespaces.Caps, Namespaces.DiscoInfo, Namespaces.DiscoItems, Namespaces.Muc]);

        Assert.True(CapsHash.Verifies(info, "sha-1", "QgayPKawpkPSDYmwT/WM94uAlu0="));
        Assert.Contains(Namespaces.Muc, Disco.Features(info));
    }
}
