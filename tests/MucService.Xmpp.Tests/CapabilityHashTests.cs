using Xunit;

namespace MucService.Xmpp.Tests;

/// <summary>XEP-0390. Examples from XEP-0390, © XMPP Standards Foundation, used under its permission notice.</summary>
public sealed class CapabilityHashTests
{
    private const string Simple = """
        <query xmlns="http://jabber.org/protocol/disco#info">
          <identity category="client" name="BombusMod" type="mobile"/>
          <feature var="http://jabber.org/protocol/si"/>
          <feature var="http://jabber.org/protocol/bytestreams"/>
          <feature var="http://jabber.org/protocol/chatstates"/>
          <feature var="http://jabber.org/protocol/disco#info"/>
          <feature var="http://jabber.org/protocol/disco#items"/>
          <feature var="urn:xmpp:ping"/>
          <feature var="jabber:iq:time"/>
          <feature var="jabber:iq:privacy"/>
          <feature var="jabber:iq:version"/>
          <feature var="http://jabber.org/protocol/rosterx"/>
          <feature var="urn:xmpp:time"/>
          <feature var="jabber:x:oob"/>
          <feature var="http://jabber.org/protocol/ibb"/>
          <feature var="http://jabber.org/protocol/si/profile/file-transfer"/>
          <feature var="urn:xmpp:receipts"/>
          <feature var="jabber:iq:roster"/>
          <feature var="jabber:iq:last"/>
        </query>
        """;

    private const string Complex = """
        <query xmlns="http://jabber.org/protocol/disco#info">
          <identity category="client" name="Tkabber" type="pc" xml:lang="en"/>
          <identity category="client" name="Ткаббер" type="pc" xml:lang="ru"/>
          <feature var="games:board"/>
          <feature var="http://jabber.org/protocol/activity"/>
          <feature var="http://jabber.org/protocol/activity+notify"/>
          <feature var="http://jabber.org/protocol/bytestreams"/>
          <feature var="http://jabber.org/protocol/chatstates"/>
          <feature var="http://jabber.org/protocol/commands"/>
          <feature var="http://jabber.org/protocol/disco#info"/>
          <feature var="http://jabber.org/protocol/disco#items"/>
          <feature var="http://jabber.org/protocol/evil"/>
          <feature var="http://jabber.org/protocol/feature-neg"/>
          <feature var="http://jabber.org/protocol/geoloc"/>
          <feature var="http://jabber.org/protocol/geoloc+notify"/>
          <feature var="http://jabber.org/protocol/ibb"/>
          <feature var="http://jabber.org/protocol/iqibb"/>
          <feature var="http://jabber.org/protocol/mood"/>
          <feature var="http://jabber.org/protocol/mood+notify"/>
          <feature var="http://jabber.org/protocol/rosterx"/>
          <feature var="http://jabber.org/protocol/si"/>
          <feature var="http://jabber.org/protocol/si/profile/file-transfer"/>
          <feature var="http://jabber.org/protocol/tune"/>
          <feature var="http://www.facebook.com/xmpp/messages"/>
          <feature var="http://www.xmpp.org/extensions/xep-0084.html#ns-metadata+notify"/>
          <feature var="jabber:iq:avatar"/>
          <feature var="jabber:iq:browse"/>
          <feature var="jabber:iq:dtcp"/>
          <feature var="jabber:iq:filexfer"/>
          <feature var="jabber:iq:ibb"/>
          <feature var="jabber:iq:inband"/>
          <feature var="jabber:iq:jidlink"/>
          <feature var="jabber:iq:last"/>
          <feature var="jabber:iq:oob"/>
          <feature var="jabber:iq:privacy"/>
          <feature var="jabber:iq:roster"/>
          <feature var="jabber:iq:time"/>
          <feature var="jabber:iq:version"/>
          <feature var="jabber:x:data"/>
          <feature var="jabber:x:event"/>
          <feature var="jabber:x:oob"/>
          <feature var="urn:xmpp:avatar:metadata+notify"/>
          <feature var="urn:xmpp:ping"/>
          <feature var="urn:xmpp:receipts"/>
          <feature var="urn:xmpp:time"/>
          <x xmlns="jabber:x:data" type="result">
            <field type="hidden" var="FORM_TYPE"><value>urn:xmpp:dataforms:softwareinfo</value></field>
            <field var="software"><value>Tkabber</value></field>
            <field var="software_version"><value>0.11.1-svn-20111216-mod (Tcl/Tk 8.6b2)</value></field>
            <field var="os"><value>Windows</value></field>
            <field var="os_version"><value>XP</value></field>
          </x>
        </query>
        """;

