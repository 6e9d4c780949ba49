using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>The last private messages that a room passed on, bounded.</summary>
public sealed record SentPrivately(ImmutableQueue<(FullJid To, string Id)> Messages, int Count)
{
    private const int MaxIdLength = 256;

    /// <summary>None yet.</summary>
    public static SentPrivately Nothing { get; } = new([], 0);

    /// <summary>With one more message, and without the oldest where there would be too many.</summary>
    internal SentPrivately With(FullJid to, string id, int size)
    {
        if (id.Length > MaxIdLength)
            return this;

        var messages = Messages.Enqueue((to, id));
        var count = Count + 1;
        for (; count > size; count--)
            messages = messages.Dequeue();

        return new SentPrivately(messages, count);
    }

    /// <summary>True if a private message of that id was passed on to that session lately.</summary>
    internal bool Holds(FullJid to, string? id)
    {
        foreach (var message in Messages)
        {
            if (message.Id == id && message.To == to)
                return true;
        }

        return false;
    }
}
