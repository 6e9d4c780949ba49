using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using MucService.Actors.Nodes;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// What a room has taken of the stanzas that nodes keep for it: each once and in order, whatever is lost or repeated on the way, and
/// told to be handled when what it caused is written to a socket.
/// </summary>
internal sealed class RoomInbox(BareJid room, IActorRef self)
{
    // Null with a single node, where nothing is kept.
    private Dictionary<IActorRef, Taken>? _senders;

    /// <summary>True if a stanza is the next one. A repeat is told to be handled if it is; a gap is asked for.</summary>
    public bool Takes(RoomMessages.Deliver delivered, IActorRef sender)
    {
        if (delivered.Number == 0)
            return true;

        var taken = Of(sender);
        if (delivered.Number <= taken.Last)
        {
            if (taken.Handled > 0)
                sender.Tell(new StreamMessages.Handled(room, taken.Handled), self);
            return false;
        }

        if (delivered.After != 0 && delivered.After != taken.Last)
        {
            Ask(sender, taken);
            return false;
        }

        taken.Last = delivered.Number;
        taken.AskedAfter = -1;
        return true;
    }

    /// <summary>Where a kept stanza came from; null for what is not kept.</summary>
    public static Origin? OriginOf(object cause, IActorRef sender) =>
        cause is RoomMessages.Deliver { Number: > 0 and var number } ? new Origin(sender, number) : null;

    /// <summary>What a stanza caused is written.</summary>
    public void Handled(Origin? origin)
    {
        if (IsNewlyHandled(origin))
            origin.Sender.Tell(new StreamMessages.Handled(room, origin.Number), self);
    }

    /// <summary>What a stanza caused is written, and whoever keeps the stanza has been told so.</summary>
    public void KnownHandled(Origin? origin) => IsNewlyHandled(origin);

    /// <summary>Asks for what was left out while the room took nothing.</summary>
    public void AskForMore()
    {
        foreach (var (sender, taken) in _senders ?? [])
        {
            if (taken.LeftOut)
                Ask(sender, taken);
            taken.LeftOut = false;
        }
    }

    /// <summary>The room takes nothing now: this one comes again later.</summary>
    public void LeaveOut(IActorRef sender) => Of(sender).LeftOut = true;

    private bool IsNewlyHandled([NotNullWhen(true)] Origin? origin)
    {
        if (origin is null || _senders is null || !_senders.TryGetValue(origin.Sender, out var taken) || origin.Number <= taken.Handled)
            return false;

        taken.Handled = origin.Number;
        return true;
    }

    private Taken Of(IActorRef sender)
    {
        _senders ??= [];
        if (!_senders.TryGetValue(sender, out var taken))
            _senders[sender] = taken = new Taken();
        return taken;
    }

    // Once per gap: should that be lost too, the sender repeats by itself.
    private void Ask(IActorRef sender, Taken taken)
    {
        if (taken.AskedAfter == taken.Last)
            return;

        taken.AskedAfter = taken.Last;
        sender.Tell(new StreamMessages.SendAgain(room, taken.Last), self);
    }

    /// <summary>Who keeps a stanza, and under which number.</summary>
    internal sealed record Origin(IActorRef Sender, long Number);

    private sealed class Taken
    {
        public long Last { get; set; }

        public long Handled { get; set; }

        public long AskedAfter { get; set; } = -1;

        public bool LeftOut { get; set; }
    }
}
