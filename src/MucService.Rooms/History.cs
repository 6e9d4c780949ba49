using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>One message as the room keeps it. XEP-0045 #enter-history.</summary>
/// <param name="Number">Its number in this room, from 1, without gaps.</param>
/// <param name="At">When it was said.</param>
/// <param name="By">The nick under which.</param>
/// <param name="RealJid">By whom.</param>
/// <param name="Message">As it was sent to all: from the occupant JID, with its ids, without a recipient.</param>
public sealed record HistoryEntry(long Number, DateTimeOffset At, Nick By, BareJid RealJid, Stanza Message);

/// <summary>The last messages of a room, oldest first, bounded.</summary>
public sealed record History(ImmutableQueue<HistoryEntry> Entries, int Count, long LastNumber)
{
    /// <summary>Nothing said yet.</summary>
    public static History Empty { get; } = new([], 0, 0);

    /// <summary>The number of the last message that is not held any more; 0 if all are.</summary>
    public long LastDropped => LastNumber - Count;

    /// <summary>The message that the room gave this id, or null. XEP-0359.</summary>
    public HistoryEntry? Find(BareJid room, string stanzaId)
    {
        foreach (var entry in Entries)
        {
            if (IdOf(room, entry.Message) == stanzaId)
                return entry;
        }

        return null;
    }

    /// <summary>This history with one message in place of another of its number.</summary>
    public History Replacing(HistoryEntry replaced) =>
        this with { Entries = [.. Entries.Select(entry => entry.Number == replaced.Number ? replaced : entry)] };

    private static string? IdOf(BareJid room, Stanza message)
    {
        foreach (var payload in message.Payloads)
        {
            if (payload.Is("stanza-id", Namespaces.StanzaIds) && payload.Element?["by"] == room.ToString())
                return payload.Element["id"];
        }

        return null;
    }

    /// <summary>This history with one more message, and without the oldest where it would be over its size.</summary>
    public History With(HistoryEntry entry, int size)
    {
        var entries = Entries.Enqueue(entry);
        var count = Count + 1;
        for (; count > size; count--)
            entries = entries.Dequeue();

        return new History(entries, count, entry.Number);
    }
}
