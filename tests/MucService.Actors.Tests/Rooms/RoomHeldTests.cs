using MucService.Actors.Hosts;
using MucService.Actors.Rooms;
using MucService.Rooms;
using Xunit;

namespace MucService.Actors.Tests.Rooms;

/// <summary>What a room holds while storage does not answer is bounded.</summary>
public sealed class RoomHeldTests : RoomSpec
{
    private const string Ada = "ada@home.example/desk";

    [Fact]
    public void While_storage_does_not_answer_a_room_takes_so_much_and_no_more_and_says_all_of_it_in_order_later()
    {
        var room = StartRoom(new RoomSettings { Service = Tea.Domain, Locking = false, MaxMessageBytes = 1 << 24 });
        Enter(room, Ada, "ada");
        Hears("<subject");
        Store.Hold();
        Enter(room, "bo@away.example/phone", "bo");
        for (var number = 1; number <= 20; number++)
            Say(room, Ada, $"{number} {new string('x', 1 << 20)}");

        Assert.Equal("", HearsMeanwhile(room));
        Assert.InRange(Window.Used, 10 << 20, 18 << 20);
        Store.LetGo();
        var said = Hears("<body>20 ");
        var places = Enumerable.Range(1, 20).Select(number => said.IndexOf($"<body>{number} ", StringComparison.Ordinal)).ToList();
        Assert.Equal(places.Order(), places);
        Assert.Equal(0, Window.Used);
    }

    [Fact]
    public void What_waits_in_all_rooms_is_counted_once_and_no_more_when_it_is_said_or_given_up()
    {
        var outputs = new ServiceOutputs { MostWaiting = 2000 };
        var (one, other) = (new HeldOutput(outputs), new HeldOutput(outputs));
        one.Add(Decision(awaited: 1));
        one.Count();
        Assert.False(one.IsFull);
        one.Add(Decision(awaited: 0));
        one.Count();
        Assert.True(one.IsFull);
        Assert.False(other.IsFull);

        one.Drop();
        Assert.False(outputs.IsFull);
        other.Add(Decision(awaited: 0));
        Assert.True(other.TryRelease(out _));
        other.Count();
        Assert.False(outputs.IsFull);
    }

    private HeldDecision Decision(int awaited)
    {
        var room = new RoomState { Address = Tea, Settings = new RoomSettings { Service = Tea.Domain } };
        return new HeldDecision(room, "", TestActor, null, null) { After = room, Awaited = awaited };
    }
}
