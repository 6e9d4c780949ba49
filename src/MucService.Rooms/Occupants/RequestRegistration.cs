using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>Asking the admins of a room to be registered. They are asked by message, in the room or not. XEP-0045 #register, #regapprove.</summary>
internal static class RequestRegistration
{
    /// <summary>Whether admins decide about somebody.</summary>
    public static bool IsNeeded(RoomState room, BareJid jid) =>
        room.AffiliationOf(jid) == Affiliation.None && (room.Config.MembersOnly || room.Config.Registration == RegistrationPolicy.Approval);

    /// <summary>Keeps the request until an admin decides, and asks them.</summary>
    public static Decision Decide(RoomState room, RoomCommand.Register command)
    {
        var (jid, settings) = (command.From.Bare, room.Settings);
        var waiting = Waiting(room, command.Arrival.At);
        if (waiting.Any(request => request.Jid == jid))
            return Wait("Your request is with the admins of this room already.");
        if (waiting.Any(request => request.Nick.ConflictsWith(command.Nick)))
            return Decision.Refuse(room, command, ErrorCondition.Conflict);
        if (waiting.Length >= settings.MaxRegistrationRequests)
            return Wait("The admins of this room have many requests to decide about.");

        var query = command.Stanza!.Child("query", Namespaces.Register);
        var submitted = query is null ? null : DataForm.In(query, Namespaces.MucRegister);
        if (RegistrationForm.Size(submitted) > settings.MaxConfigValueBytes)
            return Decision.Refuse(room, command, ErrorCondition.PolicyViolation, $"What you tell of yourself may have at most {settings.MaxConfigValueBytes} bytes.");

        var admins = Admins(room).Where(admin => !room.IsUnreachable(admin.Domain)).Take(settings.MaxAdminsAsked).ToArray();
        if (admins.Length == 0)
            return Decision.Refuse(room, command, ErrorCondition.RecipientUnavailable, "No admin of this room can be asked now.");

        var request = new RegistrationRequest(jid, command.Nick, command.Arrival.At);
        var form = RegistrationForm.ToApprove(request, submitted).ToElement();
        var message = new Stanza { Kind = StanzaKind.Message, Type = StanzaType.Normal, Id = SentIds.For(command.Arrival), From = room.Address, Payloads = [form] };
        return Decision
            .Happened(new RoomEvent.RegistrationRequested(request))
            .Telling(command.Stanza.Answer(StanzaType.Result))
            .Telling(admins.Select(admin => new Outgoing.ToOne((message with { To = admin }).InEnglish())));

        Decision Wait(string text) => Decision.Refuse(room, command, ErrorCondition.ResourceConstraint, text);
    }

    /// <summary>Remembers the request, and forgets those that nobody decided about.</summary>
    public static RoomState Evolve(RoomState room, RoomEvent.RegistrationRequested requested)
    {
        var waiting = Waiting(room, requested.Request.At).ToImmutableDictionary(request => request.Jid);
        return room with { Registrations = waiting.SetItem(requested.Request.Jid, requested.Request) };
    }

    private static ImmutableArray<RegistrationRequest> Waiting(RoomState room, DateTimeOffset now) =>
        [.. room.Registrations.Values.Where(request => request.At + room.Settings.RegistrationRequestsWait > now)];

    /// <summary>Owners first.</summary>
    private static IEnumerable<BareJid> Admins(RoomState room) => room.Affiliations
        .Where(entry => entry.Value.Affiliation >= Affiliation.Admin)
        .OrderByDescending(entry => entry.Value.Affiliation)
        .ThenBy(entry => entry.Key.ToString(), StringComparer.Ordinal)
        .Select(entry => entry.Key);
}
