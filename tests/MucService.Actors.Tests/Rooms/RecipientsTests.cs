using System.Text;
using MucService.Actors.Rooms;
using MucService.Rooms;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Rooms;

/// <summary>Whom a broadcast goes to, in rooms that grow and shrink.</summary>
public sealed class RecipientsTests
{
    private static readonly Audience[] s_audiences =
    [
        Audience.Everyone,
        Audience.Everyone.With(SessionTraits.SeesRealJids),
        Audience.Everyone.Without(SessionTraits.Annotations),
    ];

    private readonly Recipients _recipients = new();
    private readonly Dictionary<FullJid, SessionTraits> _expected = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whoever_comes_and_goes_a_broadcast_reaches_those_who_are_there_and_meant(int seed)
    {
        var random = new Random(seed);
        var most = 0;
        for (var step = 0; step < 2000; step++)
        {
            // Some steps rather fill the room, others rather empty it: with an index, and without.
            var session = FullJid.Parse($"o{random.Next(30)}@{new string('d', random.Next(1, 20))}.example/x");
            if (random.Next(10) < (step / 200 % 2 == 0 ? 7 : 2))
                Set(session, (SessionTraits)random.Next(16));
            else if (_expected.Count > 0)
                Remove(_expected.Keys.ElementAt(random.Next(_expected.Count)));

            most = Math.Max(most, _expected.Count);
            var audience = s_audiences[step % s_audiences.Length];
            var except = _expected.Keys.Where(_ => random.Next(5) == 0).ToHashSet();
            var meant = _expected.Where(entry => IsMeant(audience, entry.Value) && !except.Contains(entry.Key));
            Assert.Equal(meant.Select(entry => entry.Key.ToString()).Order(StringComparer.Ordinal), ReachedBy(audience.But([.. except])));
        }

        Assert.InRange(most, 20, int.MaxValue);
    }

    [Fact]
    public void Who_is_cleared_away_gets_nothing_and_may_come_back()
    {
        for (var i = 0; i < 20; i++)
            Set(FullJid.Parse($"o{i}@a.example/x"), SessionTraits.None);

        _recipients.Clear();
        Assert.Equal(0, _recipients.Count);
        Assert.Empty(ReachedBy(Audience.Everyone));

        var back = FullJid.Parse("o3@a.example/x");
        Set(back, SessionTraits.None);
        Assert.Equal([back.ToString()], ReachedBy(Audience.Everyone));
    }

    private void Set(FullJid session, SessionTraits traits)
    {
        _recipients.Set(session, traits);
        _expected[session] = traits;
    }

    private void Remove(FullJid session)
    {
        _recipients.Remove(session);
        _expected.Remove(session);
        Assert.Equal(_expected.Count, _recipients.Count);
    }

    private static bool IsMeant(Audience audience, SessionTraits traits) =>
        traits.HasFlag(audience.Having) && (traits & (audience.Lacking | SessionTraits.Suspended)) == SessionTraits.None;

    private List<string> ReachedBy(Audience audience)
    {
        var writer = new SegmentWriter(new SegmentPool());
        _recipients.Send(StanzaRenderer.RenderFanOut(StanzaParser.ParseStanza("<message type='groupchat'><body>x</body></message>"u8.ToArray())), audience, writer);
        using var batch = writer.TakeBatch();
        var said = batch is null ? "" : string.Concat(batch.Written.Select(piece => Encoding.UTF8.GetString(piece.Span)));
        return [.. said.Split("to='").Skip(1).Select(rest => rest[..rest.IndexOf('\'', StringComparison.Ordinal)]).Order(StringComparer.Ordinal)];
    }
}
