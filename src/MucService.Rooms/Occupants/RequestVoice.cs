using MucService.Rooms.Protection;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>A visitor asks for voice; moderators are asked to approve. XEP-0045 #requestvoice, #voiceapprove.</summary>
internal static class RequestVoice
{
    public static Decision Decide(RoomState room, RoomCommand.RequestVoice command)
    {
        if (room.ByRealJid(command.From) is not { } occupant)
            return Decision.Refuse(room, command, room.Exists && !room.Locked ? ErrorCondition.Forbidden : ErrorCondition.ItemNotFound);
        if (occupant.Role != Role.Visitor)
            return Decision.Refuse(room, command, ErrorCondition.NotAcceptable, "You have voice already.");
        if (IsTooSoon(room, occupant.RealJid, command.Arrival.Came))
            return Decision.Refuse(room, command, Refusal.Of(RefusalReason.RateOfVoiceRequests, ErrorCondition.ResourceConstraint, "Voice was requested a moment ago."));
        if (!room.Occupants.Values.Any(other => other.Role == Role.Moderator && other.Sessions.Any(session => !room.IsSuspended(session.RealJid))))
            return Decision.Refuse(room, command, ErrorCondition.RecipientUnavailable, "No moderator can be asked now.");

        var message = new Stanza
        {
            Kind = StanzaKind.Message,
            Type = StanzaType.Normal,
            Id = SentIds.For(command.Arrival),
            From = room.Address,
            Payloads = [ApprovalForm(occupant, command.From).ToElement()],
        };

        // Suspended moderators are left out, as of every audience.
        return Decision
            .Happened(new RoomEvent.VoiceRequested(occupant.RealJid, command.Arrival.Came))
            .Telling(new Outgoing.ToMany(Audience.Everyone.With(SessionTraits.Moderator), message.InEnglish()));
    }

    /// <summary>Remembers the request, and forgets those that do not count any more.</summary>
    public static RoomState Evolve(RoomState room, RoomEvent.VoiceRequested requested)
    {
        var past = room.VoiceRequests.Where(earlier => earlier.Value + room.Settings.VoiceRequestInterval <= requested.At).Select(earlier => earlier.Key);
        return room with { VoiceRequests = room.VoiceRequests.RemoveRange(past).SetItem(requested.By, requested.At) };
    }

    /// <summary>True if he asked not long ago, or too many others did: who comes under many addresses does not get more of the moderators' time.</summary>
    private static bool IsTooSoon(RoomState room, BareJid by, DateTimeOffset now)
    {
        var since = now - room.Settings.VoiceRequestInterval;
        return (room.VoiceRequests.TryGetValue(by, out var at) && at > since)
            || room.VoiceRequests.Values.Count(earlier => earlier > since) >= room.Settings.MaxVoiceRequestsPerInterval;
    }

    private static DataForm ApprovalForm(Occupant occupant, FullJid session) => new DataForm(DataFormType.Form, Namespaces.MucRequest)
    {
        Title = "Voice request",
        Instructions =
        [
            "To approve this request for voice, select the \"Grant voice to this person?\" checkbox and click OK. "
            + "To skip this request, click the cancel button.",
        ],
    }
        .With(new FormField { Name = VoiceForm.Role, Type = FormFieldType.ListSingle, Label = "Requested role", Values = [MucUser.Word(Role.Participant)] })
        .With(new FormField { Name = VoiceForm.Jid, Type = FormFieldType.JidSingle, Label = "User ID", Values = [session.ToString()] })
        .With(FormField.TextSingle(VoiceForm.Nick, "Room Nickname", occupant.Nick.Value))
        .With(new FormField { Name = VoiceForm.Allow, Type = FormFieldType.Boolean, Label = "Grant voice to this person?", Values = ["false"] });
}
