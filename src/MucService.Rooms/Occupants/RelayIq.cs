using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MucService.Rooms.Service;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>
/// An iq for an occupant, and its answer. XEP-0045 #bizrules-iq. Nothing is remembered in between: the id that the recipient
/// sees carries which session asked, so the answer finds its way back. A ping to the own nick is answered by the room. XEP-0410.
/// What only an account can answer, a vCard or what is published, is asked of the account: the bare JID. XEP-0045 #bizrules-iq, XEP-0054, XEP-0084.
/// </summary>
internal static class RelayIq
{
    public static Decision Decide(RoomState room, RoomCommand.RelayIq command) =>
        command.Stanza!.Type is StanzaType.Get or StanzaType.Set ? Ask(room, command) : Reply(room, command);

    private static Decision Ask(RoomState room, RoomCommand.RelayIq command)
    {
        var iq = command.Stanza!;
        if (command.From.Full is not { } from || room.ByRealJid(from) is not { } sender)
            return Decision.Refuse(room, command, NotInRoom(iq));
        if (iq.Id is null || iq.Payloads.Length != 1)
            return Decision.Refuse(room, command, ErrorCondition.BadRequest);
        if (room.ByNick(command.To) is not { } recipient)
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);
        if (recipient == sender && iq.Type == StanzaType.Get && iq.Payloads[0].Is("ping", Namespaces.Ping))
            return Decision.Answer(iq.Answer(StanzaType.Result));
        if (Reachable(room, recipient) is not { } session)
            return Decision.Refuse(room, command, PrivateMessage.Unreachable(room));

        var asking = sender.SessionOf(from)!;
        return Decision.Answer(iq with
        {
            Id = Mark(asking, session, iq.Id),
            From = room.OccupantJid(sender.Nick),
            To = IsForAccount(iq) ? recipient.RealJid : session.RealJid,
        });
    }

    private static Decision Reply(RoomState room, RoomCommand.RelayIq command)
    {
        var iq = command.Stanza!;
        if (!TryUnmark(iq.Id, out var order, out var askedOrder, out var id) || room.ByNick(command.To) is not { } asker)
            return Decision.Nothing;
        if (Replier(room, command.From, askedOrder) is not { } replier || SessionOf(asker, order) is not { } asking)
            return Decision.Nothing;

        var reply = iq with { Id = id, From = room.OccupantJid(replier.Nick), To = asking.RealJid };
        if (iq.Type == StanzaType.Result)
            return Decision.Answer(reply);

        var error = StanzaError.From(iq.Child("error", Namespaces.Component));
        return Decision
            .Answer(reply with { Payloads = [Discreet(room, error).ToElement()] })
            .Asking(WhatFollows(SessionOf(replier, askedOrder)!, error));
    }

    /// <summary>An error without what it could tell of the one who did not answer: the condition only.</summary>
    public static StanzaError Discreet(RoomState room, StanzaError error) => IsOfServers(error)
        ? PrivateMessage.Unreachable(room) with { By = room.Address }
        : new StanzaError(error.Type, error.Condition, By: room.Address);

    /// <summary>What the room asks of its surroundings when a private message or an iq failed. It may be that the recipient blocks the sender.</summary>
    public static ReadOnlySpan<RoomRequest> WhatFollows(Session session, StanzaError error)
    {
        if (IsOfServers(error))
            return new[] { RemoveOnError.ReportOf(session) };

        return error.Condition is ErrorCondition.ServiceUnavailable or ErrorCondition.RecipientUnavailable or ErrorCondition.Gone or ErrorCondition.Redirect
            ? new RoomRequest[] { new RoomRequest.ProbeSession(session.RealJid, session.Features) }
            : [];
    }

    /// <summary>True if an error says that a server was not reached.</summary>
    public static bool IsOfServers(StanzaError error) =>
        error.Condition is ErrorCondition.RemoteServerNotFound or ErrorCondition.RemoteServerTimeout;

    // Of the type that XEP-0410 #performingselfping shows: there is nothing to modify.
    private static StanzaError NotInRoom(Stanza iq) =>
        IsDisco(iq) ? StanzaError.Of(ErrorCondition.BadRequest) : new StanzaError(ErrorType.Cancel, ErrorCondition.NotAcceptable);

    private static bool IsDisco(Stanza iq) =>
        iq.Payload("query", Namespaces.DiscoInfo) is not null || iq.Payload("query", Namespaces.DiscoItems) is not null;

    /// <summary>True if the request is for the account, not for one of its sessions: its vCard, or what it publishes.</summary>
    private static bool IsForAccount(Stanza iq) => iq.Type == StanzaType.Get
        && (iq.Payload("vCard", Namespaces.VCard) is not null || iq.Payload("pubsub", Namespaces.PubSub) is not null);

    /// <summary>Who answers: the occupant of the session that was asked, be it itself, another of his, or his account; nobody answers in his place.</summary>
    private static Occupant? Replier(RoomState room, Jid from, long askedOrder) => from.Full is { } session
        ? room.ByRealJid(session) is { } occupant && SessionOf(occupant, askedOrder) is not null ? occupant : null
        : room.Occupants.Values.FirstOrDefault(occupant => occupant.RealJid == from.Bare && SessionOf(occupant, askedOrder) is not null);

    private static Session? SessionOf(Occupant occupant, long order) => occupant.Sessions.FirstOrDefault(session => session.Order == order);

    private static Session? Reachable(RoomState room, Occupant occupant) => occupant.Sessions
        .Where(session => !room.IsSuspended(session.RealJid))
        .MaxBy(session => (session.Presence.At, session.Order));

    private static string Mark(Session asking, Session asked, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"{asking.Order:x}.{asked.Order:x}-{id}");

    private static bool TryUnmark(string? marked, out long asking, out long asked, [NotNullWhen(true)] out string? id)
    {
        (asking, asked, id) = (0, 0, null);
        var dash = marked?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        var dot = marked?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot <= 0 || dash <= dot || !TryOrder(marked.AsSpan(0, dot), out asking) || !TryOrder(marked.AsSpan(dot + 1, dash - dot - 1), out asked))
            return false;

        id = marked![(dash + 1)..];
        return true;
    }

    private static bool TryOrder(ReadOnlySpan<char> hex, out long order) =>
        long.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out order);
}
