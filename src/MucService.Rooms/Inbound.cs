using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>From a stanza to a command, or to the error that answers it. XEP-0045 #bizrules.</summary>
public static class Inbound
{
    /// <summary>Reads a stanza that was sent to a room or to one of its occupants.</summary>
    /// <param name="stanza">As it came.</param>
    /// <param name="arrival">When, and as what, it was accepted.</param>
    /// <param name="command">What it asks for.</param>
    /// <param name="refusal">Why it asks for nothing; null where it is to be dropped without a word.</param>
    public static bool TryRead(
        Stanza stanza, Arrival arrival, [NotNullWhen(true)] out RoomCommand? command, out StanzaError? refusal)
    {
        command = null;
        refusal = null;
        if (stanza.From is null || stanza.To is null)
            return false;

        var read = stanza.Kind switch
        {
            StanzaKind.Message => InboundMessage.Read(stanza),
            StanzaKind.Presence => InboundPresence.Read(stanza),
            StanzaKind.Iq => InboundIq.Read(stanza),
            _ => throw new UnreachableException(),
        };
        command = read.Command is null ? null : read.Command with { Arrival = arrival, Stanza = stanza };
        refusal = read.Refusal;
        return command is not null;
    }

    /// <summary>What reading a stanza gives: a command, an error, or nothing.</summary>
    internal readonly record struct Reading(RoomCommand? Command, StanzaError? Refusal)
    {
        /// <summary>Dropped without a word.</summary>
        public static Reading Nothing => default;

        public static implicit operator Reading(RoomCommand command) => new(command, null);

        public static implicit operator Reading(ErrorCondition condition) => new(null, StanzaError.Of(condition));
    }
}
