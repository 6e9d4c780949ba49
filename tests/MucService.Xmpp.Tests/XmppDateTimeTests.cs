using CsCheck;
using Xunit;

namespace MucService.Xmpp.Tests;

/// <summary>XEP-0082, the DateTime profile. Examples from XEP-0082, © XMPP Standards Foundation, used under its permission notice.</summary>
public sealed class XmppDateTimeTests
{
    [Theory]
    [InlineData("1969-07-21T02:56:15Z", "1969-07-21T02:56:15Z")]
    [InlineData("1969-07-20T21:56:15-05:00", "1969-07-21T02:56:15Z")]
    [InlineData("2002-09-10T23:08:25.5Z", "2002-09-10T23:08:25.500Z")]
    [InlineData("2002-09-10T23:08:25.123456789012+14:00", "2002-09-10T09:08:25.123Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    public void Moments_are_read_and_written_in_UTC(string written, string inUtc)
    {
        Assert.True(XmppDateTime.TryParse(written, out var moment));
        Assert.Equal(TimeSpan.Zero, moment.Offset);
        Assert.Equal(inUtc, XmppDateTime.Format(moment));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Z")]
    [InlineData("2002-09-10")]
    [InlineData("2002-09-10T23:08:25")]
    [InlineData("20020910T23:08:25")]
    [InlineData("2002-09-10 23:08:25Z")]
    [InlineData("2002-09-10T23:08:25.Z")]
    [InlineData("2002-09-10T23:08:25,5Z")]
    [InlineData("2002-09-10T23:08:25.5aZ")]
    [InlineData("2002-09-10T24:08:25Z")]
    [InlineData("2002-02-30T23:08:25Z")]
    [InlineData("2002-09-10T23:08:25+25:00")]
    [InlineData("2002-09-10T23:08:25+0500")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    public void What_is_no_moment_is_refused(string written) => Assert.False(XmppDateTime.TryParse(written, out _));

    [Fact]
    public void What_is_written_is_read_back_to_the_millisecond() => Gen.DateTimeOffset.Sample(
        moment =>
        {
            Assert.True(XmppDateTime.TryParse(XmppDateTime.Format(moment), out var back));
            Assert.InRange(moment - back, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
        });
}
