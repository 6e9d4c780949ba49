using System.Diagnostics;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using Akka.Hosting.Logging;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using LinqToDB;
using MucService.Actors.Rooms;
using MucService.Actors.Serialization;
using MucService.Host.Settings;
using MucService.Storage;

namespace MucService.Host.Startup;

/// <summary>Makes the actor system of a node out of the options and <c>akka.hocon</c>.</summary>
internal static class AkkaSetup
{
    /// <summary>Starts the actor system. It has not joined a cluster yet.</summary>
    public static ActorSystem Start(MucOptions options, ILoggerFactory loggers)
    {
        var config = AkkaSettings.Read(options)
            .WithFallback(AkkaLogActor.Config)
            .WithFallback(SerializationBindings.Config)
            .WithFallback(RoomMailbox.Setting)
            .WithFallback(SqlPersistence.DefaultConfiguration)
            .WithFallback(ClusterSharding.DefaultConfig())
            .WithFallback(ClusterSingleton.DefaultConfig());

        var setup = ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(config),
            new LoggerFactorySetup(loggers),
            new DataOptionsSetup(Journal(options.Storage.ToSettings())));
        return ActorSystem.Create(ClusterSettings.SystemName(options), setup);
    }

    // By the provider's name: the journal maps its tables by that, and does not look at any other way to say it.
    private static DataOptions Journal(StorageSettings storage) => storage.Provider switch
    {
        StorageProvider.PostgreSql => new DataOptions().UseConnectionString(ProviderName.PostgreSQL15, storage.JournalConnectionString),
        StorageProvider.Sqlite => new DataOptions()
            .UseConnectionString(ProviderName.SQLiteMS, storage.JournalConnectionString)
            .UseInterceptor(new OnEachConnection(storage.ConnectionPragmas)),
        _ => throw new UnreachableException(),
    };
}
