using System.Diagnostics;
using Microsoft.Extensions.Logging;
using MucService.Storage.PostgreSql;
using MucService.Storage.Sqlite;

namespace MucService.Storage;

/// <summary>Opens stores.</summary>
public static class RoomStores
{
    /// <summary>Opens the store that the settings name, and brings its schema up to date.</summary>
    /// <param name="settings">Where and how.</param>
    /// <param name="time">When a database that is down is tried again.</param>
    /// <param name="loggers">Where changes of health are told.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="StorageFaultException">The directory is used by another process, the server does not answer, or the
    /// schema is newer than this program.</exception>
    public static Task<IRoomStore> OpenAsync(StorageSettings settings, TimeProvider time, ILoggerFactory loggers, CancellationToken cancel)
    {
        var log = loggers.CreateLogger("MucService.Storage");
        return Task.Run<IRoomStore>(() => new RoomStore(settings, OpenParts(settings), time, log), cancel);
    }

    private static IStoreParts OpenParts(StorageSettings settings) => settings.Provider switch
    {
        StorageProvider.Sqlite => SqliteParts.Open(settings),
        StorageProvider.PostgreSql => PostgreSqlParts.Open(settings),
        _ => throw new UnreachableException(),
    };
}
