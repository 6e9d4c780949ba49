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
    /// <param name="standingOf">How the link from a service to a domain stands as the node knows it; null where it does not.</param>
    public static bool TryRead(
        Stanza stanza,
        Arrival arrival,
        [NotNullWhen(true)] out RoomCommand? command,
        out StanzaError? refusal,
        Func<Domain, Domain, LinkStanding?>? standingOf = null)
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
        if (command is RoomCommand.Invite invite && standingOf is not null)
        {
            var service = stanza.To.Domain;
            var lost = invite.Invitees.Select(invitee => invitee.Jid.Domain)
                .Where(domain => standingOf(service, domain) is LinkStanding.Unreachable or LinkStanding.Returning);
            command = invite with { Lost = [.. lost] };
        }

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
