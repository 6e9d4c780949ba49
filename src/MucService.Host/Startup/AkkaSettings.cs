using System.Text.RegularExpressions;
using Akka.Configuration;
using MucService.Actors.Nodes;
using MucService.Host.Settings;
using MucService.Storage;

namespace MucService.Host.Startup;

/// <summary>
/// Akka's configuration: what the section <c>Muc</c> sets, over <c>akka.hocon</c>. A key that both set is a fault of the file, because
/// one of the two would be ignored silently.
/// </summary>
internal static partial class AkkaSettings
{
    // Where the file says nothing, Akka would keep the journal in memory, and forget what owners decided.
    private const string Durable = """
        akka.persistence.journal.plugin = "akka.persistence.journal.sql"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.sql"
        akka.persistence.journal.sql.auto-initialize = on
        akka.persistence.snapshot-store.sql.auto-initialize = on
        """;

    /// <summary>A key of Akka's that follows from one of ours.</summary>
    /// <param name="Path">Akka's key.</param>
    /// <param name="Value">Its value, as HOCON.</param>
    /// <param name="From">The key of ours.</param>
    internal sealed record Derived(string Path, string Value, string From);

    /// <summary>What is wrong with the file that <c>Muc:AkkaConfig</c> names, one line each. None if there is no such file.</summary>
    public static IReadOnlyList<string> FaultsOf(MucOptions options)
    {
        var path = PathOf(options);
        if (!File.Exists(path))
            return [];

        var name = Path.GetFileName(path);
        try
        {
            var text = File.ReadAllText(path);
            if (!BracesMatch(text))
                return [$"{name} cannot be read: its braces do not match"];

            var file = ConfigurationFactory.ParseString(text);
            var faults = DerivedFrom(options)
                .Where(derived => file.HasPath(derived.Path))
                .Select(derived => $"{name} sets {derived.Path}, which {derived.From} sets: remove it from {name}")
                .ToList();
            if (file.GetString("akka.actor.provider") is not ("cluster" or "Akka.Cluster.ClusterActorRefProvider, Akka.Cluster"))
                faults.Add($"{name} must set akka.actor.provider to cluster");
            return faults;
        }
        catch (Exception fault)
        {
            // The parser throws whatever its innards meet.
            return [$"{name} cannot be read: {fault.Message.ReplaceLineEndings(" ")}"];
        }
    }

    /// <summary>Both together; the options and the file are valid.</summary>
    public static Config Read(MucOptions options)
    {
        // One setting per line: the parser does not read several.
        var derived = string.Join('\n', DerivedFrom(options).Select(key => $"{key.Path} = {key.Value}"));
        var file = ConfigurationFactory.ParseString(File.ReadAllText(PathOf(options)));
        return ConfigurationFactory.ParseString(derived)
            .WithFallback(RolesBeside(file))
            .WithFallback(file)
            .WithFallback(ConfigurationFactory.ParseString(Durable));
    }

    // Nodes tell one another by roles what they understand; the file may give a node others.
    private static Config RolesBeside(Config file)
    {
        var roles = file.GetStringList("akka.cluster.roles", []).Union(NodeRoles.OfThisVersion);
        return ConfigurationFactory.ParseString($"akka.cluster.roles = [{string.Join(", ", roles.Select(role => $"\"{role}\""))}]");
    }

    // The parser takes the end of the file for any brace that is missing, and settings end up where nobody reads them.
    private static bool BracesMatch(string text)
    {
        var bare = QuotedOrComment().Replace(text, "");
        return bare.AsSpan().Count('{') == bare.AsSpan().Count('}');
    }

    [GeneratedRegex("\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|(?:#|//)[^\n]*", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QuotedOrComment();

    private static string PathOf(MucOptions options) => Path.Combine(AppContext.BaseDirectory, options.AkkaConfig);

    private static List<Derived> DerivedFrom(MucOptions options) =>
        [.. ClusterSettings.DerivedFrom(options), .. Journal(options)];

    private static IEnumerable<Derived> Journal(MucOptions options)
    {
        const string Provider = "Muc:Storage:Provider";
        var sqlite = options.Storage.Provider == StorageProvider.Sqlite;
        foreach (var plugin in new[] { "akka.persistence.journal.sql", "akka.persistence.snapshot-store.sql", "akka.persistence.query.journal.sql" })
        {
            yield return new($"{plugin}.provider-name", sqlite ? "\"SQLite.MS\"" : "\"PostgreSQL.15\"", Provider);
            // SQLite begins every other transaction with the lock for writing: reads would wait for writes.
            yield return new($"{plugin}.read-isolation-level", sqlite ? "read-uncommitted" : "read-committed", Provider);
            yield return new($"{plugin}.connection-string", "\"\"", "Muc:Storage:ConnectionString");
        }

        // SQLite has one writer; PostgreSQL commits several batches at once.
        yield return new("akka.persistence.journal.sql.parallelism", sqlite ? "1" : "4", Provider);
        yield return new("akka.persistence.journal.sql.batch-size", sqlite ? "100" : "400", Provider);
    }
}
