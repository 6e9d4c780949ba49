using Akka.Actor;
using Akka.TestKit;
using MucService.Actors.Links;
using MucService.Rooms.Reachability;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Links;

/// <summary>What rooms have behind a link, and what they would do if it were lost, of all nodes together.</summary>
public sealed class RoomsBehindTests : SimulatedTime
{
    private static readonly BareJid Orchard = BareJid.Parse("orchard@chats.shakespeare.lit");
    private static readonly BareJid Balcony = BareJid.Parse("balcony@chats.shakespeare.lit");
    private static readonly BareJid Tomb = BareJid.Parse("tomb@chats.shakespeare.lit");

    [Fact]
    public void The_rooms_of_the_domain_are_asked_and_no_others_and_what_they_say_is_added_up()
    {
        var directory = Start("directory");
        var (orchard, balcony) = (Enter(directory, Orchard, Remote), Enter(directory, Balcony, Remote));
        var tomb = Enter(directory, Tomb, Domain.Parse("montague.lit"));

        directory.Tell(new LinkMessages.DescribeRooms(Service, Remote, Foresee: true), TestActor);
        Answer(orchard, Orchard, new ForeseenLoss(LossEffect.Annotated, [Nick.Parse("Juliet"), Nick.Parse("Nurse")], 3, 1, 40));
        Answer(balcony, Balcony, new ForeseenLoss(LossEffect.Ejected, [Nick.Parse("Juliet")], 1, 0, 7));

        var all = ExpectMsg<LinkMessages.RoomsBehind>();
        Assert.Equal((2, 3, 4, 1, 47L), (all.Rooms, all.Occupants, all.Sessions, all.OutOfSync, all.Stanzas));
        Assert.Equal([Balcony, Orchard], all.Listed.Select(room => room.Room));
        Assert.Equal(LossEffect.Ejected, all.Listed[0].Effect);
        tomb.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Of_a_domain_that_nobody_is_from_there_are_none()
    {
        Start("directory").Tell(new LinkMessages.DescribeRooms(Service, Remote, Foresee: true), TestActor);

        Assert.Equal(0, ExpectMsg<LinkMessages.RoomsBehind>().Rooms);
    }

    [Fact]
    public void Without_foresight_rooms_are_counted_and_not_named()
    {
        var directory = Start("directory");
        var orchard = Enter(directory, Orchard, Remote);

        directory.Tell(new LinkMessages.DescribeRooms(Service, Remote, Foresee: false), TestActor);
        Assert.False(Answer(orchard, Orchard, new ForeseenLoss(LossEffect.None, [Nick.Parse("Juliet")], 2, 2, 0)).Foresee);

        var all = ExpectMsg<LinkMessages.RoomsBehind>();
        Assert.Equal((1, 2, 2), (all.Rooms, all.Sessions, all.OutOfSync));
        Assert.Empty(all.Listed);
    }

    [Fact]
    public void Of_many_rooms_some_are_named_and_all_are_counted()
    {
        var directory = Start("directory");
        var rooms = Enumerable.Range(0, 1000).Select(number => BareJid.Parse($"room{number:0000}@chats.shakespeare.lit")).ToArray();
        foreach (var room in rooms)
            directory.Tell(new LinkMessages.Interested(room, Remote), Sys.ActorOf(Props.Create(() => new Answering())));

        directory.Tell(new LinkMessages.DescribeRooms(Service, Remote, Foresee: true), TestActor);

        var all = ExpectMsg<LinkMessages.RoomsBehind>(TimeSpan.FromSeconds(60));
        Assert.Equal((1000, 1000L), (all.Rooms, all.Stanzas));
        Assert.InRange(all.Listed.Length, 1, 999);
    }

    [Fact]
    public void A_room_that_does_not_answer_is_counted_as_silent()
    {
        var directory = Start("directory");
        Enter(directory, Orchard, Remote);
        var balcony = Enter(directory, Balcony, Remote);
        directory.Tell(new LinkMessages.DescribeRooms(Service, Remote, Foresee: true), TestActor);
        Answer(balcony, Balcony, new ForeseenLoss(LossEffect.Annotated, [Nick.Parse("Juliet")], 1, 0, 7));
        Settle(balcony.LastSender);

        ((TestScheduler)Sys.Scheduler).Advance(RoomsBehindActor.Patience);

        var all = ExpectMsg<LinkMessages.RoomsBehind>();
        Assert.Equal(Balcony, Assert.Single(all.Listed).Room);
        Assert.Equal((1, 1), (all.Rooms, all.Silent));
    }

    [Fact]
    public void The_nodes_answers_are_added_up()
    {
        var (one, other) = (Start("one"), Start("other"));
        var (orchard, balcony) = (Enter(one, Orchard, Remote), Enter(other, Balcony, Remote));
        Action<object, IActorRef> toAll = (message, sender) =>
        {
            one.Tell(message, sender);
            other.Tell(message, sender);
        };
        var question = new LinkMessages.DescribeRooms(Service, Remote, Foresee: true);
        var asker = TestActor;

        Sys.ActorOf(Props.Create(() => new RoomsSurveyActor(question, 2, toAll, asker)));
        Answer(orchard, Orchard, new ForeseenLoss(LossEffect.Annotated, [Nick.Parse("Juliet")], 1, 0, 3));
        Answer(balcony, Balcony, new ForeseenLoss(LossEffect.Annotated, [Nick.Parse("Nurse")], 1, 0, 4));

        var all = ExpectMsg<LinkMessages.RoomsBehind>();
        Assert.Equal((2, 7L), (all.Rooms, all.Stanzas));
        Assert.Equal([Balcony, Orchard], all.Listed.Select(room => room.Room));
    }

    private IActorRef Start(string name)
    {
        var region = CreateTestProbe($"region-of-{name}");
        var board = new LinkBoard(Time);
        return Sys.ActorOf(Props.Create(() => new LinkDirectoryActor(new LinkSettings(), region.Ref, board, new Watermarks(), Time)), name);
    }

    private TestProbe Enter(IActorRef directory, BareJid room, Domain remote)
    {
        var probe = CreateTestProbe();
        directory.Tell(new LinkMessages.Interested(room, remote), probe);
        probe.ExpectMsg<LinkMessages.Told>();
        return probe;
    }

    private static RoomsBehindActor.Question Answer(TestProbe actor, BareJid room, ForeseenLoss loss)
    {
        var question = actor.ExpectMsg<RoomsBehindActor.Question>();
        actor.Reply(new RoomsBehindActor.Answer(room, loss));
        return question;
    }

    private sealed class Answering : ReceiveActor
    {
        public Answering()
        {
            var nick = Nick.Parse(new string('n', 100));
            Receive<RoomsBehindActor.Question>(_ => Sender.Tell(new RoomsBehindActor.Answer(Orchard, new ForeseenLoss(LossEffect.Annotated, [nick], 1, 0, 1))));
            ReceiveAny(_ => { });
        }
    }
}
