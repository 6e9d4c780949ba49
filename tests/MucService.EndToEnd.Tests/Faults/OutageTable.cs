using Xunit;

namespace MucService.EndToEnd.Tests.Faults;

/// <summary>The rows of the table that go through one outage together, beside those that need one of their own.</summary>
public abstract class OutageTable(FaultBed bed) : FaultTable(bed)
{
    private readonly FaultBed _bed = bed;

    [Fact]
    public Task Packets_dropped_on_an_open_link() => _bed.Cut.GoesWellForAsync<PacketsDropped>();

    [Fact]
    public Task Half_the_room_is_on_the_lost_domain() => _bed.Cut.GoesWellForAsync<HalfTheRoom>();

    [Fact]
    public Task The_occupant_leaves_during_the_outage() => _bed.Cut.GoesWellForAsync<OccupantLeaves>();

    [Fact]
    public Task The_occupant_rejoins_from_another_resource_during_the_outage() => _bed.Cut.GoesWellForAsync<AnotherResourceEnters>();

    [Fact]
    public Task The_occupant_is_banned_during_the_outage() => _bed.Cut.GoesWellForAsync<OccupantIsBanned>();

    [Fact]
    public Task The_room_is_destroyed_during_the_outage() => _bed.Cut.GoesWellForAsync<RoomIsDestroyed>();

    [Fact]
    public Task The_room_is_reconfigured_during_the_outage() => _bed.Cut.GoesWellForAsync<RoomIsReconfigured>();

    [Fact]
    public Task The_room_is_restricted_to_members_during_the_outage() => _bed.Cut.GoesWellForAsync<RoomIsForMembersOnly>();

    [Fact]
    public Task The_grace_time_ends_during_the_outage() => _bed.Cut.GoesWellForAsync<GraceTimeEnds>();

    [Fact]
    public Task One_direction_dead() => _bed.OneWay.GoesWellForAsync<OneDirectionDead>();

    [Fact]
    public Task The_occupant_leaves_while_one_direction_is_dead() => _bed.OneWay.GoesWellForAsync<OccupantIsHeardToLeave>();

    [Fact]
    public Task The_occupant_rejoins_from_another_resource_while_one_direction_is_dead() =>
        _bed.OneWay.GoesWellForAsync<AnotherResourceIsHeardToEnter>();
}
