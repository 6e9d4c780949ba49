using System.Globalization;

namespace MucService.Rooms;

/// <summary>
/// The ids by which an error is known to answer something that the room sent. Those the room makes carry their time;
/// those it reflects stand in the history. Nothing else has to be remembered.
/// </summary>
internal static class SentIds
{
    /// <summary>The id of presence that a stanza gave rise to: the time of arrival in hexadecimal milliseconds, and the stanza's own id.</summary>
    public static string For(Arrival arrival) =>
        string.Create(CultureInfo.InvariantCulture, $"{arrival.At.ToUnixTimeMilliseconds():x}-{arrival.StanzaId}");

    /// <summary>True if the room made this id after a session entered.</summary>
    /// <param name="session">The session that the error came from.</param>
    /// <param name="id">The id of the error.</param>
    /// <param name="now">When the error came: nothing was made later.</param>
    public static bool IsOwnSince(Session session, string? id, DateTimeOffset now) => MadeAt(session, id, now) is not null;

    /// <summary>True if a message of this id was said to all after a session entered.</summary>
    public static bool IsMessageSince(RoomState room, Session session, string? id) => MessageAt(room, session, id) is not null;

    /// <summary>When what has this id was said to a session; null if it was not.</summary>
    public static DateTimeOffset? SaidAt(RoomState room, Session session, string? id, DateTimeOffset now) =>
        MessageAt(room, session, id) ?? MadeAt(session, id, now);

    private static DateTimeOffset? MadeAt(Session session, string? id, DateTimeOffset now)
    {
        var dash = id?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        return dash > 0
            && long.TryParse(id.AsSpan(0, dash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var made)
            && made >= session.EnteredAt.ToUnixTimeMilliseconds()
            && made <= now.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(made)
            : null;
    }

    private static DateTimeOffset? MessageAt(RoomState room, Session session, string? id)
    {
        foreach (var entry in room.History.Entries)
        {
            if (entry.Message.Id == id && entry.At >= session.EnteredAt)
                return entry.At;
        }

        // Told again, the subject has the room's own id.
        if (room.Subject is { } subject && subject.StanzaId == id)
            return subject.At > session.EnteredAt ? subject.At : session.EnteredAt;

        return room.SaidAside.At(id, session.EnteredAt);
    }
}
