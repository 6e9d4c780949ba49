using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using MucService.Xmpp;

namespace MucService.Wire.Tests.Streams;

public sealed class ComponentStreamTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private static readonly WireLimits Limits = new() { MaxStanzaBytes = 1000, CloseDeadline = TimeSpan.FromSeconds(1) };

    private readonly FakeHost _host = new();
    private readonly OutputQueue _output = new(64 * 1024 * 1024);
    private readonly List<Stanza> _received = [];
    private readonly SegmentWriter _writer = new(new SegmentPool());

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Stanzas_are_handed_over_in_order_and_in_batches()
    {
        var (_, run) = await RunAsync();
        await _host.SayAsync(string.Concat(Enumerable.Range(0, 1000).Select(i => $"<message id='{i}'/>")) + "</stream:stream>");

        Assert.Equal(StreamFailureKind.Closed, (await run.WaitAsync(Soon)).Kind);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => i.ToString()), _received.Select(stanza => stanza.Id!));
        await _host.HearAsync("</stream:stream>");
    }

    [Fact]
    public async Task What_is_enqueued_is_written_and_its_position_passed()
    {
        var (_, run) = await RunAsync();
        var position = Enqueue("<message id='1'/>");

        await _host.HearAsync("<message id='1'/>");
        await _host.SayAsync("</stream:stream>");
        await run.WaitAsync(Soon);
        Assert.Equal(position, _output.Written);
    }

    [Fact]
    public async Task What_waits_when_a_stream_ends_is_written_to_the_next()
    {
        Enqueue("<message id='0'/>");
        var (_, first) = await RunAsync();
        await _host.HearAsync("<message id='0'/>");
        _host.EndOutput();
        Assert.Equal(StreamFailureKind.Lost, (await first.WaitAsync(Soon)).Kind);
        Enqueue("<message id='1'/>");
        Enqueue("<message id='2'/>");

        var (_, second) = await RunAsync();
        Assert.Equal("<message id='1'/><message id='2'/>", await _host.HearAsync("<message id='2'/>"));
        await _host.SayAsync("</stream:stream>");
        await second.WaitAsync(Soon);
    }

    [Fact]
    public async Task A_stream_error_of_the_host_is_its_reason()
    {
        var (_, run) = await RunAsync();
        await _host.SayAsync("<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>replaced</text></stream:error></stream:stream>");

        var failure = await run.WaitAsync(Soon);
        Assert.Equal(StreamFailureKind.Conflict, failure.Kind);
        Assert.Contains("replaced", failure.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<message><!-- x --></message>", "restricted-xml")]
    [InlineData("<message><a></b></message>", "not-well-formed")]
    public async Task XML_that_no_stream_may_carry_ends_it_with_the_error_after_what_came_before(string written, string condition)
    {
        var (_, run) = await RunAsync();
        await _host.SayAsync("<message id='1'/>" + written + "<message id='2'/>");

        await _host.HearAsync($"<stream:error><{condition} xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");
        Assert.Equal(StreamFailureKind.IllFormed, (await run.WaitAsync(Soon)).Kind);
        Assert.Equal("1", Assert.Single(_received).Id);
        await _host.HearEndAsync();
    }

    [Fact]
    public async Task A_reset_connection_is_lost()
    {
        var (_, run) = await RunAsync();
        _host.Reset();

        Assert.Equal(StreamFailureKind.Lost, (await run.WaitAsync(Soon)).Kind);
    }

    [Fact]
    public async Task An_oversized_stanza_is_refused_to_its_sender_and_the_stream_lives()
    {
        var (stream, run) = await RunAsync();
        await _host.SayAsync($"<message from='a@x.example/d' to='t@tea.example' id='7'><body>{new string('x', 5000)}</body></message><message id='1'/>");

        Assert.Equal(
            "<message to='a@x.example/d' from='t@tea.example' id='7' type='error'><error by='tea.example' type='modify'><policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
            + "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas' xml:lang='en'>The stanza is too large</text></error></message>",
            await _host.HearAsync("</message>"));
        await EndAsync(run);
        Assert.Equal("1", Assert.Single(_received).Id);
        Assert.Equal(1, stream.Statistics.Oversized);
        Assert.Equal(1, stream.Statistics.StanzasIn);
    }

    [Fact]
    public async Task A_stanza_with_an_address_that_is_none_is_refused_and_unknown_elements_are_ignored()
    {
        var (stream, run) = await RunAsync();
        await _host.SayAsync("<unknown xmlns='urn:x'/><iq type='get' from='a@x.example/d' to='@tea.example' id='7'><ping xmlns='urn:xmpp:ping'/></iq>");

        Assert.Contains("<jid-malformed", await _host.HearAsync("</iq>"), StringComparison.Ordinal);
        await EndAsync(run);
        Assert.Empty(_received);
        Assert.Equal((1, 1), (stream.Statistics.Malformed, stream.Statistics.Ignored));
    }

    [Fact]
    public async Task Closing_writes_what_waits_and_the_end_tag_and_still_takes_what_comes()
    {
        var (stream, run) = await RunAsync();
        Enqueue("<message id='1'/>");
        var close = stream.CloseAsync();

        await _host.HearAsync("<message id='1'/></stream:stream>");
        await _host.SayAsync("<message id='2'/></stream:stream>");

        await close.WaitAsync(Soon);
        Assert.Equal(StreamFailureKind.Stopped, (await run).Kind);
        Assert.Equal("2", Assert.Single(_received).Id);
    }

    [Fact]
    public async Task Closing_does_not_wait_for_ever_for_a_host_that_does_not_close()
    {
        var (stream, run) = await RunAsync();

        await stream.CloseAsync().WaitAsync(Soon);

        Assert.Equal(StreamFailureKind.Stopped, (await run).Kind);
    }

    [Fact]
    public async Task Closing_does_not_wait_for_ever_for_a_host_that_does_not_read()
    {
        var (stream, run) = await RunAsync();
        for (var i = 0; i < 200; i++)
            Enqueue($"<message id='{new string('x', 60_000)}'/>");

        await stream.CloseAsync().WaitAsync(Soon);

        Assert.Equal(StreamFailureKind.Stopped, (await run).Kind);
        Assert.True(_output.QueuedBytes > 0);
    }

    [Fact]
    public async Task Cancelling_ends_the_stream_at_once()
    {
        using var cancel = new CancellationTokenSource();
        var (_, run) = await RunAsync(cancel: cancel.Token);
        await cancel.CancelAsync();

        Assert.Equal(StreamFailureKind.Stopped, (await run.WaitAsync(Soon)).Kind);
        await _host.HearEndAsync();
        Assert.Equal("", _host.Heard);
    }

    [Fact]
    public async Task A_host_that_does_not_read_does_not_keep_the_stream_from_reading()
    {
        var (_, run) = await RunAsync();
        for (var i = 0; i < 200; i++)
            Enqueue($"<message id='{new string('x', 60_000)}'/>");
        await _host.SayAsync("<message id='1'/></stream:stream>");

        Assert.Equal(StreamFailureKind.Closed, (await run.WaitAsync(Soon)).Kind);
        Assert.Equal("1", Assert.Single(_received).Id);
        Assert.InRange(_output.LostBytes, 1, 200_000);
    }

    [Fact]
    public async Task A_slow_receiver_keeps_the_stream_from_reading_but_not_from_writing()
    {
        var gate = new TaskCompletionSource();
        var (_, run) = await RunAsync(async _ => await gate.Task);
        await _host.SayAsync("<message id='1'/>");
        Enqueue("<message id='2'/>");

        await _host.HearAsync("<message id='2'/>");
        gate.SetResult();
        await EndAsync(run);
    }

    [Fact]
    public async Task A_receiver_that_throws_ends_the_stream_and_is_heard_of()
    {
        var (_, run) = await RunAsync(_ => throw new InvalidOperationException("a bug"));
        await _host.SayAsync("<message id='1'/>");

        await Assert.ThrowsAsync<InvalidOperationException>(() => run.WaitAsync(Soon));
        await _host.HearEndAsync();
    }

    [Fact]
    public async Task A_stanza_larger_than_a_segment_is_written_whole()
    {
        var (_, run) = await RunAsync();
        var large = $"<message id='{new string('x', 300_000)}'/>";
        Enqueue(large);
        Enqueue("<message id='after'/>");

        Assert.Equal(large + "<message id='after'/>", await _host.HearAsync("'after'/>"));
        await EndAsync(run);
    }

    private async Task<(ComponentStream Stream, Task<StreamFailure> Run)> RunAsync(
        Func<IReadOnlyList<Stanza>, ValueTask>? received = null, WireLimits? limits = null, CancellationToken cancel = default)
    {
        var open = ComponentStream.OpenAsync(_host.Endpoint, limits ?? Limits, _output, NullLogger.Instance, TimeProvider.System, default);
        await _host.ShakeHandsAsync();
        var stream = await open;
        return (stream, stream.RunAsync(received ?? Keep, cancel));

        ValueTask Keep(IReadOnlyList<Stanza> stanzas)
        {
            _received.AddRange(stanzas);
            return default;
        }
    }

    private async Task EndAsync(Task<StreamFailure> run)
    {
        await _host.SayAsync("</stream:stream>");
        Assert.Equal(StreamFailureKind.Closed, (await run.WaitAsync(Soon)).Kind);
    }

    private long Enqueue(string written)
    {
        System.Buffers.BuffersExtensions.Write(_writer, Encoding.UTF8.GetBytes(written));
        _writer.Count(1);
        Assert.True(_output.TryEnqueue(_writer.TakeBatch()!, out var position));
        return position;
    }
}
