using System.Xml.Linq;
using Xunit;

namespace MucService.Conformance.Tests;

/// <summary>How a stanza is compared with what a script expects.</summary>
public class ExpectationTests
{
    [Theory]
    [InlineData("<message/>", "<message id='1'><body>Hm</body></message>")]
    [InlineData("<message><body/></message>", "<message><body>Hm</body></message>")]
    [InlineData("<message id='{scansion:any}'/>", "<message id='7'/>")]
    [InlineData("<message><body>Hm</body><thread/></message>", "<message><thread>a</thread><body> Hm </body></message>")]
    [InlineData("<message><x xmlns='a'><b/><c/></x></message>", "<message><y xmlns='a'/><x xmlns='a'><b/><c/></x></message>")]
    [InlineData("<message><x xmlns='a' scansion:strict='false'><c/><b/></x></message>", "<message><x xmlns='a' d='1'><b/><c/><d/></x></message>")]
    [InlineData("<message><x xmlns='a' b='{scansion:any}'>{scansion:any}</x></message>", "<message><x xmlns='a' b='2'>Hm</x></message>")]
    [InlineData("<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>No</text>", "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas' xml:lang='en'>Never</text>")]
    public void Fits(string expected, string received) => Assert.Null(Expectation.Unmet(Read(expected), Read(received)));

    [Theory]
    [InlineData("<message/>", "<presence/>", "received <presence>")]
    [InlineData("<message id='1'/>", "<message id='2'/>", "expected id='1', received '2'")]
    [InlineData("<message id='{scansion:any}'/>", "<message/>", "received none")]
    [InlineData("<message><body>Hm</body></message>", "<message><body>Ah</body></message>", "received 'Ah'")]
    [InlineData("<message><thread/></message>", "<message><body/></message>", "<thread> is missing")]
    [InlineData("<message><thread/><thread/></message>", "<message><thread/></message>", "<thread> is missing")]
    [InlineData("<message><x xmlns='a'/></message>", "<message><x xmlns='b'/></message>", "<x> is missing")]
    [InlineData("<message><x xmlns='a'/></message>", "<message><x xmlns='a' b='1'/></message>", "b='1', which is not expected")]
    [InlineData("<message><x xmlns='a'/></message>", "<message><x xmlns='a'>Hm</x></message>", "received 'Hm'")]
    [InlineData("<message><x xmlns='a'><b/></x></message>", "<message><x xmlns='a'><b/><c/></x></message>", "<c>, which is not expected")]
    [InlineData("<message><x xmlns='a'><b/><c/></x></message>", "<message><x xmlns='a'><b/></x></message>", "<c> is missing")]
    [InlineData("<message><x xmlns='a'><b/><c/></x></message>", "<message><x xmlns='a'><c/><b/></x></message>", "expected <b>, received <c>")]
    [InlineData("<message scansion:strict='true'/>", "<message id='1'/>", "id='1', which is not expected")]
    public void Does_not_fit(string expected, string received, string why) =>
        Assert.Contains(why, Expectation.Unmet(Read(expected), Read(received)), StringComparison.Ordinal);

    private static XElement Read(string xml) =>
        XElement.Parse($"<script xmlns='jabber:client' xmlns:scansion='{Expectation.Scansion}'>{xml}</script>").Elements().Single();
}
