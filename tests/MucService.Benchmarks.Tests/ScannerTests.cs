using System.Text;
using MucService.Benchmarks.Driving;
using Xunit;

namespace MucService.Benchmarks.Tests;

/// <summary>What the driver counts is worth what it finds.</summary>
public sealed class ScannerTests
{
    private const string Stream =
        "<message to='o000001@a.example/d'><body>00000000</body></message>"
        + "<message to='o000002@a.example/d'><body>00000000</body></message>"
        + "<message to='o000002@a.example/d'><subject/></message>"
        + "<presence to='o000001@a.example/d'/>"
        + "<presence to='o000001@a.example/d'><x/></presence>"
        + "<iq type='get'><ping/></iq>";

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Stanzas_are_found_whole_however_they_arrive(int atOnce)
    {
        var scanner = new StanzaScanner(bytes: 16);
        List<string> found = [];
        foreach (var part in Encoding.UTF8.GetBytes(Stream).Chunk(atOnce))
        {
            for (var rest = part.AsSpan(); !rest.IsEmpty;)
            {
                var free = scanner.Free().Span;
                var count = Math.Min(free.Length, rest.Length);
                rest[..count].CopyTo(free);
                scanner.Arrived(count);
                rest = rest[count..];
                while (scanner.TryRead(out var stanza))
                    found.Add(Encoding.UTF8.GetString(stanza));
            }
        }

        Assert.Equal(6, found.Count);
        Assert.Equal(Stream, string.Concat(found));
    }

    [Fact]
    public void A_message_that_comes_twice_too_late_or_to_nobody_is_a_fault()
    {
        var received = new Received(first: 1, occupants: 2);

        received.Message("<message to='o000001@a.example/d'><body>00000000</body></message>"u8);
        received.Message("<message to='o000002@a.example/d'><body>00000001</body></message>"u8);
        received.Message("<message to='o000001@a.example/d'><body>00000000</body></message>"u8);
        received.Message("<message to='o000009@a.example/d'><body>00000000</body></message>"u8);

        Assert.Equal(3, received.Messages);
        Assert.Equal(3, received.Faults);
    }

    [Fact]
    public void A_presence_that_comes_twice_is_a_fault()
    {
        var received = new Received(first: 1, occupants: 2);
        var presence = "<presence to='o000001@a.example/d' from='r000000@chats.example/n000002'/>"u8;

        received.Presence(presence);
        received.Presence(presence);

        Assert.Equal(1, received.Presences);
        Assert.Equal(1, received.Faults);
    }
}
