namespace MucService.Storage.Tests;

/// <summary>A lease belongs to one owner at a time.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class LeaseRules(PostgreSqlCluster cluster)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task One_owner_takes_it_and_prolongs_it_and_another_does_not_get_it_until_it_is_released()
    {
        await using var database = new PostgreSqlTestDatabase(cluster);
        await using var store = await database.OpenAsync();
        var table = new LeaseTable(database.Settings.ConnectionString, TimeSpan.FromSeconds(20));

        Assert.True(await table.TryTakeAsync("sbr", "one", Long));
        Assert.True(await table.TryTakeAsync("sbr", "one", Long));
        Assert.False(await table.TryTakeAsync("sbr", "other", Long));
        Assert.False(await table.ReleaseAsync("sbr", "other"));
        Assert.True(await table.ReleaseAsync("sbr", "one"));
        Assert.True(await table.TryTakeAsync("sbr", "other", Long));
    }

    [Fact]
    public async Task What_has_run_out_is_anybodys()
    {
        await using var database = new PostgreSqlTestDatabase(cluster);
        await using var store = await database.OpenAsync();
        var table = new LeaseTable(database.Settings.ConnectionString, TimeSpan.FromSeconds(20));
        await table.TryTakeAsync("sbr", "one", TimeSpan.FromMilliseconds(1));
        await Task.Delay(20);

        Assert.True(await table.TryTakeAsync("sbr", "other", Long));
        Assert.False(await table.TryTakeAsync("sbr", "one", Long));
    }

    [Fact]
    public async Task A_database_that_does_not_answer_says_neither_yes_nor_no()
    {
        var table = new LeaseTable("Host=127.0.0.1;Port=1;Username=nobody;Database=none", TimeSpan.FromSeconds(2));

        await Assert.ThrowsAsync<StorageFaultException>(() => table.TryTakeAsync("sbr", "one", Long));
    }
}
