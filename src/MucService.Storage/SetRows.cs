using System.Data.Common;
using System.Globalization;

namespace MucService.Storage;

/// <summary>
/// Writes tables of two texts, the name of a set and a member of it: what changes seldom and beside rooms. Each call has a connection of its
/// own, and many members are several transactions, so that rooms do not wait for them.
/// </summary>
/// <param name="Insert">A statement with <c>{0}</c> for the rows, each <c>(@set, member)</c>.</param>
/// <param name="Delete">A statement with <c>{0}</c> for the members; the set is <c>@set</c>.</param>
/// <param name="Before">What each transaction begins with, or null.</param>
internal sealed record SetRows(string Insert, string Delete, string? Before = null)
{
    private const int MembersPerTransaction = 2000;
    private const int MembersPerStatement = 200;

    /// <summary>Changes a set.</summary>
    public void Write(IStoreParts parts, string set, IReadOnlyCollection<string> added, IReadOnlyCollection<string> removed)
    {
        using var connection = parts.OpenForWriting();
        foreach (var some in added.Chunk(MembersPerTransaction))
            Change(connection, set, some, Insert, "(@set, {0})");
        foreach (var some in removed.Chunk(MembersPerTransaction))
            Change(connection, set, some, Delete, "{0}");
    }

    private void Change(DbConnection connection, string set, string[] members, string statement, string place)
    {
        using var transaction = connection.BeginTransaction();
        if (Before is not null)
            Execute(connection, transaction, Before, []);
        foreach (var some in members.Chunk(MembersPerStatement))
        {
            var places = some.Select((_, i) => string.Format(CultureInfo.InvariantCulture, place, Name(i)));
            var text = string.Format(CultureInfo.InvariantCulture, statement, string.Join(", ", places));
            Execute(connection, transaction, text, [("@set", set), .. some.Select((member, i) => (Name(i), (object)member))]);
        }

        transaction.Commit();
    }

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"@m{i}");

    private static void Execute(DbConnection connection, DbTransaction transaction, string text, ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.Command(text, parameters);
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }
}