    [Theory]
    [InlineData(Simple, "sha-256", "kzBZbkqJ3ADrj7v08reD1qcWUwNGHaidNUgD7nHpiw8=")]
    [InlineData(Simple, "sha3-256", "79mdYAfU9rEdTOcWDO7UEAt6E56SUzk/g6TnqUeuD9Q=")]
    [InlineData(Complex, "sha-256", "u79ZroNJbdSWhdSp311mddz44oHHPsEBntQ5b1jqBSY=")]
    [InlineData(Complex, "sha3-256", "XpUJzLAc93258sMECZ3FJpebkzuyNXDzRNwQog8eycg=")]
    public void Examples_have_the_hash_that_the_XEP_gives(string info, string algo, string hash)
    {
        Assert.Contains(algo, CapabilityHash.Functions);
        Assert.Equal(hash, CapabilityHash.Compute(Elements.Parse(info), algo));
    }

    [Fact]
    public void A_language_that_is_said_further_out_counts()
    {
        var said = Elements.Parse(Simple.Replace("<identity", "<identity xml:lang='en'"));
        var inherited = Elements.Parse(Simple.Replace("<query", "<query xml:lang='en'"));

        Assert.Equal(CapabilityHash.Compute(said, "sha-256"), CapabilityHash.Compute(inherited, "sha-256"));
        Assert.Equal(CapabilityHash.Compute(said, "sha-256"), CapabilityHash.Compute(Elements.Parse(Simple), "sha-256", "en"));
        Assert.NotEqual(CapabilityHash.Compute(said, "sha-256"), CapabilityHash.Compute(Elements.Parse(Simple), "sha-256"));
    }

    [Theory]
    [InlineData("<other xmlns='urn:example:other'/>")]
    [InlineData("<x xmlns='jabber:x:data' type='result'><field var='os'><value>Mac</value></field></x>")]
    [InlineData("<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE'><value>a</value></field></x>")]
    [InlineData("<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>a</value><value>b</value></field></x>")]
    [InlineData("<x xmlns='jabber:x:data' type='result'><reported/><field var='FORM_TYPE' type='hidden'><value>a</value></field></x>")]
    public void What_the_XEP_does_not_foresee_has_no_hash(string addition) =>
        Assert.Null(CapabilityHash.Compute(Elements.Parse(Simple.Replace("</query>", addition + "</query>")), "sha-256"));

    [Theory]
    [InlineData("sha-1")]
    [InlineData("md5")]
    [InlineData("SHA-256")]
    [InlineData("")]
    public void A_function_that_is_weak_or_unknown_verifies_nothing(string algo)
    {
        Assert.DoesNotContain(algo, CapabilityHash.Functions);
        Assert.Null(CapabilityHash.Compute(Elements.Parse(Simple), algo));
    }

    [Fact]
    public void The_node_names_function_and_hash() =>
        Assert.Equal(
            "urn:xmpp:caps#sha-256.u79ZroNJbdSWhdSp311mddz44oHHPsEBntQ5b1jqBSY=",
            CapabilityHash.Node("sha-256", "u79ZroNJbdSWhdSp311mddz44oHHPsEBntQ5b1jqBSY="));
}
