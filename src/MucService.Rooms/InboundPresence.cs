using System.Collections.Immutable;
using System.Globalization;
using MucService.Xmpp;
using static MucService.Rooms.Inbound;

namespace MucService.Rooms;

/// <summary>Presence sent to a room. XEP-0045 #bizrules-presence.</summary>
internal static class InboundPresence
{
    public static Reading Read(Stanza stanza)
    {
        if (stanza.From!.Full is not { } from)
            return Reading.Nothing;

        return stanza.Type switch
        {
            StanzaType.Available => ReadAvailable(stanza, from),
            StanzaType.Unavailable => new RoomCommand.Exit(from),
            StanzaType.Probe when Nick.TryParse(stanza.To!.Resource ?? "", out var nick) => new RoomCommand.Probe(from, nick),
            StanzaType.Error => new RoomCommand.StanzaFailed(from, StanzaError.From(stanza.Child("error", Namespaces.Component))),
            StanzaType.Subscribe => ErrorCondition.NotAllowed,
            StanzaType.Unknown => ErrorCondition.BadRequest,
            _ => Reading.Nothing,
        };
    }

    /// <summary>What the room passes on of a presence: everything but what only a room may say of an occupant. XEP-0045 #bizrules-presence.</summary>
    public static SessionPresence Shown(Stanza stanza, DateTimeOffset at) => SessionPresence.Of(Payloads(stanza), at);

    /// <summary>The children of a presence that the room passes on.</summary>
    public static ImmutableArray<Payload> Payloads(Stanza stanza) => stanza.Payloads.RemoveAll(OnlyForRooms);

    private static bool OnlyForRooms(Payload payload) => payload.Name switch
    {
        { Local: "x", Namespace: Namespaces.Muc or Namespaces.MucUser } => true,
        { Namespace: Namespaces.PresenceAnnotations or Namespaces.OccupantIds or Namespaces.StanzaIds or Namespaces.Hats } => true,
        _ => false,
    };

    private static Reading ReadAvailable(Stanza stanza, FullJid from)
    {
        if (stanza.To!.Resource is not { } resource || !Nick.TryParse(resource, out var nick))
            return ErrorCondition.JidMalformed;
        if (stanza.Payload("x", Namespaces.Muc) is not { } x)
            return new RoomCommand.ChangePresence(from, nick);

        var history = ReadHistory(x.Element?.Child("history"));
        var mav = x.Element?.Child("mav", Namespaces.AffiliationVersions);

        // Either namespace may hold it: #bizrules-presence.
        var password = x.Element?.Child("password") ?? stanza.Child("x", Namespaces.MucUser)?.Child("password");
        return new RoomCommand.Enter(from, nick, password?.Text, history)
        {
            Affiliations = mav is null ? null : new AffiliationsRequest(mav["since"]),
        };
    }

    private static HistoryRequest ReadHistory(Element? history)
    {
        if (history is null)
            return HistoryRequest.Default;

        var since = XmppDateTime.TryParse(history["since"], out var read) ? read : (DateTimeOffset?)null;
        return new HistoryRequest(
            Number("maxchars"),
            Number("maxstanzas"),
            Number("seconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            since);

        int? Number(string attribute) =>
            int.TryParse(history[attribute], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
