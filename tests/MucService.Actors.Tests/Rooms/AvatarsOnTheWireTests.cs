using Xunit;

namespace MucService.Actors.Tests.Rooms;

/// <summary>XEP-0486, through the room's actor and a real store.</summary>
public sealed class AvatarsOnTheWireTests : RoomSpec
{
    private const string Ada = "ada@home.example/desk";
    private const string Card = "<vCard xmlns='vcard-temp'><PHOTO><TYPE>image/png</TYPE><BINVAL>dGVh</BINVAL></PHOTO></vCard>";

    [Fact]
    public void An_avatar_outlives_the_rooms_actor()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Hears("<subject");
        Publish(room, Card);
        Hears("x:update");
        StopRoom(room);

        room = StartRoom();
        Deliver(room, $"<iq from='bo@away.example/phone' to='{Tea}' type='get' id='g'><vCard xmlns='vcard-temp'/></iq>");

        Assert.Contains("dGVh", Hears("id='g'"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_told_of_an_avatar_that_could_not_be_written()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Hears("<subject");
        Store.FailNextWrites = 1;

        Publish(room, Card);

        Assert.DoesNotContain("x:update", Hears("resource-constraint"), StringComparison.Ordinal);
        AwaitCondition(
            () =>
            {
                Publish(room, Card);
                return HearsMeanwhile(room).Contains("x:update", StringComparison.Ordinal);
            },
            TimeSpan.FromSeconds(20),
            TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public void What_was_written_though_the_write_seemed_to_fail_is_written_over()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Hears("<subject");
        Store.LoseNextAnswers = 1;
        Publish(room, Card);
        Hears("resource-constraint");

        AwaitCondition(() => Store.LastVCard is { Length: 0 }, TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(20));
        StopRoom(room);
        Deliver(StartRoom(), $"<iq from='{Ada}' to='{Tea}' type='get' id='g'><vCard xmlns='vcard-temp'/></iq>");

        Assert.DoesNotContain("dGVh", Hears("id='g'"), StringComparison.Ordinal);
    }

    private void Publish(Akka.Actor.IActorRef room, string card) => Deliver(room, $"<iq from='{Ada}' to='{Tea}' type='set' id='v'>{card}</iq>");
}
