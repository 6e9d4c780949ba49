using System.Collections.Immutable;
using CsCheck;
using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests;

/// <summary>
/// Whatever people do, each of them sees the room as it is: who is in it, under which nick, as what, saying what of himself.
/// What each session sees is built of nothing but the stanzas it received.
/// </summary>
public class RandomWalkTests
{
    private static readonly string[] People = ["ada@home.example/desk", "ada@home.example/phone", "bo@away.example/desk", "cy@away.example/desk"];
    private static readonly string[] Nicks = ["ada", "Ada", "bo", "cy"];
    private static readonly string[] Shows = ["<show>away</show>", "<show>dnd</show>", ""];

    private static readonly Gen<(int Deed, int Person, int Nick, int Show)> Step =
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 2]);

    [Fact]
    public void What_each_session_was_told_is_what_is() =>
        Step.Array[1, 60].Sample(Walk, iter: 300);

    private static void Walk((int Deed, int Person, int Nick, int Show)[] steps)
    {
        var room = Rule.NoRoom with { Settings = Rule.Settings with { Locking = false } };
        var views = People.ToDictionary(person => person, _ => new View(), StringComparer.Ordinal);
        for (var i = 0; i < steps.Length; i++)
        {
            var decision = Room.Receive(room, Deed(steps[i]), new Arrival(Rule.Noon.AddSeconds(i), $"sid-{i}"));
            room = room.After(decision.Events.AsSpan());
            foreach (var stanza in Delivery.Resolve(room, decision.Outgoing).Where(stanza => stanza.Kind == StanzaKind.Presence))
                views[stanza.To!.ToString()].Follow(stanza);

            AssertSound(room);
            foreach (var person in People)
                Assert.Equal(Truth(room, FullJid.Parse(person)), views[person].Seen);
        }
    }

    private static Stanza Deed((int Deed, int Person, int Nick, int Show) step)
    {
        var (from, nick, show) = (People[step.Person], Nicks[step.Nick], Shows[step.Show]);
        return StanzaXml.Parse(step.Deed switch
        {
            0 or 1 or 2 => $"<presence from='{from}' to='tea@muc.example/{nick}'><x xmlns='http://jabber.org/protocol/muc'/>{show}</presence>",
            3 or 4 => $"<presence from='{from}' to='tea@muc.example/{nick}'>{show}</presence>",
            5 => $"<presence from='{from}' to='tea@muc.example/{nick}' type='unavailable'/>",
            _ => $"<message from='{from}' to='tea@muc.example' type='groupchat' id='m'><body>{nick}</body></message>",
        });
    }

    private static void AssertSound(RoomState room)
    {
        Assert.Equal(room.Sessions.Count, room.Occupants.Values.Sum(occupant => occupant.Sessions.Length));
        foreach (var (realJid, key) in room.Sessions)
            Assert.NotNull(room.Occupants[key].SessionOf(realJid));
        foreach (var (key, occupant) in room.Occupants)
        {
            Assert.Equal(key, occupant.Nick.Comparable);
            Assert.All(occupant.Sessions, session => Assert.Equal(occupant.RealJid, session.RealJid.Bare));
        }

        Assert.Equal(room.Exists, room.Sessions.Count > 0);
    }

    /// <summary>What a session should see: all who are in, or nobody where it is not in itself.</summary>
    private static ImmutableSortedDictionary<string, string> Truth(RoomState room, FullJid session)
    {
        if (room.ByRealJid(session) is not { } own)
            return ImmutableSortedDictionary<string, string>.Empty;

        var traits = room.TraitsOf(own, own.SessionOf(session)!);
        return room.Occupants.Values.ToImmutableSortedDictionary(
            occupant => occupant.Nick.Value,
            occupant => Summary(Presences.Of(room, occupant, traits)!),
            StringComparer.Ordinal);
    }

    private static string Summary(Stanza presence)
    {
        var item = presence.Child("x", Namespaces.MucUser)!.Child("item")!;
        var show = presence.Payload("show", Namespaces.Component) is { } payload ? StanzaXml.Render(payload).Value : "";
        return $"{item["affiliation"]} {item["role"]} {item["jid"]} {show}";
    }

    /// <summary>The room as one session sees it.</summary>
    private sealed class View
    {
        public ImmutableSortedDictionary<string, string> Seen { get; private set; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

        public void Follow(Stanza presence)
        {
            if (presence.Type == StanzaType.Error)
                return;

            var nick = presence.From!.Resource!;
            if (presence.Type == StanzaType.Available)
                Seen = Seen.SetItem(nick, Summary(presence));
            else if (IsOwnExit(presence))
                Seen = Seen.Clear();
            else
                Seen = Seen.Remove(nick);
        }

        private static bool IsOwnExit(Stanza presence)
        {
            var codes = presence.Child("x", Namespaces.MucUser)!.Children.Select(child => child["code"]).ToList();
            return codes.Contains("110") && !codes.Contains("303");
        }
    }
}
