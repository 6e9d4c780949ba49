using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using MucService.Xmpp;

namespace MucService.Wire.Tests.Streams;

/// <summary>The stream against a real host.</summary>
public sealed class ProsodyTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly Prosody _prosody = new();
    private readonly OutputQueue _output = new(1024 * 1024);
    private readonly Channel<Stanza> _received = Channel.CreateUnbounded<Stanza>();

    public Task InitializeAsync() => _prosody.StartAsync();

    public Task DisposeAsync() => _prosody.EndAsync();

    [Fact]
    public async Task A_stream_opens_carries_stanzas_both_ways_and_closes()
    {
        using var stream = await OpenAsync(_prosody.Tea);
        var run = RunAsync(stream);
        var sent = StanzaParser.ParseStanza(Bytes.Of(
            "<message from='a@tea.montague.lit/&lt;' to='b@tea.montague.lit/x' type='groupchat' id='&apos;1'><body>é &lt; 😀</body><q xmlns='urn:q' a='1'><r/></q></message>"));
        Send(sent);

        var back = await _received.Reader.ReadAsync().AsTask().WaitAsync(Soon);
        Assert.Equal((sent.Type, sent.Id, sent.From, sent.To), (back.Type, back.Id, back.From, back.To));
        Assert.Equal(sent.Payloads.Select(payload => payload.Name), back.Payloads.Select(payload => payload.Name));

        await stream.CloseAsync().WaitAsync(Soon);
        Assert.Equal(StreamFailureKind.Stopped, (await run).Kind);
    }

    [Fact]
    public async Task A_ping_to_the_own_domain_comes_back()
    {
        var limits = WireLimits.Default with { PingInterval = TimeSpan.FromMilliseconds(100), PingDeadline = TimeSpan.FromMilliseconds(700) };
        using var stream = await OpenAsync(_prosody.Tea, limits);
        var run = RunAsync(stream);

        await Task.Delay(TimeSpan.FromSeconds(3));

        Assert.False(run.IsCompleted);
        Assert.True(_output.WrittenStanzas >= 3);
        Assert.False(_received.Reader.TryRead(out _));
        await stream.CloseAsync().WaitAsync(Soon);
    }

    [Fact]
    public async Task A_wrong_secret_is_told_apart() =>
        Assert.Equal(StreamFailureKind.WrongSecret, await FailureOf(OpenAsync(_prosody.Tea with { Secret = "wrong" })));

    [Fact]
    public async Task A_domain_it_does_not_serve_is_told_apart() =>
        Assert.Equal(StreamFailureKind.UnknownHost, await FailureOf(OpenAsync(_prosody.Tea with { Domain = Domain.Parse("elsewhere.lit") })));

    [Fact]
    public async Task A_second_stream_for_one_domain_is_a_conflict()
    {
        using var first = await OpenAsync(_prosody.Tea);

        Assert.Equal(StreamFailureKind.Conflict, await FailureOf(OpenAsync(_prosody.Tea)));
    }

    [Fact]
    public async Task A_stream_that_another_replaces_ends_in_a_conflict()
    {
        using var first = await OpenAsync(_prosody.Coffee);
        var run = RunAsync(first);

        using var second = await OpenAsync(_prosody.Coffee);

        Assert.Equal(StreamFailureKind.Conflict, (await run.WaitAsync(Soon)).Kind);
    }

    [Fact]
    public async Task A_restart_of_the_host_is_survived_with_what_waits()
    {
        using var first = await OpenAsync(_prosody.Tea);
        var run = RunAsync(first);
        await _prosody.StopAsync();

        // Prosody 0.12 drops its components when it stops; later ones may say goodbye.
        var failure = await run.WaitAsync(Soon);
        Assert.True(failure.Kind is StreamFailureKind.Lost or StreamFailureKind.Closed or StreamFailureKind.HostError, failure.ToString());
        Assert.Equal(StreamFailureKind.Refused, await FailureOf(OpenAsync(_prosody.Tea)));

        Send(StanzaParser.ParseStanza(Bytes.Of("<message from='a@tea.montague.lit' to='b@tea.montague.lit' id='waited'/>")));
        await _prosody.StartAsync();
        using var second = await OpenAsync(_prosody.Tea);
        _ = RunAsync(second);

        Assert.Equal("waited", (await _received.Reader.ReadAsync().AsTask().WaitAsync(Soon)).Id);
        await second.CloseAsync().WaitAsync(Soon);
    }

    [Fact]
    public async Task A_killed_host_is_lost()
    {
        using var stream = await OpenAsync(_prosody.Tea);
        var run = RunAsync(stream);

        await _prosody.KillAsync();

        Assert.Equal(StreamFailureKind.Lost, (await run.WaitAsync(Soon)).Kind);
    }

    private Task<ComponentStream> OpenAsync(ComponentEndpoint endpoint, WireLimits? limits = null) =>
        ComponentStream.OpenAsync(endpoint, limits ?? WireLimits.Default, _output, NullLogger.Instance, TimeProvider.System, default);

    private Task<StreamFailure> RunAsync(ComponentStream stream) => stream.RunAsync(
        stanzas =>
        {
            foreach (var stanza in stanzas)
                _received.Writer.TryWrite(stanza);
            return default;
        },
        default);

    private void Send(Stanza stanza)
    {
        var writer = new SegmentWriter(new SegmentPool());
        writer.Add(stanza);
        Assert.True(_output.TryEnqueue(writer.TakeBatch()!, out _));
    }

    private static async Task<StreamFailureKind> FailureOf(Task<ComponentStream> open) =>
        (await Assert.ThrowsAsync<StreamFailureException>(() => open)).Failure.Kind;
}
