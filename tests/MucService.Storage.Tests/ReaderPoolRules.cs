using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using MucService.Storage.Reading;

namespace MucService.Storage.Tests;

public sealed class ReaderPoolRules
{
    [Fact]
    public async Task Nothing_is_read_any_more_for_whoever_gave_up_waiting()
    {
        using var pool = new ReaderPool(new InMemory(), readers: 1, doubt: () => { }, NullLogger.Instance);
        using var busy = new ManualResetEventSlim();
        using var givesUp = new CancellationTokenSource();
        var isRead = false;
        pool.Read(
            _ =>
            {
                busy.Wait();
                return 0;
            },
            (_, _) => { });
        var given = pool.ReadAsync(_ => isRead = true, givesUp.Token);

        await givesUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        busy.Set();

        Assert.Equal(1, await pool.ReadAsync(_ => 1, CancellationToken.None));
        Assert.False(isRead);
    }

    private sealed class InMemory : IReadSource
    {
        public string BeginSnapshot => "BEGIN";

        public System.Data.Common.DbConnection Open()
        {
            var connection = new SqliteConnection("Data Source=:memory:");
            connection.Open();
            return connection;
        }
    }
}
