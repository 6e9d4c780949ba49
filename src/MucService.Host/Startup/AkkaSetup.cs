using System.Diagnostics;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using Akka.Hosting.Logging;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using LinqToDB;
using LinqToDB.DataProvider.PostgreSQL;
using LinqToDB.DataProvider.SQLite;
using MucService.Actors.Serialization;
using MucService.Host.Settings;
using MucService.Storage;

namespace MucService.Host.Startup;

/// <summary>Makes the actor system of a node out of the options and <c>akka.hocon</c>.</summary>
internal static class AkkaSetup
{
    /// <summary>The name of the actor system; nodes of one cluster agree in it.</summary>
    public const string SystemName = "mucservice";

    /// <summary>Starts the actor system. It has not joined a cluster yet.</summary>
    public static ActorSystem Start(MucOptions options, ILoggerFactory loggers)
    {
        var config = AkkaSettings.Read(options)
            .WithFallback(SerializationBindings.Config)
            .WithFallback(SqlPersistence.DefaultConfiguration)
            .WithFallback(ClusterSharding.DefaultConfig())
            .WithFallback(ClusterSingleton.DefaultConfig());

        var setup = ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(config),
            new LoggerFactorySetup(loggers),
            new DataOptionsSetup(Journal(options.Storage.ToSettings())));
        return ActorSystem.Create(SystemName, setup);
    }

    private static DataOptions Journal(StorageSettings storage) => storage.Provider switch
    {
        StorageProvider.PostgreSql => new DataOptions().UsePostgreSQL(storage.JournalConnectionString, PostgreSQLVersion.v15),
        StorageProvider.Sqlite => new DataOptions()
            .UseSQLite(storage.JournalConnectionString, SQLiteProvider.Microsoft)
            .UseInterceptor(new OnEachConnection(storage.ConnectionPragmas)),
        _ => throw new UnreachableException(),
    };
}
