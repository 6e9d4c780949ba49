using System.Collections.Immutable;
using System.Text;
using Akka.Actor;
using MucService.Actors.Hosts;
using MucService.Actors.Tests.Rooms;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Hosts;

/// <summary>Many who want the list of rooms at once do not keep the database from everything else.</summary>
public sealed class ServiceDirectoryTests : RoomSpec
{
    [Fact]
    public void So_many_lists_are_read_at_once_and_who_asks_for_more_is_refused()
    {
        StartRoom();
        var reading = new TaskCompletionSource();
        Store.Reading = reading.Task;
        var door = new ServiceDoor(Live, ImmutableArray<IActorRef>.Empty);
        var service = Sys.ActorOf(Props.Create(() => new ServiceActor(
            Tea.Domain, new ServiceAnswers("1", ImmutableArray<FormField>.Empty, TimeProvider.System), Store, null!, null!, door, TestActor, TestActor)));

        for (var i = 0; i < 20; i++)
            service.Tell(AskForRooms());
        for (var i = 0; i < 4; i++)
            Assert.Equal(ErrorCondition.ResourceConstraint, ExpectMsg<HostMessages.Send>().Refusal?.Error.Condition);
        reading.SetResult();
        for (var i = 0; i < 16; i++)
            Assert.Equal(StanzaType.Result, ExpectMsg<HostMessages.Send>().Stanza.Type);

        service.Tell(AskForRooms());
        Assert.Equal(StanzaType.Result, ExpectMsg<HostMessages.Send>().Stanza.Type);
    }

    private static Stanza AskForRooms() => StanzaParser.ParseStanza(Encoding.UTF8.GetBytes(
        "<iq from=\"ada@home.example/desk\" to=\"muc.example\" type=\"get\" id=\"i\"><query xmlns=\"http://jabber.org/protocol/disco#items\"/></iq>"));
}
