using System.Reflection;
using MucService.Storage.PostgreSql;
using Npgsql;

namespace MucService.Storage.Tests;

/// <summary>How PostgreSQL means to find what is written: it plans while a new database is empty, and keeps the plan.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class PlanRules(PostgreSqlCluster cluster)
{
    public static TheoryData<string> Statements =>
        [.. typeof(Texts).GetFields(BindingFlags.Public | BindingFlags.Static).Where(text => text.Name != nameof(Texts.Begin)).Select(text => text.Name)];

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task What_is_written_is_found_by_its_key_though_the_tables_were_empty_when_it_was_planned(string name)
    {
        var text = (string)typeof(Texts).GetField(name)!.GetValue(null)!;
        await using var database = new PostgreSqlTestDatabase(cluster);
        await (await database.OpenAsync()).DisposeAsync();
        await using var connection = new NpgsqlConnection(database.Settings.ConnectionString);
        await connection.OpenAsync();

        await using var command = new NpgsqlCommand($"{PostgreSqlParts.PlanByKey}; PREPARE statement AS {text}", connection);
        await command.ExecuteNonQueryAsync();
        var nothing = Enumerable.Range(1, 20).Where(number => text.Contains($"${number}", StringComparison.Ordinal)).Select(_ => "NULL");
        command.CommandText = $"EXPLAIN EXECUTE statement ({string.Join(", ", nothing)})";
        List<string> plan = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            plan.Add(reader.GetString(0));

        Assert.NotEmpty(plan);
        Assert.DoesNotContain(plan, line => line.Contains("Seq Scan", StringComparison.Ordinal));
    }
}
