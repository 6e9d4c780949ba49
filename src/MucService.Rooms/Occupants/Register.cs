using MucService.Rooms.Admins;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>
/// Registering with a room: becoming a member by asking, with a nick reserved. XEP-0045 #register. It is accepted at once in a room
/// that is not members-only; in one that is, only those on its lists may reserve a nick.
/// </summary>
internal static class Register
{
    /// <summary>The field of the form. XEP-0045 #registrar-formtype-register.</summary>
    public const string NickField = "muc#register_roomnick";

    public static Decision Decide(RoomState room, RoomCommand.QueryRegistration command)
    {
        if (Obstacle(room, command.From) is { } condition)
            return Decision.Refuse(room, command, condition);

        var query = new Element("query", Namespaces.Register);
        query = room.Affiliations.GetValueOrDefault(command.From.Bare)?.Nick is { } nick
            ? query.With(new Element("registered", Namespaces.Register)).With(new Element("username", Namespaces.Register).WithText(nick.Value))
            : query.With(Form(room).ToElement());
        return Decision.Answer(command.Stanza!.Answer(StanzaType.Result).With(query).InEnglish());
    }

    public static Decision Decide(RoomState room, RoomCommand.Register command)
    {
        var jid = command.From.Bare;
        if (Obstacle(room, command.From) is { } condition)
            return Decision.Refuse(room, command, condition);
        if (ChangeNick.Unfit(room, jid, command.Nick) is { } unfit)
            return Decision.Refuse(room, command, unfit);
        if (ChangeNick.IsReservedForAnother(room, jid, command.Nick) || IsOfAnother(room, jid, command.Nick))
            return Decision.Refuse(room, command, ErrorCondition.Conflict);

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

        return Privileges.MayEnter(room.AffiliationOf(from.Bare), room.Config) ? null : ErrorCondition.NotAllowed;
    }

    private static bool IsOfAnother(RoomState room, BareJid jid, Nick nick) =>
        room.Occupants.TryGetValue(nick.Comparable, out var holder) && holder.RealJid != jid;

    private static Decision Grant(RoomState room, RoomCommand command, RoomEvent.AffiliationGranted granted)
    {
        var changes = new AssociationChanges(room);
        changes.Grant(granted);
        if (Administrate.TooMany(room, changes.After) is { } tooMany)
            return Decision.Refuse(room, command, tooMany);

        var note = new PresenceNote { Id = SentIds.For(command.Arrival) };
        return Decision
            .Happened(changes.Events)
            .Telling(changes.ToRemoved(note))
            .Telling(changes.OfRemoved(note, _ => true))
            .Telling(AffiliationNotices.For(room, changes, note.Id))
            .Telling(changes.OfChanged(note))
            .Telling(command.Stanza!.Answer(StanzaType.Result));
    }

    private static DataForm Form(RoomState room) => new DataForm(DataFormType.Form, Namespaces.MucRegister)
    {
        Title = $"Registration with {room.Address}",
        Instructions = ["Choose the nickname that is to be yours in this room."],
    }
        .With(new FormField { Name = NickField, Type = FormFieldType.TextSingle, Label = "Desired Nickname", Required = true });
}
