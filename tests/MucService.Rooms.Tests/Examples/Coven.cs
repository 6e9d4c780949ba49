using System.Collections.Immutable;
using System.Xml.Linq;
using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>
/// The room of XEP-0045's examples. Examples from XEP-0045, © XMPP Standards Foundation, used under its permission notice.
/// Use with <c>using static</c>: <c>InCoven(FirstWitch, ThirdWitch).Receives("…").Sends("…")</c>.
/// </summary>
internal static class Coven
{
    public static readonly BareJid Address = BareJid.Parse("coven@chat.shakespeare.lit");
    public static readonly Witch FirstWitch = new("crone1@shakespeare.lit/desktop", "firstwitch", Role.Moderator);
    public static readonly Witch SecondWitch = new("wiccarocks@shakespeare.lit/laptop", "secondwitch", Role.Moderator);
    public static readonly Witch ThirdWitch = new("hag66@shakespeare.lit/pda", "thirdwitch", Role.Participant);

    /// <summary>A room of real JIDs for all, for which the examples after #enter-semianon are written.</summary>
    public static readonly RoomConfig NonAnonymous = new() { Whois = Whois.Anyone };

    private static readonly DateTimeOffset Begin = new(2002, 10, 13, 23, 0, 0, TimeSpan.Zero);

    /// <summary>No room yet.</summary>
    public static Scene NoRoom() => new(new RoomState { Address = Address, Settings = new RoomSettings { Service = Address.Domain } });

    /// <summary>The room with these witches in it; the first is its owner, the second an admin, the third a member, in it or not.</summary>
    public static Scene InCoven(params Witch[] present) => InCoven(RoomConfig.Default, present);

    /// <summary>The room, configured otherwise.</summary>
    public static Scene InCoven(RoomConfig config, params Witch[] present)
    {
        var room = NoRoom().Room.After(
            new RoomEvent.Created(FirstWitch.RealJid.Bare, Begin, Locked: false),
            new RoomEvent.Configured(config),
            Granted(SecondWitch, Affiliation.Admin),
            Granted(ThirdWitch, Affiliation.Member));
        foreach (var witch in present)
            room = room.After(witch.Enters(room));

        return new Scene(room);
    }

    public static RoomEvent.AffiliationGranted Granted(Witch to, Affiliation affiliation) =>
        new(to.RealJid.Bare, affiliation, FirstWitch.RealJid.Bare, Reason: null);

    /// <summary>Somebody of the examples.</summary>
    internal sealed record Witch(string Jid, string Nick, Role Role)
    {
        public FullJid RealJid { get; } = FullJid.Parse(Jid);

        public RoomEvent.Entered Enters(RoomState room) => new(
            new Session(RealJid, room.NextOrder, Begin, new SessionPresence([], null, Begin), ClientFeatures.None),
            Xmpp.Nick.Parse(Nick),
            Role);
    }

    /// <summary>A room, and what it sent last.</summary>
    internal sealed record Scene(RoomState Room)
    {
        private static readonly DateTimeOffset Now = new(2002, 10, 14, 0, 0, 0, TimeSpan.Zero);

        public ImmutableArray<Stanza> Sent { get; private init; } = [];

        public Scene After(RoomEvent happened) => new(Room.After(happened));

        public Scene Receives(string xml) => Receives(xml, Now);

        public Scene Receives(string xml, DateTimeOffset at)
        {
            var decision = Rooms.Room.Receive(Room, StanzaXml.Parse(xml), new Arrival(at, "a1"));
            var after = Room.After(decision.Events.AsSpan());
            return new Scene(after) { Sent = Delivery.Resolve(after, decision.Outgoing) };
        }

        /// <summary>
        /// Each recipient of the example gets what it shows, in this order and with nothing in between. Ids are compared where
        /// the example reflects one, not where a service made one up (those are UUIDs); stanza-ids and occupant-ids not at all.
        /// </summary>
        public Scene Sends(string xml)
        {
            foreach (var example in StanzaXml.Elements(xml).GroupBy(stanza => stanza.Attribute("to")!.Value, StringComparer.Ordinal))
            {
                var expected = example.Select(stanza => Comparable(stanza, stanza)).ToList();
                var sent = Sent.Where(stanza => stanza.To!.ToString() == example.Key).Select(StanzaXml.Render).ToList();
                var start = Enumerable.Range(0, Math.Max(1, sent.Count - expected.Count + 1))
                    .FirstOrDefault(at => Window(sent, example, at).SequenceEqual(expected, StringComparer.Ordinal));
                Assert.Equal(expected, Window(sent, example, start));
            }

            return this;
        }

        private static IEnumerable<string> Window(List<XElement> sent, IEnumerable<XElement> example, int at) =>
            sent.Skip(at).Zip(example, Comparable);

        private static string Comparable(XElement stanza, XElement example)
        {
            var copy = new XElement(stanza);
            copy.Elements().Where(child => child.Name.LocalName is "stanza-id" or "occupant-id").Remove();
            if (example.Attribute("id") is not { } id || Guid.TryParse(id.Value, out _))
                copy.Attribute("id")?.Remove();

            return StanzaXml.Canonical(copy);
        }
    }
}
