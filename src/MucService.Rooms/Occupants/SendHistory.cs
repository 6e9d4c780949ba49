using MucService.Rooms.OccupantIds;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>The last messages, for who enters. XEP-0045 #enter-history, #enter-managehistory.</summary>
internal static class SendHistory
{
    /// <summary>The newest messages that meet every wish at once, oldest first; never more than the room keeps or its owners allow.</summary>
    /// <param name="room">The room.</param>
    /// <param name="to">Who enters.</param>
    /// <param name="request">What he wishes.</param>
    /// <param name="now">When he enters.</param>
    public static IEnumerable<Outgoing> To(RoomState room, FullJid to, HistoryRequest request, DateTimeOffset now)
    {
        var since = request.Since ?? DateTimeOffset.MinValue;
        if (request.Seconds is { } seconds && now - seconds > since)
            since = now - seconds;

        var stanzas = Math.Min(request.MaxStanzas ?? int.MaxValue, room.Config.MaxHistory ?? int.MaxValue);
        var characters = request.MaxChars ?? int.MaxValue;
        var sent = new Stack<Outgoing>();
        foreach (var entry in room.History.Entries.Reverse())
        {
            var message = Delayed(room, entry) with { To = to };
            if (request.MaxChars is not null)
                characters -= Sizes.Characters(message);
            if (entry.At < since || sent.Count >= stanzas || characters < 0)
                break;

            sent.Push(new Outgoing.ToOne(message));
        }

        return sent;
    }

    /// <summary>A message of the history as it is sent later. XEP-0203. One that an older version kept has no occupant-id yet.</summary>
    public static Stanza Delayed(RoomState room, HistoryEntry entry)
    {
        var message = entry.Message.With(Delay.By(room.Address, entry.At));
        return message.From?.Resource is not null && message.Payload("occupant-id", Namespaces.OccupantIds) is null
            ? message with { Payloads = OccupantId.Of(room, entry.RealJid, message.Payloads) }
            : message;
    }
}
