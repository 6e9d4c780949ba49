using Akka.Actor;
using MucService.Actors.Nodes;
using MucService.Actors.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>Among several nodes: what is accepted is kept until a room has handled it, wherever that is.</summary>
/// <param name="Kept">What is kept.</param>
/// <param name="Keeper">The InboundKeeperActor, which rooms answer.</param>
/// <param name="Host">The connection that refusals go to.</param>
/// <param name="TakeMany">True while all nodes understand <see cref="RoomMessages.DeliverMany"/>.</param>
internal sealed record Keeping(KeptStanzas Kept, IActorRef Keeper, IActorRef Host, Func<bool> TakeMany);

/// <summary>What was read from the host at once: what is for one room goes to it in one message.</summary>
/// <param name="rooms">Where rooms are.</param>
/// <param name="keeping">Where it is kept.</param>
internal sealed class KeptDeliveries(IActorRef rooms, Keeping keeping)
{
    // With what each takes on the way beside its bytes it fits in any message between nodes.
    private const int MostBytesTogether = 16 * 1024;

    private readonly Dictionary<BareJid, List<Stanza>> _byRoom = [];

    /// <summary>Adds a stanza for a room.</summary>
    public void Add(BareJid room, Stanza stanza)
    {
        if (!_byRoom.TryGetValue(room, out var stanzas))
            _byRoom[room] = stanzas = [];
        stanzas.Add(stanza);
    }

    /// <summary>Keeps all and sends it, for each room in the order in which it was added. What cannot be kept is refused to its sender.</summary>
    public void Send()
    {
        foreach (var (room, stanzas) in _byRoom)
            Send(room, stanzas);
    }

    private void Send(BareJid room, List<Stanza> stanzas)
    {
        var together = new List<RoomMessages.Deliver>(stanzas.Count);
        var bytes = 0;
        foreach (var stanza in stanzas)
        {
            if (keeping.Kept.Accept(room, stanza) is not { } kept)
            {
                if (ServiceRefusals.ByRoom(stanza, ServiceRefusals.Busy) is { } refusal)
                    keeping.Host.Tell(refusal);
                continue;
            }

            var size = InboundWindow.SizeOf(stanza);
            if (bytes + size > MostBytesTogether)
            {
                Tell(room, together);
                bytes = 0;
            }

            together.Add(kept);
            bytes += size;
        }

        Tell(room, together);
    }

    private void Tell(BareJid room, List<RoomMessages.Deliver> together)
    {
        if (together.Count > 1 && keeping.TakeMany())
        {
            rooms.Tell(new RoomMessages.DeliverMany(room, [.. together]), keeping.Keeper);
        }
        else
        {
            foreach (var kept in together)
                rooms.Tell(kept, keeping.Keeper);
        }

        together.Clear();
    }
}
