using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>
/// An iq for an occupant, and its answer. XEP-0045 #bizrules-iq. Nothing is remembered in between: the id that the recipient
/// sees carries which session asked, so the answer finds its way back. A ping to the own nick is answered by the room. XEP-0410.
/// </summary>
internal static class RelayIq
{
    public static Decision Decide(RoomState room, RoomCommand.RelayIq command) =>
        command.Stanza!.Type is StanzaType.Get or StanzaType.Set ? Ask(room, command) : Reply(room, command);

    private static Decision Ask(RoomState room, RoomCommand.RelayIq command)
    {
        var iq = command.Stanza!;
        if (room.ByRealJid(command.From) is not { } sender)
            return Decision.Refuse(room, command, IsDisco(iq) ? ErrorCondition.BadRequest : ErrorCondition.NotAcceptable);
        if (iq.Id is null || iq.Type == StanzaType.Unknown || iq.Payloads.Length != 1)
            return Decision.Refuse(room, command, ErrorCondition.BadRequest);
        if (room.ByNick(command.To) is not { } recipient)
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);
        if (recipient == sender && iq.Type == StanzaType.Get && iq.Payloads[0].Is("ping", Namespaces.Ping))
            return Decision.Answer(iq.Answer(StanzaType.Result));
        if (Reachable(room, recipient) is not { } session)
            return Decision.Refuse(room, command, PrivateMessage.Unreachable(room));

        var asking = sender.SessionOf(command.From)!;
        return Decision.Answer(iq with { Id = Mark(asking, iq.Id), From = room.OccupantJid(sender.Nick), To = session.RealJid });
    }

    private static Decision Reply(RoomState room, RoomCommand.RelayIq command)
    {
        var iq = command.Stanza!;
        if (room.ByRealJid(command.From) is not { } replier || room.ByNick(command.To) is not { } asker)
            return Decision.Nothing;
        if (!TryUnmark(iq.Id, out var order, out var id) || asker.Sessions.FirstOrDefault(session => session.Order == order) is not { } asking)
            return Decision.Nothing;

        var reply = iq with { Id = id, From = room.OccupantJid(replier.Nick), To = asking.RealJid };
        if (iq.Type == StanzaType.Result)
            return Decision.Answer(reply);

        var error = StanzaError.From(iq.Child("error", Namespaces.Component));
        return Decision
            .Answer(reply with { Payloads = [Discreet(room, error).ToElement()] })
            .Asking(WhatFollows(replier.SessionOf(command.From)!, error));
    }

    /// <summary>An error without what it could tell of the one who did not answer: the condition only.</summary>
    public static StanzaError Discreet(RoomState room, StanzaError error) => IsOfServers(error)
        ? PrivateMessage.Unreachable(room) with { By = room.Address }
        : new StanzaError(error.Type, error.Condition, By: room.Address);

    /// <summary>What the room asks of its surroundings when a private message or an iq failed. It may be that the recipient blocks the sender.</summary>
    public static ReadOnlySpan<RoomRequest> WhatFollows(Session session, StanzaError error)
    {
        if (IsOfServers(error))
            return new RoomRequest[] { new RoomRequest.ReportBounce(session.RealJid.Domain) };

        return error.Condition is ErrorCondition.ServiceUnavailable or ErrorCondition.RecipientUnavailable or ErrorCondition.Gone or ErrorCondition.Redirect
            ? new RoomRequest[] { new RoomRequest.ProbeSession(session.RealJid, session.Features) }
            : [];
    }

    private static bool IsOfServers(StanzaError error) =>
        error.Condition is ErrorCondition.RemoteServerNotFound or ErrorCondition.RemoteServerTimeout;

    private static bool IsDisco(Stanza iq) =>
        iq.Payload("query", Namespaces.DiscoInfo) is not null || iq.Payload("query", Namespaces.DiscoItems) is not null;

    private static Session? Reachable(RoomState room, Occupant occupant) => occupant.Sessions
        .Where(session => !room.IsSuspended(session.RealJid))
        .MaxBy(session => (session.Presence.At, session.Order));

    private static string Mark(Session asking, string id) => string.Create(CultureInfo.InvariantCulture, $"{asking.Order:x}-{id}");

    private static bool TryUnmark(string? marked, out long order, [NotNullWhen(true)] out string? id)
    {
        (order, id) = (0, null);
        var dash = marked?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (dash <= 0 || !long.TryParse(marked.AsSpan(0, dash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out order))
            return false;

        id = marked![(dash + 1)..];
        return true;
    }
}
