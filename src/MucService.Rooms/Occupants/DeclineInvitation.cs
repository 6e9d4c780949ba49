using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>An invitation is declined, or did not arrive: whoever sent it is told. XEP-0045 #invite-mediated.</summary>
internal static class DeclineInvitation
{
    public static Decision Decide(RoomState room, RoomCommand.DeclineInvitation command)
    {
        if (room.Invitations.Between(command.To, command.From) is not { } invitation)
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);
        if (Sizes.TooLongReason(room, command.Reason) is { } tooLong)
            return Decision.Refuse(room, command, tooLong);
        if (room.IsUnreachable(invitation.By.Domain))
            return Decision.Refuse(room, command, PrivateMessage.Unreachable(room));

        var decline = new Element("decline", Namespaces.MucUser).With("from", command.From.Bare.ToString());
        if (command.Reason is { Length: > 0 } reason)
            decline = decline.With(new Element("reason", Namespaces.MucUser).WithText(reason));

        return Decision
            .Happened(new RoomEvent.InvitationAnswered(invitation))
            .Telling(ToInviter(room, invitation, StanzaType.Normal, new Element("x", Namespaces.MucUser).With(decline)) with
            {
                Id = command.Stanza!.Id ?? SentIds.For(command.Arrival),
                Lang = command.Stanza.Lang,
            });
    }

    /// <summary>An invitation came back: there is no such address, or its server is not reached. The condition is told and nothing else.</summary>
    public static Decision Decide(RoomState room, RoomCommand.InvitationFailed failed)
    {
        if (failed.Stanza is not { Kind: StanzaKind.Message } stanza || room.Invitations.Failed(failed.From, stanza.Id) is not { } invitation)
            return Decision.Nothing;

        var decision = Decision.Happened(new RoomEvent.InvitationAnswered(invitation));
        if (RelayIq.IsOfServers(failed.Error))
            decision = decision.Asking(new RoomRequest.ReportBounce(failed.From.Domain));

        return room.IsUnreachable(invitation.By.Domain)
            ? decision
            : decision.Telling(ToInviter(room, invitation, StanzaType.Error, Told(room, failed.Error).ToElement()));
    }

    public static RoomState Evolve(RoomState room, RoomEvent.InvitationAnswered answered) =>
        room with { Invitations = room.Invitations.Without(answered.Invitation) };

    /// <summary>
    /// A server answers <c>service-unavailable</c> for an account that it does not have (RFC 6121 section 8.5.1); who invited is told that there is
    /// nobody at that address.
    /// </summary>
    private static StanzaError Told(RoomState room, StanzaError error) => error.Condition == ErrorCondition.ServiceUnavailable
        ? StanzaError.Of(ErrorCondition.ItemNotFound) with { By = room.Address }
        : RelayIq.Discreet(room, error);

    /// <summary>To the session that invited while it is in the room, else to whichever its server finds.</summary>
    private static Stanza ToInviter(RoomState room, SentInvitation invitation, StanzaType type, Element what) => new()
    {
        Kind = StanzaKind.Message,
        Type = type,
        Id = invitation.Id,
        From = room.Address,
        To = room.Sessions.ContainsKey(invitation.By) ? (Jid)invitation.By : invitation.By.Bare,
        Payloads = [what],
    };
}
