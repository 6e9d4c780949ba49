using System.Globalization;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>One page of the list of rooms. XEP-0059.</summary>
/// <param name="After">The room before the first of the page, or null for the first page.</param>
/// <param name="Size">How many rooms at most.</param>
/// <param name="IsAsked">True if the requester speaks XEP-0059.</param>
internal sealed record DirectoryPage(string? After, int Size, bool IsAsked)
{
    /// <summary>Reads what is asked for; null if it is something other than the next page, which this directory does not give.</summary>
    public static DirectoryPage? From(Element? set, int limit)
    {
        if (set is null)
            return new DirectoryPage(null, limit, IsAsked: false);
        if (set.Child("before") is not null || set.Child("index") is not null)
            return null;

        var size = limit;
        if (set.Child("max") is { } max && !int.TryParse(max.Text, NumberStyles.None, CultureInfo.InvariantCulture, out size))
            return null;

        return new DirectoryPage(set.Child("after")?.Text, Math.Min(size, limit), IsAsked: true);
    }

    /// <summary>The answer. A result set is described where it was asked for, and where it does not fit in one page.</summary>
    public Element Render(IReadOnlyList<DirectoryEntry> rooms, long count)
    {
        var query = new Element("query", Namespaces.DiscoItems).With(rooms.Select(Item));
        return IsAsked || count > rooms.Count ? query.With(Set(rooms, count)) : query;
    }

    private static Element Item(DirectoryEntry room) => new Element("item", Namespaces.DiscoItems)
        .With("jid", room.Room.ToString())
        .With("name", room.Name.Length > 0 ? room.Name : room.Room.Local);

    private static Element Set(IReadOnlyList<DirectoryEntry> rooms, long count)
    {
        var set = new Element("set", Namespaces.ResultSets);
        if (rooms.Count > 0)
        {
            set = set
                .With(new Element("first", Namespaces.ResultSets).WithText(rooms[0].Room.ToString()))
                .With(new Element("last", Namespaces.ResultSets).WithText(rooms[^1].Room.ToString()));
        }

        return set.With(new Element("count", Namespaces.ResultSets).WithText(count.ToString(CultureInfo.InvariantCulture)));
    }
}
