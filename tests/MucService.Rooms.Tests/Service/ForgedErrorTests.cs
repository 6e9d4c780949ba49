using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Service;

/// <summary>
/// Somebody sends every error there is from his own full JID, with the ids of what the room sent and with others: he can have himself
/// removed, or asked after, and nobody else.
/// </summary>
public sealed class ForgedErrorTests
{
    private static readonly FullJid Mallory = Cy;
    private static readonly FullJid MallorysPhone = FullJid.Parse("cy@away.example/phone");

    public static TheoryData<string, string, string> Errors()
    {
        var errors = new TheoryData<string, string, string>();
        foreach (var condition in Enum.GetValues<ErrorCondition>())
        {
            foreach (var kind in new[] { "message", "presence", "iq" })
            {
                foreach (var id in new[] { "m1", "19b7e943200-sid-1", "pm", "unheard-of", "" })
                    errors.Add(StanzaError.Of(condition).ToElement().Children[0].Name.Local, kind, id);
            }
        }

        return errors;
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void He_moves_nobody_but_the_session_that_he_speaks_from(string condition, string kind, string id)
    {
        foreach (var to in new[] { "tea@muc.example", "tea@muc.example/bo", "tea@muc.example/ada", "tea@muc.example/nobody" })
        {
            var outcome = Talk().WhenReceived(
                $"<{kind} type='error' from='{Mallory}' to='{to}' id='{id}'><error type='cancel'><{condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></{kind}>",
                TimeSpan.FromMinutes(1));

            // Of his own private message he may say what he likes: its sender is told.
            var happened = outcome.Decision.Events.Where(one => one is not RoomEvent.PrivateMessageFailed);
            Assert.All(happened, one => Assert.Equal(Mallory, Assert.IsType<RoomEvent.Exited>(one).RealJid));
            Assert.Contains(Bo, outcome.After.Sessions.Keys);
            Assert.Contains(MallorysPhone, outcome.After.Sessions.Keys);
            Assert.All(outcome.Decision.Requests, request => Assert.True(Concerns(request), $"{request}"));
            Assert.Equal(outcome.Before.Links, outcome.After.Links);
        }
    }

    [Fact]
    public void A_flood_of_them_from_who_is_not_there_does_nothing_at_all()
    {
        var room = Talk().Room;
        var stanza = Stanza("<message type='error' from='stranger@away.example/x' to='tea@muc.example' id='m1'><error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        for (var time = 0; time < 10_000; time++)
            Assert.Same(Decision.Nothing, Room.Receive(room, stanza, new Arrival(Noon, "sid-9")));
    }

    private static bool Concerns(RoomRequest request) => request switch
    {
        RoomRequest.ProbeSession probe => probe.Session == Mallory,
        RoomRequest.FindKnown find => find.Session == Mallory,
        RoomRequest.ReportBounce bounce => bounce.Session == Mallory && bounce.Domain == Mallory.Domain,
        _ => false,
    };

    /// <summary>Ada, Bo and Mallory with two sessions, something said to all, and something to Mallory alone.</summary>
    private static Situation Talk()
    {
        var room = Given(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Mallory, "mallory"), Entered(MallorysPhone, "mallory"));
        room = room.WhenReceived("<message type='groupchat' from='ada@home.example/desk' to='tea@muc.example' id='m1'><body>Tea?</body></message>").Then();
        return room.WhenReceived("<message type='chat' from='bo@away.example/phone' to='tea@muc.example/mallory' id='pm'><body>Milk?</body></message>").Then();
    }
}
