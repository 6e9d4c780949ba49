using Akka.Actor;
using MucService.Actors.Links;
using MucService.Actors.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Links;

/// <summary>A notice that a room has asked for is durable before the room forgets it.</summary>
public sealed partial class NoticeTests
{
    [Fact]
    public void Who_asked_for_one_is_told_that_it_is_durable()
    {
        var room = CreateTestProbe();
        var link = StartDown();
        link.Tell(new LinkMessages.KeepNotice(Kick) { WantsAnswer = true }, room);
        room.ExpectMsg(new LinkMessages.NoticeKept(Orchard, Juliet));

        Stop(link);
        var again = Supervisor(new LinkSettings());
        AwaitCondition(() => Describe(again).Notices == 1, Seconds(60));
    }

    [Fact]
    public void One_that_may_have_been_said_before_does_not_take_the_place_of_what_is_kept()
    {
        var room = CreateTestProbe();
        var link = StartDown();
        link.Tell(new LinkMessages.KeepNotice(Kick));
        link.Tell(new LinkMessages.KeepNotice(Kick with { Stanza = Gone("orchard@chats.shakespeare.lit/Jule") }) { IsRepeated = true, WantsAnswer = true }, room);
        room.ExpectMsg(new LinkMessages.NoticeKept(Orchard, Juliet));
        Return(link);
        Assert.Equal("orchard@chats.shakespeare.lit/Juliet", _rooms.ExpectMsg<RoomMessages.DeliverNotice>().Notice.From!.ToString());
    }

    [Fact]
    public void What_is_written_first_does_not_take_the_place_of_what_was_not_read()
    {
        var earlier = new NoticesRecorded(Whole: true, [Kick with { Session = FullJid.Parse("tybalt@capulet.lit/street") }], []);
        Watch(Sys.ActorOf(Props.Create(() => new NoticeJournalActor(NoticeJournalActor.IdOf(LinkSharding.EntityId(Service, Remote)), earlier, () => true))));
        ExpectMsg<Terminated>();

        var room = CreateTestProbe();
        var link = StartDown();
        link.Tell(new LinkMessages.KeepNotice(Kick) { WantsAnswer = true }, room);
        room.ExpectMsg<LinkMessages.NoticeKept>();
        Assert.Equal(2, Describe(link).Notices);
    }
}
