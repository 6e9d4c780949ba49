using System.Collections.Immutable;
using System.Globalization;
using MucService.Rooms.Admins;
using MucService.Xmpp;

namespace MucService.Rooms.AffiliationVersions;

/// <summary>What the lists are, or how they changed, for who enters and asks. XEP-0463 #self, #errors.</summary>
internal static class SendAffiliations
{
    /// <summary>How many items one message has at most.</summary>
    public const int ItemsPerMessage = 500;

    /// <summary>What is sent before any presence: nothing to whom knows the lists already; a refusal to who may read none of them.</summary>
    /// <param name="room">The room that he has entered.</param>
    /// <param name="command">His wish to enter.</param>
    public static IEnumerable<Outgoing> To(RoomState room, RoomCommand.Enter command)
    {
        if (command.Affiliations is not { } request || ShowVersion.Of(room) is not { } current || request.Since == current)
            return [];

        var reader = Requester.Of(room, command.From);
        var messages = MayReadAny(room, reader)
            ? Known(room, reader, request) is { IsEmpty: false } changes ? [Message(room, request.Since, current, changes)] : Everything(room, reader, current)
            : [Refusal(room, command.From)];
        return messages.Select(message => new Outgoing.ToOne(message with { To = command.From, Id = SentIds.For(command.Arrival) }));
    }

    /// <summary>What changed since the version that he names, as far as he may know it; none if the room does not know that version.</summary>
    private static ImmutableArray<Element> Known(RoomState room, Requester reader, AffiliationsRequest request)
    {
        var log = room.AffiliationLog;
        for (var number = log.Number - 1; number >= log.Number - log.Changes.Count; number--)
        {
            if (request.Since == room.OccupantIdKey!.VersionOf(number))
                return Since(room, reader, number);
        }

        return [];
    }

    private static ImmutableArray<Element> Since(RoomState room, Requester reader, long number) =>
    [
        .. from change in room.AffiliationLog.Changes
           where change.Number > number
           group change by change.Of into changes
           let before = Shown(room, reader, changes.First().Before)
           let now = Shown(room, reader, room.Affiliations.GetValueOrDefault(changes.Key)?.Affiliation ?? Affiliation.None)
           where before != now
           select Item(changes.Key, now),
    ];

    /// <summary>All that he may read, in as many messages as it takes; versions between them lead to the last.</summary>
    private static IEnumerable<Stanza> Everything(RoomState room, Requester reader, string current)
    {
        Element[] items =
        [
            .. room.Affiliations
                .Where(entry => Shown(room, reader, entry.Value.Affiliation) != Affiliation.None)
                .OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal)
                .Select(entry => Item(entry.Key, entry.Value.Affiliation)),
        ];
        var chunks = Math.Max(1, (items.Length + ItemsPerMessage - 1) / ItemsPerMessage);
        return Enumerable.Range(0, chunks).Select(chunk => Message(
            room,
            chunk == 0 ? null : Between(chunk),
            chunk == chunks - 1 ? current : Between(chunk + 1),
            [.. items.Skip(chunk * ItemsPerMessage).Take(ItemsPerMessage)]));

        string Between(int chunk) => string.Create(CultureInfo.InvariantCulture, $"{current}.{chunk}");
    }

    private static bool MayReadAny(RoomState room, Requester reader) =>
        QueryList.MayRead(room, reader, Affiliation.Member) || QueryList.MayRead(room, reader, Affiliation.Admin) || QueryList.MayRead(room, reader, Affiliation.Owner);

    /// <summary>An affiliation as he sees it: one whose list he may not read is none.</summary>
    private static Affiliation Shown(RoomState room, Requester reader, Affiliation affiliation) =>
        affiliation == Affiliation.None || QueryList.MayRead(room, reader, affiliation) ? affiliation : Affiliation.None;

    private static Element Item(BareJid jid, Affiliation affiliation) => new Element("item", Namespaces.MucUser)
        .With("affiliation", MucUser.Word(affiliation))
        .With("jid", jid.ToString());

    private static Stanza Message(RoomState room, string? since, string until, ImmutableArray<Element> items) => new()
    {
        Kind = StanzaKind.Message,
        Type = StanzaType.Normal,
        From = room.Address,
        Payloads = [new Element("x", Namespaces.MucUser).With(ShowVersion.Mav(since, until)).With(items)],
    };

    private static Stanza Refusal(RoomState room, FullJid to) => new()
    {
        Kind = StanzaKind.Message,
        Type = StanzaType.Error,
        From = room.Address,
        To = to,
        Payloads = [(StanzaError.Of(ErrorCondition.Forbidden, "You may not read the lists of this room.") with { By = room.Address }).ToElement()],
    };
}
