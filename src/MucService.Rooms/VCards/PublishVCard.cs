using MucService.Rooms.Owners;
using MucService.Rooms.Protection;
using MucService.Xmpp;

namespace MucService.Rooms.VCards;

/// <summary>Publishing a room's vCard with its avatar, or taking it away. XEP-0486 #owner-publish.</summary>
internal static class PublishVCard
{
    public static Decision Decide(RoomState room, RoomCommand.PublishVCard command)
    {
        if (!room.IsThereFor(command.From.Bare))
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);
        if (!Privileges.May(room.AffiliationOf(command.From.Bare), AffiliationPrivilege.ChangeRoomConfiguration))
            return Decision.Refuse(room, command, ErrorCondition.Forbidden, "Only owners are allowed to set avatars.");

        var payload = command.Stanza!.Payloads[0];
        if (payload.Bytes.Length > room.Settings.MaxVCardBytes)
        {
            var text = $"The vCard of a room may have at most {room.Settings.MaxVCardBytes} bytes.";
            return Decision.Refuse(room, command, Refusal.Of(RefusalReason.Size, ErrorCondition.PolicyViolation, text));
        }

        RoomVCard? vCard = null;
        if (!RoomVCard.IsEmpty(payload) && !RoomVCard.TryRead(payload, out vCard))
            return Decision.Refuse(room, command, ErrorCondition.BadRequest, "A picture in a vCard must be base64.");

        var done = Decision.Answer(command.Stanza.Answer(StanzaType.Result));
        return AreSame(vCard, room.VCard) ? done : Change(room, command, done, vCard);
    }

    public static RoomState Evolve(RoomState room, RoomEvent.VCardChanged changed) => room with { VCard = changed.VCard };

    private static Decision Change(RoomState room, RoomCommand.PublishVCard command, Decision done, RoomVCard? vCard)
    {
        var changed = new RoomEvent.VCardChanged(vCard);
        var id = SentIds.For(command.Arrival);
        return done
            .And(changed)
            .Telling(new Outgoing.ToMany(Audience.Everyone, ConfigureRoom.Notification(room, [StatusCode.ConfigurationChanged], id)))
            .Telling(ShowAvatar.Changed(room, room.After(changed), id));
    }

    private static bool AreSame(RoomVCard? one, RoomVCard? other) =>
        one is null ? other is null : other is not null && one.Card.Bytes.Span.SequenceEqual(other.Card.Bytes.Span);
}
