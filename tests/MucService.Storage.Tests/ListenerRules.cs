using MucService.Xmpp;

namespace MucService.Storage.Tests;

/// <summary>Who wants to hear of activity in rooms.</summary>
public abstract class ListenerRules
{
    private static readonly Domain Service = Domain.Parse("muc.example");
    private static readonly FullJid Desk = FullJid.Parse("ada@home.example/desk");
    private static readonly FullJid Phone = FullJid.Parse("ada@home.example/phone");

    protected abstract TestDatabase CreateDatabase();

    [Fact]
    public async Task Who_listens_is_kept_by_service_until_he_listens_no_more()
    {
        await using var database = CreateDatabase();
        await using (var store = await database.OpenAsync())
        {
            await store.WriteListenersAsync(Service, [Desk, Phone], [], CancellationToken.None);
            await store.WriteListenersAsync(Service, [Desk], [Phone], CancellationToken.None);
            await store.WriteListenersAsync(Domain.Parse("chat.example"), [Phone], [], CancellationToken.None);
        }

        await using var again = await database.OpenAsync();
        Assert.Equal([Desk], await again.ListenersAsync(Service, CancellationToken.None));
    }
}

public sealed class SqliteListenerRules : ListenerRules
{
    protected override TestDatabase CreateDatabase() => new SqliteTestDatabase();
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlListenerRules(PostgreSqlCluster cluster) : ListenerRules
{
    protected override TestDatabase CreateDatabase() => new PostgreSqlTestDatabase(cluster);
}
