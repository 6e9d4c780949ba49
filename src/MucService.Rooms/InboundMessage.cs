using MucService.Xmpp;
using static MucService.Rooms.Inbound;

namespace MucService.Rooms;

/// <summary>Messages sent to a room. XEP-0045 #bizrules-message.</summary>
internal static class InboundMessage
{
    public static Reading Read(Stanza stanza)
    {
        if (stanza.From!.Full is not { } from)
            return stanza.Type == StanzaType.Error ? Reading.Nothing : ErrorCondition.NotAcceptable;
        if (stanza.Type == StanzaType.Error)
            return new RoomCommand.StanzaFailed(from, StanzaError.From(stanza.Child("error", Namespaces.Component)));

        return stanza.To!.Resource is { } resource ? ToOccupant(stanza, from, resource) : ToRoom(stanza, from);
    }

    private static Reading ToOccupant(Stanza stanza, FullJid from, string resource)
    {
        if (stanza.Type == StanzaType.Groupchat)
            return ErrorCondition.BadRequest;

        return Nick.TryParse(resource, out var nick) ? new RoomCommand.PrivateMessage(from, nick) : ErrorCondition.ItemNotFound;
    }

    private static Reading ToRoom(Stanza stanza, FullJid from)
    {
        if (stanza.Type != StanzaType.Groupchat)
            return IsInvitationOrForm(stanza) ? ErrorCondition.FeatureNotImplemented : ErrorCondition.BadRequest;

        return NewSubject(stanza) is { } subject ? new RoomCommand.ChangeSubject(from, subject) : new RoomCommand.Groupchat(from);
    }

    /// <summary>The subject that a message sets: it has one, and neither body nor thread. XEP-0045 #subject-mod.</summary>
    private static string? NewSubject(Stanza stanza)
    {
        Payload? subject = null;
        foreach (var payload in stanza.Payloads)
        {
            if (payload.Name.Namespace != Namespaces.Component)
                continue;
            if (payload.Name.Local is "body" or "thread")
                return null;
            if (payload.Name.Local == "subject" && (subject is null || payload.Element?["xml:lang"] is null))
                subject = payload;
        }

        return subject is null ? null : subject.Element?.Text ?? "";
    }

    private static bool IsInvitationOrForm(Stanza stanza) =>
        stanza.Payload("x", Namespaces.MucUser) is not null || stanza.Payload("x", Namespaces.DataForms) is not null;
}
