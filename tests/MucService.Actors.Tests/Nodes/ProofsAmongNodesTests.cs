using System.Text;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Actors.Nodes;
using MucService.Actors.Rooms;
using MucService.Rooms;
using MucService.Rooms.Reachability;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Nodes;

/// <summary>
/// Two nodes: one has the room, the other the stream. What a domain's sessions are proved to know is the same as if both were one, and when the
/// stream moves, what the former one wrote last is in doubt.
/// </summary>
public sealed class ProofsAmongNodesTests : TestKit
{
    private static readonly BareJid Tea = BareJid.Parse("tea@muc.example");
    private static readonly Domain Remote = Domain.Parse("capulet.lit");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SegmentPool _segments = new();
    private readonly ServiceOutputs _ofRoom = new() { MayTurn = true };
    private readonly OutputQueue _here = new(1 << 20);
    private readonly OutputQueue _there = new(1 << 20);
    private readonly Watermarks _watermarks = new();
    private readonly TestProbe _room;
    private readonly IActorRef _owner;
    private readonly RoomOutput _output;
    private readonly RoomProofs _proofs;

    public ProofsAmongNodesTests()
    {
        var ofStream = new ServiceOutputs { MayTurn = true };
        ofStream.Add(Tea.Domain, _there);
        _ofRoom.Add(Tea.Domain, _here);
        _room = CreateTestProbe("room");
        var owned = new OwnedStreams(Tea.Domain, ofStream, _segments, CreateTestProbe("keeper"), CreateTestProbe("host"));
        _owner = Sys.ActorOf(Props.Create(() => new StreamOwnerActor(owned)));
        _owner.Tell(new StreamOwnerActor.Holding(Holds: true));
        _ofRoom.Turn(Tea.Domain, new Way.Elsewhere(_owner));
        _output = new RoomOutput(_ofRoom, _segments, Tea, _room, new RoomInbox(Tea, _room), Sys.Scheduler) { Epoch = 5 };
        _proofs = new RoomProofs(Tea, _watermarks, _output, () => DateTimeOffset.UnixEpoch);
        _proofs.Begin(After(0));
        _proofs.Told(new LinkMessages.Told(Remote, LinkStanding.Reachable, 1));
    }

    [Fact]
    public void What_another_node_wrote_is_proved_by_the_probe_that_follows_it()
    {
        Say(1);
        var position = Write();
        Say(2);
        Write();

        Prove(_there, position);

        Assert.Equal(1, Lost().Proved!.LastMessage);
    }

    [Fact]
    public void What_is_not_written_there_yet_is_not_proved()
    {
        Say(1);
        Write();
        Say(2);
        Prove(_there, 1_000);

        Assert.Equal(1, Lost().Proved!.LastMessage);
    }

    [Fact]
    public void When_the_stream_moves_here_what_is_proved_of_the_former_one_still_counts_and_the_rest_is_in_doubt()
    {
        Say(1);
        var position = Write();
        Say(2);
        Write();
        Prove(_there, position);

        MoveHere();
        Assert.Equal(1, Lost().Proved!.LastMessage);

        Say(3);
        var doubt = _proofs.Read(new LinkMessages.InDoubt(Remote, _there.Id, position, long.MaxValue, DoubtKind.StreamLost));
        Assert.Equal((1, 2), (doubt.Since.LastMessage, doubt.Until.LastMessage));

        Prove(_here, _here.Enqueued);
        Assert.Equal(3, Lost().Proved!.LastMessage);
    }

    [Fact]
    public void What_is_not_proved_of_the_former_stream_is_to_be_said_again_first_and_is_then_not_told_once_more()
    {
        Say(1);
        var position = Write();
        Say(2);
        Write();
        Prove(_there, position);

        var again = Assert.Single(MoveHere());
        Assert.Equal((Remote, 1, 2), (again.Domain, again.Since.LastMessage, again.Until.LastMessage));
        Say(3);

        var lost = new LinkMessages.InDoubt(Remote, _there.Id, position, long.MaxValue, DoubtKind.StreamLost);
        Assert.Equal(2, _proofs.Read(lost).SaidAgain);
        Assert.Equal(0, _proofs.Read(lost with { Kind = DoubtKind.Lost }).SaidAgain);
    }

