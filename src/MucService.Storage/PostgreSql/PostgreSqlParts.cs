using System.Data.Common;
using MucService.Storage.Schema;
using MucService.Storage.Writing;
using Npgsql;

namespace MucService.Storage.PostgreSql;

/// <summary>PostgreSQL: a server for any number of nodes; each has two writing connections and a few that read.</summary>
internal sealed class PostgreSqlParts : IStoreParts
{
    private const int Lanes = 2;

    /// <summary>Seconds; includes waiting for another node that upgrades.</summary>
    private const int UpgradeTimeout = 300;

    /// <summary>Nodes that start together upgrade the schema one after the other. Any number, if always the same.</summary>
    private const long SchemaLock = 0x6D75635F73746F72;

    /// <summary>
    /// Everything that is written is found by its key. Left to itself, the server plans while its tables are empty, reads them whole
    /// for good, and compares each row with each of hundreds of keys; or plans each statement anew.
    /// </summary>
    internal const string PlanByKey =
        "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET plan_cache_mode = force_generic_plan";

    private readonly string _connectionString;

    private PostgreSqlParts(string connectionString) => _connectionString = connectionString;

    public int Readers => 3;

    public string BeginSnapshot => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    /// <exception cref="StorageFaultException">The server does not answer, or refuses.</exception>
    public static PostgreSqlParts Open(StorageSettings settings) => Open(settings, Migration.All);

    internal static PostgreSqlParts Open(StorageSettings settings, IReadOnlyList<Migration> steps)
    {
        try
        {
            var timeout = Math.Max(1, (int)settings.CommitTimeout.TotalSeconds);
            using var connection = Connect(ConnectionStringOf(settings, timeout, UpgradeTimeout));
            connection.Execute("BEGIN");
            connection.Execute($"SELECT pg_advisory_xact_lock({SchemaLock})");
            SchemaUpgrade.Apply(connection, steps, step => step.PostgreSql);
            connection.Execute("COMMIT");
            return new PostgreSqlParts(ConnectionStringOf(settings, timeout, timeout));
        }
        catch (ArgumentException fault)
        {
            throw new StorageFaultException($"the connection string of PostgreSQL cannot be read: {fault.Message.ReplaceLineEndings(" ")}", fault);
        }
        catch (Exception fault) when (fault is not StorageFaultException)
        {
            throw new StorageFaultException($"PostgreSQL cannot be used: {Faults.InOneLine(fault)}", fault) { MayPass = PostgreSqlFaults.MayPass(fault) };
        }
    }

    public IReadOnlyList<IUnitCommitter> CreateCommitters() =>
        [.. Enumerable.Range(0, Lanes).Select(_ => new PostgreSqlCommitter(ConnectForWriting))];

    DbConnection IStoreParts.OpenForWriting() => Connect();

    DbConnection Reading.IReadSource.Open() => Connect();

    public void LetGoOfIdle() => NpgsqlConnection.ClearAllPools();

    public void Dispose()
    {
        // Connections belong to the lanes and the readers.
    }

    private static string ConnectionStringOf(StorageSettings settings, int connectTimeout, int commandTimeout)
    {
        var connection = ConnectionStrings.Read(settings.ConnectionString);
        // Each connection is held by one thread for good.
        connection.Pooling = false;
        connection.Timeout = connectTimeout;
        connection.CommandTimeout = commandTimeout;
        connection.CancellationTimeout = 1000;
        connection.MaxAutoPrepare = 40;
        connection.AutoPrepareMinUsages = 2;
        connection.ApplicationName = "mucservice";
        return connection.ToString();
    }

    private NpgsqlConnection Connect() => Connect(_connectionString);

    private NpgsqlConnection ConnectForWriting()
    {
        var connection = Connect();
        connection.Execute(PlanByKey);
        return connection;
    }

    private static NpgsqlConnection Connect(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            connection.Open();
            // A commit that only the server's memory holds would not survive the death of its processes.
            connection.Execute("SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
