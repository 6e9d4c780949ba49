using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using MucService.Actors.Hosts;
using MucService.Actors.Rooms;
using MucService.Actors.Tests.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Hosts;

/// <summary>Retiring a service: durable, told to rooms with occupants, and answered to whoever comes later.</summary>
public sealed class RetirementActorTests : RoomSpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private TestProbe Host => field ??= CreateTestProbe("host");

    private TestProbe Rooms => field ??= CreateTestProbe("rooms");

    [Fact]
    public async Task Occupied_rooms_are_told_and_it_holds_after_a_restart()
    {
        var room = StartRoom();
        Enter(room, "ada@home.example/desk", "ada");
        Hears("<subject");
        var retired = new Retirements();
        var retirement = Start(retired);

        retirement.Tell(new RetirementActor.Retire(Tea.Domain, "We moved"), TestActor);
        ExpectMsg<RoomMessages.Done>(Patience);
        Assert.Equal(new RoomMessages.Retire(Tea, "We moved"), Rooms.ExpectMsg<RoomMessages.Retire>(Patience));
        room.Tell(new RoomMessages.Retire(Tea, "We moved"));
        Assert.Contains("332", Hears("type='unavailable'"), StringComparison.Ordinal);

        var afterwards = new Retirements();
        await afterwards.ReadAsync(Store, [Tea.Domain], CancellationToken.None);
        Assert.Equal("We moved", afterwards.ReasonOf(Tea.Domain));
    }

    [Fact]
    public void Who_asks_something_is_answered_that_it_is_gone_and_who_asks_nothing_is_not()
    {
        var retired = new Retirements();
        retired.Add(Tea.Domain, "We moved");
        var retirement = Start(retired);

        retirement.Tell(new Stanza { Kind = StanzaKind.Presence, Type = StanzaType.Unavailable, From = Jid.Parse("ada@home.example/desk"), To = Jid.Parse("tea@muc.example/ada") });
        retirement.Tell(new Stanza { Kind = StanzaKind.Iq, Type = StanzaType.Get, Id = "i", From = Jid.Parse("ada@home.example/desk"), To = Jid.Parse("tea@muc.example") });

        var answer = Host.ExpectMsg<HostMessages.Send>(Patience).Stanza;
        Assert.Equal((StanzaKind.Iq, StanzaType.Error), (answer.Kind, answer.Type));
        var error = StanzaError.From(answer.Child("error", Namespaces.Component));
        Assert.Equal((ErrorCondition.Gone, "We moved"), (error.Condition, error.Text));
    }

    private IActorRef Start(Retirements retired) => Sys.ActorOf(Props.Create(() => new RetirementActor(
        retired, Store, ImmutableDictionary<Domain, IActorRef>.Empty.Add(Tea.Domain, Host), Rooms, TimeProvider.System)));
}