    [Fact]
    public void Nothing_is_said_again_first_where_the_host_had_read_all_that_went_the_former_way()
    {
        Say(1);
        var position = Write();
        Say(2);
        Write();
        Prove(_there, position);

        Assert.Empty(MoveHere(isFormerRead: true));
        Assert.Equal(2, _proofs.Read(new LinkMessages.InDoubt(Remote, _there.Id, position, long.MaxValue, DoubtKind.StreamLost)).Until.LastMessage);
    }

    [Fact]
    public void Of_a_domain_that_never_proved_anything_nothing_is_said_again()
    {
        Say(1);
        Write();

        Assert.Empty(MoveHere());
    }

    [Fact]
    public void What_nobody_had_written_before_the_stream_moved_is_not_taken_to_have_been()
    {
        Say(1);
        Write();
        Say(2);
        MoveHere();

        var doubt = _proofs.Read(new LinkMessages.InDoubt(Remote, _there.Id, 0, long.MaxValue, DoubtKind.StreamLost));
        Assert.Equal(1, doubt.Until.LastMessage);
    }

    [Fact]
    public void Of_what_was_written_before_the_room_was_loaded_nothing_is_in_doubt_beyond_what_it_recalls()
    {
        MoveHere();
        _here.NoteProbe(500);
        _proofs.Begin(After(7));

        var doubt = _proofs.Read(new LinkMessages.InDoubt(Remote, _here.Id, -400, 500, DoubtKind.StreamLost));

        Assert.Equal((7, 1), (doubt.Since.LastMessage, doubt.Since.NextOrder));
    }

    [Fact]
    public void An_output_that_goes_on_is_not_in_doubt_because_a_link_is_probed_through_another()
    {
        Say(1);
        Write();

        Assert.Equal(0, _proofs.Read(new LinkMessages.InDoubt(Remote, _there.Id, 0, long.MaxValue, DoubtKind.StreamLost)).Until.NextOrder);
    }

    [Fact]
    public void What_answers_a_probe_of_another_node_says_where_it_stood()
    {
        var place = new OutputPlace(_there.Id, 30, 10);
        var answer = new Stanza { Kind = StanzaKind.Iq, Type = StanzaType.Result };
        _owner.Tell(new HostMessages.Answered(new StreamOwnerActor.Forwarded(7, _room), answer) { Proves = place });

        Assert.Equal(place, _room.ExpectMsg<StreamMessages.Answered>(Patience).Proves);
    }

    private static RoomState After(long message) => new()
    {
        Address = Tea,
        Settings = new RoomSettings { Service = Tea.Domain },
        NextOrder = 1,
        History = History.Empty with { LastNumber = message },
    };

    // With somebody of the domain in it.
    private static RoomState Occupied() => Room.Evolve(
        After(2),
        new RoomEvent.Entered(
            new Session(FullJid.Parse($"juliet@{Remote}/balcony"), 0, DateTimeOffset.UnixEpoch, SessionPresence.Of([], DateTimeOffset.UnixEpoch), ClientFeatures.None),
            Nick.Parse("Juliet"),
            Role.Participant));

    private void Say(long message)
    {
        var writer = new SegmentWriter(_segments);
        System.Buffers.BuffersExtensions.Write(writer, Encoding.UTF8.GetBytes($"<m n='{message}'/>"));
        writer.Count(1);
        _output.Send(writer.TakeBatch(), null, After(message));
    }

    /// <summary>The other node writes what comes there, the room hears of it, and a probe follows.</summary>
    private long Write()
    {
        AwaitCondition(() => _there.QueuedBytes > 0, Patience);
        while (_there.TryTake() is { } batch)
            _there.Finish(batch, lost: false);
        _output.Written(_room.FishForMessage<StreamMessages.Handled>(_ => true, Patience), _owner);
        _there.NoteProbe(_there.Written);
        return _there.Written;
    }

    private void Prove(OutputQueue output, long position) => _watermarks.Set(Tea.Domain, Remote, new Proven(output.Id, position));

    private RoomCommand.ChangeLink Lost() => _proofs.Read(new LinkMessages.Told(Remote, LinkStanding.Unreachable, 2));

    private IReadOnlyList<RoomCommand.SayAgain> MoveHere(bool isFormerRead = false)
    {
        _ofRoom.Turn(Tea.Domain, Way.Here.Instance, isFormerRead);
        _output.Turn();
        return _proofs.Turn(Occupied());
    }
}
