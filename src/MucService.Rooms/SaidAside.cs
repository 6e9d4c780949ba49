using System.Collections.Immutable;

namespace MucService.Rooms;

/// <summary>
/// The last messages to all that the history does not hold: subjects, and what is too large to be kept. Whoever's server sends one back has missed it.
/// Bounded.
/// </summary>
public sealed record SaidAside(ImmutableQueue<(string Id, DateTimeOffset At)> Messages, int Count)
{
    private const int Most = 20;
    private const int MaxIdLength = 256;

    /// <summary>None yet.</summary>
    public static SaidAside Nothing { get; } = new([], 0);

    /// <summary>With one more message, and without the oldest where there would be too many.</summary>
    internal SaidAside With(RoomEvent.SaidAside said)
    {
        if (said.Id.Length > MaxIdLength)
            return this;

        var messages = Messages.Enqueue((said.Id, said.At));
        return Count < Most ? new SaidAside(messages, Count + 1) : new SaidAside(messages.Dequeue(), Count);
    }

    /// <summary>When the first message of that id was said since a time; null if none was.</summary>
    internal DateTimeOffset? At(string? id, DateTimeOffset since)
    {
        foreach (var message in Messages)
        {
            if (message.Id == id && message.At >= since)
                return message.At;
        }

        return null;
    }
}
