using System.Globalization;
using MucService.Xmpp;

namespace MucService.Rooms.Activity;

/// <summary>
/// How much is said in a room: messages per hour, of the last day. XEP-0502. It is read off the history, so that it costs nothing where nobody
/// asks and outlives the node: what was said in the last day, or, where more was said than is kept, what is kept by the time that it took.
/// </summary>
internal static class MessageActivity
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(1);

    // A room that is younger is measured as if it were so old: one message in its first second is no flood.
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    /// <summary>The field of the room's information; null where the room is not for everybody to find and enter, or keeps no history. XEP-0502 #retrieve, #privacy.</summary>
    public static FormField? Info(RoomState room, DateTimeOffset now)
    {
        if (room.Config is not { Public: true, Persistent: true, MembersOnly: false, Password: "" } || room.Settings.HistorySize == 0)
            return null;

        return new FormField
        {
            Name = "{urn:xmpp:muc-activity}message-activity",
            Label = "Messages per hour",
            Values = [PerHour(room, now).ToString("0.##", CultureInfo.InvariantCulture)],
        };
    }

    private static double PerHour(RoomState room, DateTimeOffset now)
    {
        var begin = now - Window;
        if (room.CreatedAt > begin)
            begin = room.CreatedAt;
        if (room.History.Count >= room.Settings.HistorySize && room.History.Entries.Peek().At > begin)
            begin = room.History.Entries.Peek().At;

        var said = room.History.Entries.Count(entry => entry.At >= begin && Counts(entry.Message));
        var time = now - begin < Shortest && room.History.Count < room.Settings.HistorySize ? Shortest : now - begin;
        return said / Math.Max(time.TotalHours, 1.0 / 3600);
    }

    /// <summary>True for what people said, but for corrections and what they took back. XEP-0502 #rules.</summary>
    private static bool Counts(Stanza message) =>
        message.Payload("body", Namespaces.Component) is not null
        && message.Payload("replace", Namespaces.Corrections) is null
        && message.Payload("retract", Namespaces.Retraction) is null;
}
