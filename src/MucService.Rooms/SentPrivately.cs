using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>A private message that a room passed on, so that its failure is told to who sent it, under the address that he wrote to.</summary>
/// <param name="To">The session that it was sent to.</param>
/// <param name="Id">The id that it had then.</param>
/// <param name="Recipient">The nick that it was for.</param>
/// <param name="From">Who sent it.</param>
/// <param name="Sender">The nick under which he did.</param>
public sealed record PassedMessage(FullJid To, string Id, Nick Recipient, FullJid From, Nick Sender);

/// <summary>The last private messages that a room passed on, bounded.</summary>
public sealed record SentPrivately(ImmutableQueue<PassedMessage> Messages, int Count)
{
    private const int MaxIdLength = 256;

    /// <summary>None yet.</summary>
    public static SentPrivately Nothing { get; } = new([], 0);

    /// <summary>With one more message, and without the oldest where there would be too many.</summary>
    internal SentPrivately With(PassedMessage message, int size)
    {
        if (message.Id.Length > MaxIdLength)
            return this;

        var messages = Messages.Enqueue(message);
        var count = Count + 1;
        for (; count > size; count--)
            messages = messages.Dequeue();

        return new SentPrivately(messages, count);
    }

    /// <summary>Without one of which it is known what became of it.</summary>
    internal SentPrivately Without(PassedMessage message)
    {
        ImmutableQueue<PassedMessage> messages = [.. Messages.Where(other => other != message)];
        return new SentPrivately(messages, messages.Count());
    }

    /// <summary>True if the same message may still arrive at another session of its recipient.</summary>
    internal bool HoldsAnother(PassedMessage message)
    {
        foreach (var other in Messages)
        {
            if (other.Id == message.Id && other.From == message.From && other.Recipient == message.Recipient && other.To != message.To)
                return true;
        }

        return false;
    }

    /// <summary>The private message that an error answers; null if it answers none that was passed on lately.</summary>
    /// <param name="from">The session that the error came from.</param>
    /// <param name="error">The error.</param>
    internal PassedMessage? Answered(FullJid from, Stanza error)
    {
        foreach (var message in Messages)
        {
            if (message.Id == error.Id && message.To == from && message.Sender.Value == error.To!.Resource)
                return message;
        }

        return null;
    }
}
