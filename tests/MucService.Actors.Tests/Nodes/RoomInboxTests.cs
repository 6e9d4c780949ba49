using Akka.Actor;
using Akka.TestKit.Xunit2;
using MucService.Actors.Nodes;
using MucService.Actors.Rooms;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Nodes;

/// <summary>A room takes each stanza once and in order, whatever is lost or repeated on the way.</summary>
public sealed class RoomInboxTests : TestKit
{
    private static readonly BareJid Tea = BareJid.Parse("tea@muc.example");
    private readonly RoomInbox _inbox = new(Tea, ActorRefs.Nobody);

    [Fact]
    public void A_new_instance_begins_with_what_follows_nothing() => Assert.True(Takes(57, after: 0));

    [Fact]
    public void A_repeat_is_not_taken_and_what_is_handled_is_said_again()
    {
        Assert.True(Takes(1, after: 0));
        _inbox.Handled(new RoomInbox.Origin(TestActor, 1));
        ExpectMsg(new StreamMessages.Handled(Tea, 1));

        Assert.False(Takes(1, after: 0));
        ExpectMsg(new StreamMessages.Handled(Tea, 1));
    }

    [Fact]
    public void A_repeat_of_what_is_not_handled_yet_is_not_called_handled()
    {
        Takes(1, after: 0);

        Assert.False(Takes(1, after: 0));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void What_is_missing_is_asked_for_once()
    {
        Takes(1, after: 0);

        Assert.False(Takes(3, after: 2));
        Assert.False(Takes(4, after: 3));
        ExpectMsg(new StreamMessages.SendAgain(Tea, 1));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        Assert.True(Takes(2, after: 1));
        Assert.True(Takes(3, after: 2));
    }

    [Fact]
    public void What_was_left_out_is_asked_for_later()
    {
        Takes(1, after: 0);
        _inbox.LeaveOut(TestActor);

        _inbox.AskForMore();

        ExpectMsg(new StreamMessages.SendAgain(Tea, 1));
    }

    [Fact]
    public void What_is_not_kept_is_always_taken()
    {
        Assert.True(Takes(0, after: 0));
        Assert.True(Takes(0, after: 0));
        Assert.Null(RoomInbox.OriginOf(Delivered(0, 0), TestActor));
    }

    private bool Takes(long number, long after) => _inbox.Takes(Delivered(number, after), TestActor);

    private static RoomMessages.Deliver Delivered(long number, long after)
    {
        var stanza = new Stanza { Kind = StanzaKind.Message, Type = StanzaType.Groupchat, From = Jid.Parse("ada@home.example/desk"), To = Tea };
        return new RoomMessages.Deliver(Tea, stanza, new Arrival(DateTimeOffset.UnixEpoch, "1")) { Number = number, After = after };
    }
}
