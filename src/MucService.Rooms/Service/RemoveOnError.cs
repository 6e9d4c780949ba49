using MucService.Rooms.Occupants;
using MucService.Xmpp;

namespace MucService.Rooms.Service;

/// <summary>
/// Errors for what the room sent, and the removal of sessions that are not there any more. XEP-0045 #service-error-kick,
/// #impl-service-ghosts. A removal needs a condition that says the session is gone, and the id of something sent since it entered;
/// in every other case of doubt the session is probed.
/// </summary>
internal static class RemoveOnError
{
    public static Decision Decide(RoomState room, RoomCommand.StanzaFailed failed)
    {
        var id = failed.Stanza?.Id;
        if (room.Invitations.Failed(failed.From, id) is not null)
            return DeclineInvitation.Decide(room, new RoomCommand.InvitationFailed(failed.From, failed.Error) { Arrival = failed.Arrival, Stanza = failed.Stanza });
        if (failed.Stanza is { Kind: StanzaKind.Message } error && room.SentPrivately.Answered(failed.From, error) is { } passed)
            return TellSender(room, passed, failed.Error);
        if (room.SessionOf(failed.From) is not { } session)
            return Decision.Nothing;

        if (failed.Stanza?.Kind == StanzaKind.Presence && room.Settings.PresenceErrors != PresenceErrors.Judge && SaysNobodyIsThere(failed.Error))
            return RemoveAtOnce(room, failed);

        switch (failed.Error.Condition)
        {
            case ErrorCondition.RemoteServerNotFound or ErrorCondition.RemoteServerTimeout:
                return WasSent(room, session, failed)
                    ? Behind(room, session, failed, awaitsLink: true).Asking(ReportOf(session))
                    : Decision.Nothing;
            case ErrorCondition.ResourceConstraint or ErrorCondition.InternalServerError:
                return Behind(room, session, failed, awaitsLink: false);
            case ErrorCondition.ServiceUnavailable:
                return SentIds.IsMessageSince(room, session, id) ? Remove(room, failed.From, failed.Arrival) : Probe(session);
            case ErrorCondition.ItemNotFound or ErrorCondition.Gone or ErrorCondition.RecipientUnavailable
                or ErrorCondition.Redirect or ErrorCondition.JidMalformed:
                return WasSent(room, session, failed)
                    ? Remove(room, failed.From, failed.Arrival)
                    : Probe(session);
            default:
                return Decision.Nothing;
        }
    }

    public static Decision Decide(RoomState room, RoomCommand.SessionGone gone) =>
        room.SessionOf(gone.Session) is null ? Decision.Nothing : Remove(room, gone.Session, gone.Arrival);

    /// <summary>Removes a session for a technical reason: 333, and never 307. XEP-0045 #service-error-kick.</summary>
    public static Decision Remove(RoomState room, FullJid session, Arrival arrival) =>
        Exit.Leave(room, session, new PresenceNote { Id = SentIds.For(arrival), Codes = [StatusCode.TechnicalRemoval] });

    /// <summary>That something sent to a session did not reach its domain.</summary>
    public static RoomRequest ReportOf(Session session) =>
        new RoomRequest.ReportBounce(session.RealJid.Domain, session.RealJid, session.Features);

    private static bool SaysNobodyIsThere(StanzaError error) => error.Condition
        is ErrorCondition.ServiceUnavailable or ErrorCondition.ItemNotFound or ErrorCondition.Gone or ErrorCondition.RecipientUnavailable
        or ErrorCondition.Redirect or ErrorCondition.JidMalformed;

    /// <summary>The operator wants a session removed for an error whatever it answers, and, it may be, everybody told why.</summary>
    private static Decision RemoveAtOnce(RoomState room, RoomCommand.StanzaFailed failed)
    {
        var note = new PresenceNote { Id = SentIds.For(failed.Arrival), Codes = [StatusCode.TechnicalRemoval] };
        if (room.Settings.PresenceErrors != PresenceErrors.RemoveAndTell)
            return Exit.Leave(room, failed.From, note);

        var why = $"Kicked: {failed.Error.Name.Replace('-', ' ')}{(failed.Error.Text is { } text && !Sizes.TooLong(text, room.Settings.MaxReasonBytes) ? $": {text}" : "")}";
        return Exit.Leave(room, failed.From, note, [new Element("status", Namespaces.Component).WithText(why)]);
    }

    /// <summary>True if an error answers something that the room sent since the session entered. Where no message is kept, none is known by its id.</summary>
    private static bool WasSent(RoomState room, Session session, RoomCommand.StanzaFailed failed) =>
        SentIds.IsMessageSince(room, session, failed.Stanza?.Id)
        || SentIds.IsOwnSince(session, failed.Stanza?.Id, failed.Arrival.At)
        || (room.Settings.HistorySize == 0 && failed.Stanza?.Kind == StanzaKind.Message && RelayIq.IsOfServers(failed.Error));

    /// <summary>The session missed what came back, if it was sent that.</summary>
    private static Decision Behind(RoomState room, Session session, RoomCommand.StanzaFailed failed, bool awaitsLink) =>
        SentIds.SaidAt(room, session, failed.Stanza?.Id, failed.Arrival.At) is { } lostAt
            ? Decision.Nothing.Asking(new RoomRequest.FindKnown(session.RealJid, lostAt, awaitsLink))
            : Decision.Nothing;

    private static Decision Probe(Session session) =>
        Decision.Nothing.Asking(new RoomRequest.ProbeSession(session.RealJid, session.Features));

    /// <summary>
    /// A private message failed, at all sessions that it was sent to, be it that they are gone by now: the session that sent it is told, under the address
    /// that it wrote to, and nothing of what servers said.
    /// </summary>
    private static Decision TellSender(RoomState room, PassedMessage passed, StanzaError error)
    {
        var decision = Decision.Happened(new RoomEvent.PrivateMessageFailed(passed));
        if (room.SessionOf(passed.To) is { } session)
            decision = decision.Asking(RelayIq.WhatFollows(session, error));
        if (room.SessionOf(passed.From) is null || room.SentPrivately.HoldsAnother(passed))
            return decision;

        return decision.Telling(new Stanza
        {
            Kind = StanzaKind.Message,
            Type = StanzaType.Error,
            Id = passed.Id,
            From = room.OccupantJid(passed.Recipient),
            To = passed.From,
            Payloads = [RelayIq.Discreet(room, error).ToElement()],
        });
    }
}
