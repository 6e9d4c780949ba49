using System.Globalization;
using MucService.Rooms.Occupants;
using MucService.Xmpp;

namespace MucService.Rooms.Admins;

/// <summary>An admin decides about somebody who asked to be registered. XEP-0045 #regapprove.</summary>
internal static class ApproveRegistration
{
    public static Decision Decide(RoomState room, RoomCommand.AnswerRegistration command)
    {
        if (!room.IsThereFor(command.From.Bare))
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);
        if (!Privileges.May(room.AffiliationOf(command.From.Bare), AffiliationPrivilege.EditMemberList))
            return Decision.Refuse(room, command, ErrorCondition.Forbidden);

        var request = room.Registrations.Values.FirstOrDefault(asked => asked.Nick == command.Nick && (command.Jid is null || asked.Jid == command.Jid));
        if (request is null)
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound, "Nobody waits to be registered with this nick.");
        if (!command.Allow)
            return Deny(room, request, command);
        if (Register.IsTaken(room, request.Jid, request.Nick))
            return Decision.Refuse(room, command, ErrorCondition.Conflict);

        var registered = Register.Grant(room, command, new RoomEvent.AffiliationGranted(request.Jid, Affiliation.Member, command.From.Bare, Reason: null, request.Nick));
        var isIn = room.Occupants.Values.Any(occupant => occupant.RealJid == request.Jid);
        return isIn || registered.Events.IsEmpty ? registered : registered.Telling(Notice(room, request, command.Arrival));
    }

    public static RoomState Evolve(RoomState room, RoomEvent.RegistrationDenied denied) => room with { Registrations = room.Registrations.Remove(denied.Of) };

    /// <summary>That he is a member now, to who is not in the room. XEP-0045 #registrar-statuscodes, 101.</summary>
    private static Stanza Notice(RoomState room, RegistrationRequest request, Arrival arrival) => Message(room, request, arrival).With(
        new Element("x", Namespaces.MucUser)
            .With(new Element("item", Namespaces.MucUser)
                .With("affiliation", MucUser.Word(Affiliation.Member))
                .With("jid", request.Jid.ToString())
                .With("nick", request.Nick.Value)
                .With("role", MucUser.Word(Role.None)))
            .With(new Element("status", Namespaces.MucUser).With("code", ((int)StatusCode.AffiliationChanged).ToString(CultureInfo.InvariantCulture))));

    private static Decision Deny(RoomState room, RegistrationRequest request, RoomCommand.AnswerRegistration command) => Decision
        .Happened(new RoomEvent.RegistrationDenied(request.Jid))
        .Telling(Message(room, request, command.Arrival)
            .With(new Element("body", Namespaces.Component).With("xml:lang", "en").WithText($"Your request to register with {room.Address} was not approved.")));

    private static Stanza Message(RoomState room, RegistrationRequest request, Arrival arrival) =>
        new() { Kind = StanzaKind.Message, Type = StanzaType.Normal, Id = SentIds.For(arrival), From = room.Address, To = request.Jid };
}
