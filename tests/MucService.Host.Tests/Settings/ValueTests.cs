using MucService.Host.Settings;
using Xunit;

namespace MucService.Host.Tests.Settings;

public sealed class ValueTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("10s", 10_000)]
    [InlineData("1.5s", 1500)]
    [InlineData("5m", 300_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("00:00:10", 10_000)]
    [InlineData("00:00:00.25", 250)]
    public void Times_are_read(string text, double milliseconds)
    {
        Assert.True(Duration.TryParse(text, out var time));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), time);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("1e9d")]
    [InlineData("10 s")]
    [InlineData("999999999999d")]
    [InlineData("soon")]
    public void What_is_no_time_is_refused(string text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1500, "1500ms")]
    [InlineData(60_000, "1m")]
    [InlineData(90_000, "90s")]
    [InlineData(86_400_000, "1d")]
    public void Times_are_written_as_people_write_them(double milliseconds, string text) =>
        Assert.Equal(text, Duration.Text(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData("127.0.0.1:5347", "127.0.0.1", 5347)]
    [InlineData("[::1]:5347", "::1", 5347)]
    [InlineData("xmpp.example:1", "xmpp.example", 1)]
    public void Addresses_are_read(string text, string host, int port)
    {
        Assert.True(HostPort.TryParse(text, out var parsed));
        Assert.Equal(new HostPort(host, port), parsed);
        Assert.Equal(text, parsed.ToString());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData(":5347")]
    [InlineData("::1:5347")]
    [InlineData("a b:5347")]
    [InlineData("host:65536")]
    [InlineData("host:-1")]
    [InlineData("host:")]
    public void What_is_no_address_is_refused(string text) => Assert.False(HostPort.TryParse(text, out _));

    [Theory]
    [InlineData("unix:/run/muc/admin.sock", "unix:/run/muc/admin.sock")]
    [InlineData("http://127.0.0.1:5380", "http://127.0.0.1:5380")]
    [InlineData("http://localhost:5380/", "http://127.0.0.1:5380")]
    [InlineData("http://[::1]:5380", "http://[::1]:5380")]
    public void The_admin_address_is_a_socket_or_loopback(string text, string shown)
    {
        Assert.True(AdminAddress.TryParse(text, out var address));
        Assert.Equal(shown, address.ToString());
    }

    [Theory]
    [InlineData("unix:admin.sock")]
    [InlineData("unix:")]
    [InlineData("http://0.0.0.0:5380")]
    [InlineData("http://192.0.2.1:5380")]
    [InlineData("http://example.org:5380")]
    [InlineData("https://127.0.0.1:5380")]
    [InlineData("http://127.0.0.1:5380/admin")]
    [InlineData("127.0.0.1:5380")]
    public void The_admin_address_is_nothing_else(string text) => Assert.False(AdminAddress.TryParse(text, out _));
}
