using System.Collections.Immutable;
using MucService.Rooms.Occupants;
using MucService.Xmpp;
using static MucService.Rooms.Inbound;

namespace MucService.Rooms;

/// <summary>Messages sent to a room. XEP-0045 #bizrules-message.</summary>
internal static class InboundMessage
{
    public static Reading Read(Stanza stanza)
    {
        var from = stanza.From!.Full;
        if (stanza.Type == StanzaType.Error)
            return Failure(stanza, from, StanzaError.From(stanza.Child("error", Namespaces.Component)));
        if (from is null)
            return ErrorCondition.NotAcceptable;

        return stanza.To!.Resource is { } resource ? ToOccupant(stanza, from, resource) : ToRoom(stanza, from);
    }

    private static Reading Failure(Stanza stanza, FullJid? from, StanzaError error) =>
        from is null ? new RoomCommand.InvitationFailed(stanza.From!, error) : new RoomCommand.StanzaFailed(from, error);

    private static Reading ToOccupant(Stanza stanza, FullJid from, string resource)
    {
        if (stanza.Type == StanzaType.Groupchat)
            return ErrorCondition.BadRequest;

        return Nick.TryParse(resource, out var nick) ? new RoomCommand.PrivateMessage(from, nick) : ErrorCondition.ItemNotFound;
    }

    private static Reading ToRoom(Stanza stanza, FullJid from)
    {
        // A type that nobody knows is to be taken for normal: RFC 6121 section 5.2.2.
        if (stanza.Type is StanzaType.Normal or StanzaType.Unknown)
            return OutsideTheConversation(stanza, from);
        if (stanza.Type != StanzaType.Groupchat)
            return ErrorCondition.BadRequest;

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

    private static Reading OutsideTheConversation(Stanza stanza, FullJid from)
    {
        if (stanza.Payload("x", Namespaces.DataForms) is { } form)
            return ReadForm(from, DataForm.From(form.Element));
        if (stanza.Child("x", Namespaces.MucUser) is not { } x)
            return ErrorCondition.BadRequest;

        var invites = x.Children.Where(child => child.Is("invite", Namespaces.MucUser)).ToArray();
        if (invites.Length > 0)
            return ReadInvites(from, invites);

        return x.Child("decline") is { } decline ? ReadDecline(from, decline) : ErrorCondition.BadRequest;
    }

    private static Reading ReadForm(FullJid from, DataForm? form) => form switch
    {
        { Scope: Namespaces.MucRequest, Type: DataFormType.Submit } => ReadVoiceForm(from, form),
        { Scope: Namespaces.MucRequest, Type: DataFormType.Cancel } => Reading.Nothing,
        { Scope: Namespaces.MucRegister, Type: DataFormType.Submit } => ReadRegistrationForm(from, form),
        { Scope: Namespaces.MucRegister, Type: DataFormType.Cancel } => Reading.Nothing,
        { Scope: Namespaces.MucRequest or Namespaces.MucRegister } or null => ErrorCondition.BadRequest,
        _ => ErrorCondition.FeatureNotImplemented,
    };

    /// <summary>A request for voice, or with the field that decides, its approval. XEP-0045 #requestvoice, #voiceapprove.</summary>
    private static Reading ReadVoiceForm(FullJid from, DataForm form)
    {
        if (form.Text(VoiceForm.Role) != MucUser.Word(Role.Participant))
            return ErrorCondition.BadRequest;
        if (form[VoiceForm.Allow] is null)
            return new RoomCommand.RequestVoice(from);
        if (form.Boolean(VoiceForm.Allow) is not { } allow || !Nick.TryParse(form.Text(VoiceForm.Nick), out var nick))
            return ErrorCondition.BadRequest;

        Jid? jid = null;
        if (form.Text(VoiceForm.Jid) is { } written && !Jid.TryParse(written, out jid))
            return ErrorCondition.JidMalformed;

        return allow ? new RoomCommand.ApproveVoice(from, nick, jid?.Bare) : Reading.Nothing;
    }

    /// <summary>What an admin decides about somebody who asked to be registered. XEP-0045 #regapprove.</summary>
    private static Reading ReadRegistrationForm(FullJid from, DataForm form)
    {
        if (form.Boolean(RegistrationForm.Allow) is not { } allow || !Nick.TryParse(form.Text(RegistrationForm.Nick), out var nick))
            return ErrorCondition.BadRequest;

        Jid? jid = null;
        if (form.Text(RegistrationForm.Jid) is { } written && !Jid.TryParse(written, out jid))
            return ErrorCondition.JidMalformed;

        return new RoomCommand.AnswerRegistration(from, nick, jid?.Bare, allow);
    }

    private static Reading ReadInvites(FullJid from, Element[] invites)
    {
        var invitees = ImmutableArray.CreateBuilder<Invitee>(invites.Length);
        foreach (var invite in invites)
        {
            if (!Jid.TryParse(invite["to"], out var to))
                return ErrorCondition.JidMalformed;

            var continues = invite.Child("continue") is { } element ? new Continuation(element["thread"]) : null;
            invitees.Add(new Invitee(to, invite.Child("reason")?.Text, continues));
        }

        return new RoomCommand.Invite(from, invitees.DrainToImmutable());
    }

    private static Reading ReadDecline(FullJid from, Element decline) => Jid.TryParse(decline["to"], out var to)
        ? new RoomCommand.DeclineInvitation(from, to, decline.Child("reason")?.Text)
        : ErrorCondition.JidMalformed;
}
