using MucService.Actors.Hosts;
using MucService.Actors.Nodes;
using MucService.Actors.Rooms;
using MucService.Wire;
using Xunit;

namespace MucService.Actors.Tests.Nodes;

/// <summary>What a room says in one turn.</summary>
public sealed partial class OutputAmongNodesTests
{
    [Fact]
    public void What_is_said_in_one_turn_goes_in_one_message_and_lets_go_of_all_that_it_answers()
    {
        var room = StartRoomOutput(OutputForm.Gathered);
        for (var number = 7; number < 10; number++)
            room.Send(SaidToMany("<a to='", 200), new RoomInbox.Origin(Keeper, number));
        Wire.ExpectMsg<RemoteOutput.TurnEnded>(Patience);
        room.EndTurn();

        var said = Wire.ExpectMsg<StreamMessages.Output>(Patience);
        Assert.InRange(said.Bytes.Length, 1, SaidToMany("<a to='", 200).Bytes);
        Owner.Tell(said, Wire);
        var once = string.Concat(Enumerable.Range(0, 200).Select(recipient => $"<a to='o{recipient}@a.example'/>"));
        Assert.Equal(once + once + once, Write());
        Keeper.ExpectMsg(new StreamMessages.Handled(Tea, 9), Patience);
        room.Written(Wire.ExpectMsg<StreamMessages.Handled>(Patience).Number);
        Assert.True(room.IsEmpty);
    }

    [Fact]
    public void A_stanza_that_nothing_answers_is_handled_when_all_before_it_is_written()
    {
        var room = StartRoomOutput(OutputForm.Gathered);
        room.Send(Said("<a/>"), new RoomInbox.Origin(Keeper, 7));
        room.EndTurn();
        room.Send(null, new RoomInbox.Origin(Keeper, 8));
        PassAll();
        Assert.False(room.IsEmpty);
        Assert.Equal("<a/>", Write());
        room.Written(Wire.FishForMessage<StreamMessages.Handled>(_ => true, Patience).Number);
        room.EndTurn();

        Assert.True(room.IsEmpty);
    }

    [Fact]
    public void What_answers_two_nodes_is_not_said_as_one()
    {
        var other = CreateTestProbe("other-keeper");
        var room = StartRoomOutput(OutputForm.Gathered);
        room.Send(Said("<a/>"), new RoomInbox.Origin(Keeper, 7));
        room.Send(Said("<b/>"), new RoomInbox.Origin(other, 3));
        room.EndTurn();

        Assert.Equal(2, PassAll());
        Assert.Equal("<a/><b/>", Write());
        Keeper.ExpectMsg(new StreamMessages.Handled(Tea, 7), Patience);
    }

    [Fact]
    public void A_room_that_stops_says_what_it_has_gathered()
    {
        _outputs.Turn(Tea.Domain, new Way.Elsewhere(Owner, OutputForm.Gathered));
        var room = NewRoomOutput();
        room.Send(Said("<a/>"), null);
        room.Close();

        AwaitCondition(() => Write() == "<a/>", Patience);
    }
}
