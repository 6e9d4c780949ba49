using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using MucService.Actors.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>
/// Sees to stanzas that were accepted and reached no room, because it stopped with them in its mailbox or could not be found:
/// their sender is told to try again, and they no longer count as unhandled. What a node keeps for a room is sent again instead.
/// </summary>
internal sealed class UndeliveredActor : ReceiveActor
{
    /// <param name="window">Where accepted stanzas are counted.</param>
    /// <param name="hosts">The connection that refusals go to, by service.</param>
    public UndeliveredActor(InboundWindow window, ImmutableDictionary<Domain, IActorRef> hosts)
    {
        Receive<DeadLetter>(letter => letter.Message is RoomMessages.Deliver { Number: 0 }, letter =>
        {
            var delivered = (RoomMessages.Deliver)letter.Message;
            window.Leave(delivered.Stanza);
            if (ServiceRefusals.ByRoom(delivered.Stanza, ServiceRefusals.Busy) is { } refusal && hosts.TryGetValue(delivered.Room.Domain, out var host))
                host.Tell(refusal);
        });
        Receive<DeadLetter>(_ => { });
    }

    /// <inheritdoc/>
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
}
