using Microsoft.Extensions.Time.Testing;
using MucService.Actors.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Rooms;

/// <summary>Rooms are woken as fast as they can be loaded, those whose node is gone first, and none is forgotten.</summary>
public sealed class SleepingRoomsTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(3);

    private readonly FakeTimeProvider _time = new();
    private readonly SleepingRooms _rooms;

    public SleepingRoomsTests() => _rooms = new SleepingRooms(_time, atOnce: 2);

    [Fact]
    public void Rooms_of_a_node_that_is_gone_come_first_and_otherwise_in_the_order_given()
    {
        _rooms.Begin(Rooms("a", "b", "c"), room => room == Room("c"));

        Assert.Equal(Rooms("c", "a"), _rooms.Next(10));
    }

    [Fact]
    public void No_more_are_on_their_way_than_may_be_until_some_are_awake()
    {
        _rooms.Begin(Rooms("a", "b", "c"), _ => false);
        Assert.Equal(Rooms("a"), _rooms.Next(1));
        Assert.Equal(Rooms("b"), _rooms.Next(10));
        Assert.Empty(_rooms.Next(10));

        _rooms.Awake(Room("b"));
        Assert.Equal(Rooms("c"), _rooms.Next(10));
        _rooms.Awake(Room("a"));
        _rooms.Awake(Room("c"));
        Assert.True(_rooms.IsEmpty);
    }

    [Fact]
    public void A_room_that_does_not_answer_is_woken_again_and_not_for_ever()
    {
        _rooms.Begin(Rooms("a"), _ => false);
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            Assert.Equal(Rooms("a"), _rooms.Next(10));
            Assert.Empty(_rooms.Next(10));
            _time.Advance(Long);
        }

        Assert.Empty(_rooms.Next(10));
        Assert.True(_rooms.IsEmpty);
    }

    [Fact]
    public void A_new_look_begins_anew_with_what_is_not_on_its_way()
    {
        _rooms.Begin(Rooms("a", "b", "c"), _ => false);
        Assert.Equal(Rooms("a"), _rooms.Next(1));
        _rooms.Begin(Rooms("a", "c", "d"), room => room == Room("d"));

        Assert.Equal(Rooms("d"), _rooms.Next(10));
        _rooms.Awake(Room("a"));
        Assert.Equal(Rooms("c"), _rooms.Next(10));
    }

    [Fact]
    public void Who_has_answered_is_left_out_unless_his_node_is_gone_or_he_is_to_be_asked_again()
    {
        _rooms.Begin(Rooms("a", "b"), _ => false);
        Assert.Equal(Rooms("a", "b"), _rooms.Next(10));
        _rooms.Awake(Room("a"));
        _rooms.Awake(Room("b"));

        _rooms.Begin(Rooms("a", "b"), room => room == Room("b"));
        Assert.Equal(Rooms("b"), _rooms.Next(10));
        _rooms.Awake(Room("b"));
        _rooms.ForgetAwake();
        _rooms.Begin(Rooms("a", "b"), _ => false);
        Assert.Equal(Rooms("a", "b"), _rooms.Next(10));
    }

    private static BareJid Room(string name) => BareJid.Parse($"{name}@muc.example");

    private static BareJid[] Rooms(params string[] names) => [.. names.Select(Room)];
}
