using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using MucService.Xmpp;

namespace MucService.Wire.Tests.Streams;

/// <summary>A host that says nothing: it is asked, and what is given up because of it is given up at once.</summary>
public sealed class SilentHostTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly FakeHost _host = new();
    private readonly OutputQueue _output = new(1 << 20);
    private int _received;

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_silent_host_is_found_by_a_ping()
    {
        var limits = WireLimits.Default with { PingInterval = TimeSpan.FromMilliseconds(100), PingDeadline = TimeSpan.FromMilliseconds(300) };
        var (_, run) = await RunAsync(limits);

        var ping = await _host.HearAsync("</iq>");
        Assert.Contains("<iq to='tea.example' from='tea.example' type='get' id='ping-", ping, StringComparison.Ordinal);
        Assert.Equal(StreamFailureKind.TimedOut, (await run.WaitAsync(Soon)).Kind);
    }

    [Fact]
    public async Task A_ping_that_comes_back_proves_the_stream_and_is_not_handed_over()
    {
        var limits = WireLimits.Default with { PingInterval = TimeSpan.FromMilliseconds(50), PingDeadline = TimeSpan.FromSeconds(2) };
        var (_, run) = await RunAsync(limits);
        for (var i = 0; i < 3; i++)
        {
            var ping = await _host.HearAsync("</iq>");
            await _host.SayAsync(ping);
        }

        await EndAsync(run);
        Assert.Equal(0, _received);
    }

    [Fact]
    public async Task Silence_counts_from_the_last_word_of_the_host()
    {
        var (stream, run) = await RunAsync();
        await UntilAsync(() => stream.Silence > TimeSpan.FromMilliseconds(200));

        await _host.SayAsync(" ");

        await UntilAsync(() => stream.Silence < TimeSpan.FromMilliseconds(200));
        await EndAsync(run);

        static async Task UntilAsync(Func<bool> holds)
        {
            using var deadline = new CancellationTokenSource(Soon);
            while (!holds())
                await Task.Delay(5, deadline.Token);
        }
    }

    [Fact]
    public async Task An_aborted_stream_leaves_nothing_for_the_kernel_to_send_later()
    {
        var (stream, run) = await RunAsync();
        stream.Abort();

        Assert.Equal(StreamFailureKind.Lost, (await run.WaitAsync(Soon)).Kind);
        await Assert.ThrowsAsync<SocketException>(_host.HearEndAsync);
    }

    private async Task<(ComponentStream Stream, Task<StreamFailure> Run)> RunAsync(WireLimits? limits = null)
    {
        var open = ComponentStream.OpenAsync(_host.Endpoint, limits ?? WireLimits.Default, _output, NullLogger.Instance, TimeProvider.System, default);
        await _host.ShakeHandsAsync();
        var stream = await open;
        return (stream, stream.RunAsync(Count, default));

        ValueTask Count(IReadOnlyList<Stanza> stanzas)
        {
            _received += stanzas.Count;
            return default;
        }
    }

    private async Task EndAsync(Task<StreamFailure> run)
    {
        await _host.SayAsync("</stream:stream>");
        Assert.Equal(StreamFailureKind.Closed, (await run.WaitAsync(Soon)).Kind);
    }
}
