using Microsoft.Extensions.Logging.Abstractions;

namespace MucService.Wire.Tests.Streams;

public sealed class HandshakeTests : IDisposable
{
    private readonly FakeHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void The_proof_is_that_of_the_example_of_XEP_0114() =>
        Assert.Equal("aaee83c26aeeafcbabeabfcbcd50df997e0a2a1e", Handshake.Proof("3BF96D32", "test"));

    [Fact]
    public async Task A_stream_opens_with_header_and_handshake()
    {
        var open = OpenAsync();
        await _host.ShakeHandsAsync();

        using var stream = await open;
    }

    [Fact]
    public async Task A_wrong_secret_is_told_apart() => await FailsAfterHeader(
        "<stream:error><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>no</text></stream:error></stream:stream>",
        StreamFailureKind.WrongSecret);

    [Fact]
    public async Task A_conflict_is_told_apart() => await FailsAfterHeader(
        "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>", StreamFailureKind.Conflict);

    [Fact]
    public async Task A_domain_the_host_does_not_serve_is_told_apart() => await FailsAfterHeader(
        "<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>", StreamFailureKind.UnknownHost);

    [Fact]
    public async Task Any_other_error_is_the_hosts() => await FailsAfterHeader(
        "<stream:error><internal-server-error xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>", StreamFailureKind.HostError);

    [Fact]
    public async Task A_host_that_closes_the_stream_instead_is_told_apart() => await FailsAfterHeader("</stream:stream>", StreamFailureKind.Closed);

    [Fact]
    public async Task A_host_that_speaks_no_XML_is_told_apart() => await FailsAfterHeader("<handshake", StreamFailureKind.IllFormed, "<");

    [Fact]
    public async Task Something_that_is_no_host_is_told_apart()
    {
        var open = OpenAsync();
        await _host.AcceptAsync();
        await _host.SayAsync("HTTP/1.1 400 Bad Request\r\n\r\n");

        Assert.Equal(StreamFailureKind.IllFormed, await FailureOf(open));
    }

    [Fact]
    public async Task An_endless_stream_header_is_given_up()
    {
        var open = OpenAsync();
        await _host.AcceptAsync();
        await _host.SayAsync("<stream:stream xmlns='" + new string('x', 20_000));

        Assert.Equal(StreamFailureKind.IllFormed, await FailureOf(open));
    }

    [Fact]
    public async Task A_silent_host_is_given_up()
    {
        var open = OpenAsync(WireLimits.Default with { HandshakeDeadline = TimeSpan.FromMilliseconds(200) });
        await _host.AcceptAsync();

        Assert.Equal(StreamFailureKind.TimedOut, await FailureOf(open));
    }

    [Fact]
    public async Task A_refused_connection_is_told_apart()
    {
        _host.StopListening();

        Assert.Equal(StreamFailureKind.Refused, await FailureOf(OpenAsync(endpoint: Endpoint("127.0.0.1", 1))));
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_told_apart() =>
        Assert.Equal(StreamFailureKind.UnknownHost, await FailureOf(OpenAsync(endpoint: Endpoint("nobody.invalid", 1))));

    [Fact]
    public async Task Giving_up_is_no_failure_of_the_host()
    {
        using var cancel = new CancellationTokenSource(100);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => OpenAsync(cancel: cancel.Token));
    }

    [Fact]
    public void An_endpoint_does_not_show_its_secret() =>
        Assert.DoesNotContain(FakeHost.Secret, _host.Endpoint.ToString(), StringComparison.Ordinal);

    private async Task FailsAfterHeader(string answer, StreamFailureKind kind, string andThen = "")
    {
        var open = OpenAsync();
        await _host.OpenAsync();
        await _host.HearAsync("</handshake>");
        await _host.SayAsync(answer + andThen);

        Assert.Equal(kind, await FailureOf(open));
    }

    private static async Task<StreamFailureKind> FailureOf(Task<ComponentStream> open) =>
        (await Assert.ThrowsAsync<StreamFailureException>(() => open)).Failure.Kind;

    private ComponentEndpoint Endpoint(string host, int port) => _host.Endpoint with { Host = host, Port = port };

    private Task<ComponentStream> OpenAsync(WireLimits? limits = null, ComponentEndpoint? endpoint = null, CancellationToken cancel = default) =>
        ComponentStream.OpenAsync(
            endpoint ?? _host.Endpoint,
            limits ?? WireLimits.Default,
            new OutputQueue(1024 * 1024),
            NullLogger.Instance,
            TimeProvider.System,
            cancel);
}
