using MucService.Rooms.Admins;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>
/// Registering with a room: becoming a member by asking, with a nick reserved. XEP-0045 #register. It is accepted at once in a room
/// that is not members-only; in one that is, only those on its lists may reserve a nick.
/// </summary>
internal static class Register
{
    public static Decision Decide(RoomState room, RoomCommand.QueryRegistration command)
    {
        if (Obstacle(room, command.From) is { } condition)
            return Decision.Refuse(room, command, condition);

        var query = new Element("query", Namespaces.Register);
        query = room.Affiliations.GetValueOrDefault(command.From.Bare)?.Nick is { } nick
            ? query.With(new Element("registered", Namespaces.Register)).With(new Element("username", Namespaces.Register).WithText(nick.Value))
            : query.With(RegistrationForm.ToFill(room, RequestRegistration.IsNeeded(room, command.From.Bare)).ToElement());
        return Decision.Answer(command.Stanza!.Answer(StanzaType.Result).With(query).InEnglish());
    }

    public static Decision Decide(RoomState room, RoomCommand.Register command)
    {
        var jid = command.From.Bare;
        if (Obstacle(room, command.From) is { } condition)
            return Decision.Refuse(room, command, condition);
        if (ChangeNick.Unfit(room, jid, command.Nick) is { } unfit)
            return Decision.Refuse(room, command, unfit);
        if (IsTaken(room, jid, command.Nick))
            return Decision.Refuse(room, command, ErrorCondition.Conflict);
        if (RequestRegistration.IsNeeded(room, jid))
            return RequestRegistration.Decide(room, command);

        var affiliation = room.AffiliationOf(jid);
        var registered = affiliation == Affiliation.None ? Affiliation.Member : affiliation;
        return Grant(room, command, new RoomEvent.AffiliationGranted(jid, registered, jid, Reason: null, command.Nick));
    }

    /// <summary>Gives the nick back, and membership with it. Admins and owners stay what they are. XEP-0077 #usecases-cancel.</summary>
    public static Decision Decide(RoomState room, RoomCommand.Unregister command)
    {
        var jid = command.From.Bare;
        if (!room.Exists || room.Locked)
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);
        if (room.Affiliations.GetValueOrDefault(jid) is not { Affiliation: > Affiliation.None } entry)
            return Decision.Refuse(room, command, ErrorCondition.RegistrationRequired);

        var left = entry.Affiliation == Affiliation.Member ? Affiliation.None : entry.Affiliation;
        return Grant(room, command, new RoomEvent.AffiliationGranted(jid, left, jid, Reason: null));
    }

    private static ErrorCondition? Obstacle(RoomState room, Jid from)
    {
        if (!room.Exists || room.Locked)
            return ErrorCondition.ItemNotFound;
        if (from.Bare.IsDomain || room.Settings.Admins.Contains(from.Bare))
            return ErrorCondition.NotAllowed;

        return room.AffiliationOf(from.Bare) switch
        {
            Affiliation.Outcast => ErrorCondition.NotAllowed,
            Affiliation.None when room.Config.Registration == RegistrationPolicy.Closed => ErrorCondition.NotAllowed,
            _ => null,
        };
    }

    /// <summary>True if a nick is reserved for another, or another occupant has it.</summary>
    public static bool IsTaken(RoomState room, BareJid jid, Nick nick) =>
        ReservedNicks.AreOfAnother(room, jid, nick) || (room.Occupants.TryGetValue(nick.Comparable, out var holder) && holder.RealJid != jid);

    /// <summary>Gives an affiliation with its nick, or takes both; who asks by iq is answered.</summary>
    public static Decision Grant(RoomState room, RoomCommand command, RoomEvent.AffiliationGranted granted)
    {
        var changes = new AssociationChanges(room);
        changes.Grant(granted);
        if (Administrate.TooMany(room, changes.After) is { } tooMany)
            return Decision.Refuse(room, command, tooMany);

        var note = new PresenceNote { Id = SentIds.For(command.Arrival) };
        var decision = Decision
            .Happened(changes.Events)
            .Telling(changes.ToRemoved(note))
            .Telling(changes.OfRemoved(note, _ => true))
            .Telling(AffiliationNotices.For(room, changes, note.Id))
            .Telling(changes.OfChanged(note))
            .Then(UnderItsNick(changes.After, granted, note));
        return command.Stanza!.Kind == StanzaKind.Iq ? decision.Telling(command.Stanza.Answer(StanzaType.Result)) : decision;
    }

    /// <summary>
    /// Where who registered has that nick and no other, he has it from now on. XEP-0045 #register, status 210. Who is in the room under several
    /// nicks, and under that one, keeps the others until he enters anew.
    /// </summary>
    private static Decision UnderItsNick(RoomState room, RoomEvent.AffiliationGranted granted, PresenceNote note)
    {
        if (!room.Config.NicksLocked || granted.Nick is not { } nick)
            return Decision.Nothing;

        var his = room.InOrder().Where(occupant => occupant.RealJid == granted.Of).ToArray();
        return (his.FirstOrDefault(occupant => occupant.Nick.ConflictsWith(nick)) ?? his.FirstOrDefault()) is { } occupant && occupant.Nick != nick
            ? ChangeNick.Change(room, occupant, nick, note with { Codes = [StatusCode.NickAssigned] })
            : Decision.Nothing;
    }
}
