using System.Text;
using BenchmarkDotNet.Attributes;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Benchmarks.Micro;

/// <summary>Bytes to a stanza, a stanza to bytes, and bytes to many.</summary>
[MemoryDiagnoser]
public class WireBenchmarks
{
    private readonly byte[] _message = Encoding.UTF8.GetBytes(
        "<message from='o000001@a.example/d' to='r000001@chats.example' type='groupchat' id='m00000001'>"
        + $"<body>{new string('x', 80)}</body></message>");

    private readonly SegmentWriter _writer = new(new SegmentPool());
    private Stanza _stanza = null!;
    private FanOutStanza _rendered = null!;
    private byte[][] _recipients = [];

    /// <summary>How many a broadcast goes to.</summary>
    [Params(10, 1000)]
    public int Recipients { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _stanza = StanzaParser.ParseStanza(_message);
        _rendered = StanzaRenderer.RenderFanOut(_stanza);
        _recipients = [.. Enumerable.Range(0, Recipients).Select(number => XmlEscaping.ToAttribute(Driving.Names.Occupant(number)))];
    }

    [Benchmark]
    public Stanza Parse() => StanzaParser.ParseStanza(_message);

    [Benchmark]
    public FanOutStanza Render() => StanzaRenderer.RenderFanOut(_stanza);

    [Benchmark]
    public void FanOut()
    {
        foreach (var recipient in _recipients)
            _writer.Add(_rendered, recipient);
        _writer.TakeBatch()!.Dispose();
    }
}
