using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Time.Testing;
using MucService.Actors.Rooms;
using Xunit;

namespace MucService.Actors.Tests.Rooms;

/// <summary>One timer for all rooms of a node.</summary>
public sealed class RoomAlarmsTests : TestKit
{
    private readonly FakeTimeProvider _time = new();
    private readonly RoomAlarms _alarms;

    public RoomAlarmsTests() => _alarms = new RoomAlarms(_time);

    [Fact]
    public void Each_is_woken_once_when_its_time_has_come_and_not_before()
    {
        var (soon, later) = (CreateTestProbe(), CreateTestProbe());
        _alarms.Set(later, TimeSpan.FromSeconds(60));
        _alarms.Set(soon, TimeSpan.FromSeconds(5));

        _time.Advance(TimeSpan.FromSeconds(4.9));
        _alarms.Ring();
        Assert.False(soon.HasMessages);

        _time.Advance(TimeSpan.FromSeconds(0.1));
        _alarms.Ring();
        _alarms.Ring();
        soon.ExpectMsg<RoomAlarms.Rang>(TimeSpan.FromSeconds(20));
        Assert.False(later.HasMessages);

        _time.Advance(TimeSpan.FromSeconds(55));
        _alarms.Ring();
        later.ExpectMsg<RoomAlarms.Rang>(TimeSpan.FromSeconds(20));
        Assert.False(soon.HasMessages);
    }
}
