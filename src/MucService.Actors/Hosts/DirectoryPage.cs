using System.Globalization;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>One page of the list of rooms. XEP-0059.</summary>
/// <param name="After">The room before the first of the page, or null for the first page.</param>
/// <param name="Before">The room after the last of the page, or null for the last page; looked at only where it goes backwards.</param>
/// <param name="Backwards">True for the page that ends before a room, or the last.</param>
/// <param name="Size">How many rooms at most.</param>
/// <param name="IsAsked">True if the requester speaks XEP-0059.</param>
internal readonly record struct DirectoryPage(string? After, string? Before, bool Backwards, int Size, bool IsAsked)
{
    /// <summary>Reads what is asked for.</summary>
    /// <param name="set">What the requester wrote, or null.</param>
    /// <param name="limit">How many rooms a page has at most.</param>
    /// <param name="page">The page.</param>
    /// <param name="fault">Why there is none; places by number are not kept.</param>
    public static bool TryRead(Element? set, int limit, out DirectoryPage page, out ErrorCondition fault)
    {
        page = new DirectoryPage(null, null, Backwards: false, limit, IsAsked: set is not null);
        fault = ErrorCondition.BadRequest;
        if (set is null)
            return true;

        if (set.Child("index") is not null)
        {
            fault = ErrorCondition.FeatureNotImplemented;
            return false;
        }

        var (after, before, size) = (set.Child("after")?.Text, set.Child("before")?.Text, limit);
        if (after is not null && before is not null)
            return false;
        if (set.Child("max") is { } max && !int.TryParse(max.Text, NumberStyles.None, CultureInfo.InvariantCulture, out size))
            return false;

        page = new DirectoryPage(after, before is { Length: > 0 } ? before : null, before is not null, Math.Min(size, limit), IsAsked: true);
        return true;
    }

    /// <summary>
    /// The answer. A result set is described where it was asked for, and where it does not fit in one page; an empty one never is (XEP-0059
    /// #forwards). Where a page begins is told of the first and the last: counting for all others would read as much as is skipped.
    /// </summary>
    public Element Render(IReadOnlyList<DirectoryEntry> rooms, long count)
    {
        var query = new Element("query", Namespaces.DiscoItems).With(rooms.Select(Item));
        return count > 0 && (IsAsked || count > rooms.Count) ? query.With(Set(rooms, count)) : query;
    }

    private long? IndexOfFirst(IReadOnlyList<DirectoryEntry> rooms, long count) => this switch
    {
        { Backwards: false, After: null } => 0,
        { Backwards: true, Before: null } => Math.Max(0, count - rooms.Count),
        _ => null,
    };

    private static Element Item(DirectoryEntry room) => new Element("item", Namespaces.DiscoItems)
        .With("jid", room.Room.ToString())
        .With("name", room.Name.Length > 0 ? room.Name : room.Room.Local);

    private Element Set(IReadOnlyList<DirectoryEntry> rooms, long count)
    {
        var set = new Element("set", Namespaces.ResultSets);
        if (rooms.Count > 0)
        {
            set = set
                .With(new Element("first", Namespaces.ResultSets)
                    .With("index", IndexOfFirst(rooms, count)?.ToString(CultureInfo.InvariantCulture))
                    .WithText(rooms[0].Room.ToString()))
                .With(new Element("last", Namespaces.ResultSets).WithText(rooms[^1].Room.ToString()));
        }

        return set.With(new Element("count", Namespaces.ResultSets).WithText(count.ToString(CultureInfo.InvariantCulture)));
    }
}
