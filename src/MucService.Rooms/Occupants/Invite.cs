using MucService.Rooms.Admins;
using MucService.Rooms.Protection;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>
/// Inviting somebody through the room. XEP-0045 #invite-mediated, #continue. All invitations of one message are sent, or none.
/// Who is invited into a members-only room becomes a member.
/// </summary>
internal static class Invite
{
    public static Decision Decide(RoomState room, RoomCommand.Invite command)
    {
        if (room.ByRealJid(command.From) is not { } inviter)
            return Decision.Refuse(room, command, room.Exists && !room.Locked ? ErrorCondition.Forbidden : ErrorCondition.ItemNotFound);
        if (!Privileges.MayInvite(inviter.Role, room.AffiliationOf(inviter.RealJid), room.Config))
            return Decision.Refuse(room, command, ErrorCondition.Forbidden, "You may not invite others to this room.");
        if (command.Invitees.Length > room.Settings.MaxInvitationsPerMessage)
            return Decision.Refuse(room, command, Sizes.TooLarge($"A message may hold at most {room.Settings.MaxInvitationsPerMessage} invitations."));

        foreach (var invitee in command.Invitees)
        {
            if (Obstacle(room, command, invitee) is { } error)
                return Decision.Refuse(room, command, error);
        }

        var changes = new AssociationChanges(room);
        foreach (var invitee in command.Invitees)
            Admit(room, inviter, invitee, changes);

        return Administrate.TooMany(room, changes.After) is { } tooMany
            ? Decision.Refuse(room, command, tooMany)
            : Send(room, command, changes);
    }

    public static RoomState Evolve(RoomState room, RoomEvent.Invited invited) =>
        room with { Invitations = room.Invitations.With(invited.Invitation, room.Settings.InvitationsRemembered) };

    /// <summary>An invitation as the room sends it: what the protocol knows of it and nothing else that came with it.</summary>
    /// <param name="room">Which room; its password goes along.</param>
    /// <param name="by">Who invites.</param>
    /// <param name="to">Who is invited.</param>
    /// <param name="reason">Why, or null.</param>
    /// <param name="continues">The conversation that it continues, or null. XEP-0045 #continue.</param>
    public static Stanza Of(RoomState room, Jid by, Jid to, string? reason, Continuation? continues)
    {
        var invite = new Element("invite", Namespaces.MucUser)
            .With("from", by.ToString())
            .With(new Element("reason", Namespaces.MucUser).WithText(reason ?? ""));
        if (continues is not null)
            invite = invite.With(new Element("continue", Namespaces.MucUser).With("thread", continues.Thread));

        var x = new Element("x", Namespaces.MucUser).With(invite);
        if (room.Config.Password is { Length: > 0 } password)
            x = x.With(new Element("password", Namespaces.MucUser).WithText(password));

        return new Stanza
        {
            Kind = StanzaKind.Message,
            Type = StanzaType.Normal,
            From = room.Address,
            To = to,
            Payloads = [x, Direct(room, reason, continues), InWords(room, by)],
        };
    }

    /// <summary>
    /// Who invites, as the invited is told: where real JIDs are hidden, under the nick. XEP-0045 #invite-mediated allows either.
    /// </summary>
    public static Jid Shown(RoomState room, Nick? nick, Jid realJid) =>
        nick is not null && room.Config.Whois != Whois.Anyone ? room.OccupantJid(nick) : realJid;

    /// <summary>The same for clients that know direct invitations only. XEP-0249.</summary>
    private static Element Direct(RoomState room, string? reason, Continuation? continues) => new Element("x", Namespaces.DirectInvites)
        .With("continue", continues is null ? null : "true")
        .With("jid", room.Address.ToString())
        .With("password", room.Config.Password is { Length: > 0 } password ? password : null)
        .With("reason", reason is { Length: > 0 } ? reason : null)
        .With("thread", continues?.Thread);

    /// <summary>The same for people whose clients know neither.</summary>
    private static Element InWords(RoomState room, Jid by) => new Element("body", Namespaces.Component)
        .With("xml:lang", "en")
        .WithText($"{by} invited you to the room {room.Address}");

    private static Refusal? Obstacle(RoomState room, RoomCommand.Invite command, Invitee invitee)
    {
        if ((Sizes.TooLongReason(room, invitee.Reason) ?? Sizes.TooLongReason(room, invitee.Continues?.Thread)) is { } tooLong)
            return tooLong;
        if (Block.Obstacle(room, invitee.Jid.Bare) is { } blocked)
            return Refusal.Of(blocked.Reason, ErrorCondition.NotAllowed, "This service does not let in whom you invite.");
        if (invitee.Jid.Bare.IsDomain || invitee.Jid.Bare == room.Address || room.AffiliationOf(invitee.Jid.Bare) == Affiliation.Outcast)
            return StanzaError.Of(ErrorCondition.NotAllowed, "This address cannot be invited to this room.");

        return room.IsUnreachable(invitee.Jid.Domain) || command.Lost.Contains(invitee.Jid.Domain) ? PrivateMessage.Unreachable(room) : null;
    }

    /// <summary>Occupants of other rooms are invited by addresses that are nobody's in this one's lists.</summary>
    private static void Admit(RoomState room, Occupant inviter, Invitee invitee, AssociationChanges changes)
    {
        var jid = invitee.Jid.Bare;
        if (room.Config.MembersOnly && changes.After.AffiliationOf(jid) == Affiliation.None && jid.Domain != room.Settings.Service)
            changes.Grant(new RoomEvent.AffiliationGranted(jid, Affiliation.Member, inviter.RealJid, Reason: null));
    }

    private static Decision Send(RoomState room, RoomCommand.Invite command, AssociationChanges changes)
    {
        var note = new PresenceNote { Id = SentIds.For(command.Arrival) };
        var id = command.Stanza!.Id ?? note.Id;
        var decision = Decision
            .Happened(changes.Events)
            .Telling(AffiliationNotices.For(room, changes, note.Id))
            .Telling(changes.OfChanged(note));
        var shown = Shown(room, room.ByRealJid(command.From)?.Nick, command.From);
        foreach (var invitee in command.Invitees)
        {
            var invitation = Of(room, shown, invitee.Jid, invitee.Reason, invitee.Continues) with { Id = id, Lang = command.Stanza.Lang };
            decision = decision
                .And(new RoomEvent.Invited(new SentInvitation(command.From, invitee.Jid, id!, shown)))
                .Telling(invitation);
        }

        return decision;
    }
}
