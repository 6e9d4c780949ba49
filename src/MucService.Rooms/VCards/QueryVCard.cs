using MucService.Xmpp;

namespace MucService.Rooms.VCards;

/// <summary>A room's vCard, for whoever asks: pictures are shown in lists of rooms, before anybody enters. XEP-0486 #retrieve-vcard.</summary>
internal static class QueryVCard
{
    public static Decision Decide(RoomState room, RoomCommand.QueryVCard command)
    {
        if (!room.IsThereFor(command.From.Bare))
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);

        return Decision.Answer(command.Stanza!.Answer(StanzaType.Result).With(room.VCard?.Card ?? new Element("vCard", Namespaces.VCard)));
    }
}
