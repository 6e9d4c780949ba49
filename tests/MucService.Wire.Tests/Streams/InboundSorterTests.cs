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
    private readonly Dictionary<bool, int> _refused = new() { [true] = 0, [false] = 0 };

    public InboundSorterTests()
    {
        _statistics = new WireStatistics((_, isTold) => _refused[isTold]++);
        _sorter = new InboundSorter(Service, new KeepAlive(Service, _output, new WireLimits(), TimeProvider.System), _output, NullLogger.Instance, _statistics);
        _output.TryEnqueue(Filling(), out _);
    }

    private static StreamChild Oversized => new(StreamChildKind.Oversized, Head: StanzaHead.OfStartTag("<message from='ada@home.example/desk' to='tea@muc.example' id='m1'>"u8));

    [Fact]
    public void A_refusal_that_finds_no_space_is_sent_when_there_is_some()
    {
        _sorter.Sort([Oversized], out _);
        Assert.Equal("full", Written());

        _sorter.Sort([], out _);
        Assert.Contains("policy-violation", Written(), StringComparison.Ordinal);
    }

    [Fact]
    public void So_many_wait_and_no_more_and_the_others_are_counted()
    {
        _sorter.Sort([.. Enumerable.Repeat(Oversized, 1000)], out _);
        Assert.InRange(_refused[false], 1, 999);
        Assert.Equal(1000, _refused[true] + _refused[false]);
    }

    private static OutputBatch Filling()
    {
        var writer = new SegmentWriter(new SegmentPool());
        System.Buffers.BuffersExtensions.Write(writer, Encoding.UTF8.GetBytes("full"));
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
