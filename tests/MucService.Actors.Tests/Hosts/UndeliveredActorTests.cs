using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using MucService.Actors.Hosts;
using MucService.Actors.Rooms;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Hosts;

public sealed class UndeliveredActorTests : TestKit
{
    private static readonly Domain Service = Domain.Parse("muc.example");

    [Fact]
    public void A_stanza_that_reaches_no_room_is_refused_and_no_longer_counts_as_unhandled()
    {
        var window = new InboundWindow(1000);
        Sys.ActorOf(Props.Create(() => new UndeliveredActor(window, ImmutableDictionary<Domain, IActorRef>.Empty.Add(Service, TestActor))));
        var stanza = new Stanza
        {
            Kind = StanzaKind.Message,
            Type = StanzaType.Groupchat,
            Id = "m1",
            From = Jid.Parse("ada@home.example/desk"),
            To = Jid.Parse("tea@muc.example"),
        };

        AwaitAssert(() =>
        {
            window.Enter(stanza);
            Sys.DeadLetters.Tell(new RoomMessages.Deliver(BareJid.Parse("tea@muc.example"), stanza, new Arrival(DateTimeOffset.UnixEpoch, "1")));
            var refusal = ExpectMsg<HostMessages.Send>(TimeSpan.FromSeconds(1)).Stanza;
            Assert.Equal("m1", refusal.Id);
            Assert.Equal(ErrorCondition.ResourceConstraint, StanzaError.From(refusal.Child("error", Namespaces.Component)).Condition);
        }, TimeSpan.FromSeconds(30));

        AwaitCondition(() => window.Used % InboundWindow.SizeOf(stanza) == 0, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Reading_waits_while_too_much_is_unhandled_and_goes_on_when_it_is_not()
    {
        var stanza = new Stanza { Kind = StanzaKind.Message, Type = StanzaType.Groupchat };
        var window = new InboundWindow(InboundWindow.SizeOf(stanza));
        await window.WaitAsync(CancellationToken.None);

        window.Enter(stanza);
        var waiting = window.WaitAsync(CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);

        window.Leave(stanza);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, window.Used);
    }
}
