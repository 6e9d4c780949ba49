using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using MucService.Xmpp;

namespace MucService.Wire.Tests;

/// <summary>What the service does not take is refused, also where the host reads slowly.</summary>
public sealed class InboundSorterTests
{
    private static readonly Domain Service = Domain.Parse("muc.example");

    private readonly OutputQueue _output = new(maxBytes: 100);
    private readonly WireStatistics _statistics;
    private readonly InboundSorter _sorter;
    private int _refused;

    public InboundSorterTests()
    {
        _statistics = new WireStatistics(_ => _refused++);
        _sorter = new InboundSorter(Service, new KeepAlive(Service, _output, new WireLimits(), TimeProvider.System), _output, NullLogger.Instance, _statistics);
        _output.TryEnqueue(Filling(100), out _);
    }

    private static StreamChild Oversized => new(StreamChildKind.Oversized, Head: StanzaHead.OfStartTag("<message from='ada@home.example/desk' to='tea@muc.example' id='m1'>"u8));

    [Fact]
    public async Task Refusals_are_sent_however_full_the_output_is_and_reading_waits_until_it_is_not()
    {
        _sorter.Sort([.. Enumerable.Repeat(Oversized, 1000)], out _);
        var waiting = _sorter.WaitForSpaceAsync(CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);
        Assert.Equal(1000, _refused);

        Assert.Equal(1000, Written().Split("policy-violation").Length - 1);
        await waiting.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Where_nothing_was_refused_reading_does_not_wait_for_what_others_have_to_say()
    {
        _output.Enqueue(Filling(1000));
        _sorter.Sort([], out _);
        Assert.True(_sorter.WaitForSpaceAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully);
    }

    private static OutputBatch Filling(int bytes)
    {
        var writer = new SegmentWriter(new SegmentPool());
        System.Buffers.BuffersExtensions.Write(writer, Encoding.UTF8.GetBytes(new string('x', bytes)));
        return writer.TakeBatch()!;
    }

    private string Written()
    {
        var written = new StringBuilder();
        while (_output.TryTake() is { } batch)
        {
            foreach (var segment in batch.Segments)
                written.Append(Encoding.UTF8.GetString(segment.Written.Span));
            _output.Finish(batch, lost: false);
        }

        return written.ToString();
    }
}
