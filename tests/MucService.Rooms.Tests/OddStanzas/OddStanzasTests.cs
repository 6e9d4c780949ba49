using System.Collections.Immutable;
using System.Globalization;
using MucService.Xmpp;
using Xunit;
using Xunit.Sdk;

namespace MucService.Rooms.Tests.OddStanzas;

/// <summary>
/// Whatever is sent to a room, it answers as RFC 6120 and XEP-0045 #bizrules ask, nothing that only a room may say comes from anybody else, and the
/// room stays sound. More of them by the environment: <c>MUC_ODD=200000</c>.
/// </summary>
public class OddStanzasTests
{
    private const int StanzasOfARoom = 200;

    private static readonly int Rooms = int.Parse(Environment.GetEnvironmentVariable("MUC_ODD") ?? "12000", CultureInfo.InvariantCulture) / StanzasOfARoom;

    [Fact]
    public void A_room_stays_sound_whatever_it_is_sent()
    {
        for (var seed = 1; seed <= Rooms; seed++)
        {
            var random = new Random(seed);
            var room = Rule.NoRoom with { Settings = Rule.Settings with { HistorySize = 5, TombstonesStand = TimeSpan.FromMinutes(2) } };
            for (var number = 1; number <= StanzasOfARoom; number++)
                room = Receive(room, OddStanza.Random(random, $"i{number}"), number);
        }
    }

    private static RoomState Receive(RoomState room, string xml, int number)
    {
        try
        {
            var stanza = StanzaXml.Parse(xml);
            var decision = Room.Receive(room, stanza, new Arrival(Rule.Noon.AddSeconds(20 * number), $"s{number}"));
            var after = room.After(decision.Events.AsSpan());
            var sent = Delivery.Resolve(after, decision.Outgoing).Select(one => StanzaXml.Parse(StanzaXml.Render(one))).ToImmutableArray();
            AssertAnswered(stanza, sent);
            Assert.All(sent, AssertByRoom);
            AssertSound(after);
            return after;
        }
        catch (Exception fault) when (fault is not XunitException { Message: var said } || !said.StartsWith('<'))
        {
            throw new XunitException($"{xml}\n{fault}", fault);
        }
    }

    /// <summary>RFC 6120 section 8: a request is answered once or passed on once; errors and answers are not answered.</summary>
    private static void AssertAnswered(Stanza stanza, ImmutableArray<Stanza> sent)
    {
        var toSender = sent.Where(one => one.Kind == stanza.Kind && one.Id == stanza.Id && Equals(one.To, stanza.From) && one.Type is StanzaType.Error or StanzaType.Result).ToList();
        if (stanza.Type is StanzaType.Error or StanzaType.Result)
        {
            Assert.DoesNotContain(sent, one => Equals(one.To, stanza.From) && Equals(one.From, stanza.To) && one.Type == StanzaType.Error);
            return;
        }

        if (stanza.Kind == StanzaKind.Iq)
            Assert.Equal(1, toSender.Count(one => Equals(one.From, stanza.To)) + sent.Count(one => one is { Kind: StanzaKind.Iq, Type: StanzaType.Get or StanzaType.Set }));
        foreach (var error in sent.Where(one => one.Type == StanzaType.Error))
        {
            Assert.Equal(stanza.From, error.To);
            Assert.Equal(stanza.To, error.From);
            Assert.Equal(stanza.Id, error.Id);
            Assert.NotNull(StanzaError.From(error.Child("error", Namespaces.Component)).By);
            Assert.Single(sent);
        }
    }

    /// <summary>#bizrules-presence: what is said of roles, affiliations and real JIDs is the room's own.</summary>
    private static void AssertByRoom(Stanza sent)
    {
        Assert.Equal(Rule.Tea, sent.From!.Bare);
        if (sent.Type == StanzaType.Error)
            return;

        Assert.DoesNotContain("forged", StanzaXml.Render(sent).ToString(), StringComparison.Ordinal);
        var said = sent.Payloads.Count(payload => payload.Is("x", Namespaces.MucUser));
        if (sent.Kind == StanzaKind.Presence)
            Assert.Equal(1, said);
        if (sent is { Kind: StanzaKind.Presence, Type: StanzaType.Available })
            Assert.NotEqual("none", sent.Child("x", Namespaces.MucUser)!.Child("item")!["role"]);
        if (sent is { Kind: StanzaKind.Message, Type: StanzaType.Groupchat, From.Resource: not null })
            Assert.Equal(0, said);
    }

    private static void AssertSound(RoomState room)
    {
        Assert.Equal(room.Occupants.Values.Sum(occupant => occupant.Sessions.Length), room.Sessions.Count);
        Assert.All(room.Occupants, occupant =>
        {
            Assert.Equal(occupant.Key, occupant.Value.Nick.Comparable);
            Assert.NotEmpty(occupant.Value.Sessions);
            Assert.NotEqual(Role.None, occupant.Value.Role);
            Assert.True(Privileges.MayEnter(room.AffiliationOf(occupant.Value.RealJid), room.Config));
            Assert.All(occupant.Value.Sessions, session => Assert.Equal(occupant.Value.RealJid, session.RealJid.Bare));
            Assert.All(occupant.Value.Sessions, session => Assert.Same(occupant.Value, room.ByRealJid(session.RealJid)));
        });
        Assert.Equal(room.Exists, room.Affiliations.Values.Any(entry => entry.Affiliation == Affiliation.Owner));
        Assert.True(room.Exists || room.Occupants.IsEmpty);
        var reserved = room.Affiliations.Values.Select(entry => entry.Nick?.Comparable).OfType<string>().ToList();
        Assert.Equal(reserved.Count, reserved.Distinct(StringComparer.Ordinal).Count());
    }
}
