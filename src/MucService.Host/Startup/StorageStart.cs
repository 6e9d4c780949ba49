using MucService.Storage;

namespace MucService.Host.Startup;

/// <summary>
/// Opens storage at the start of a node. A database that does not answer yet is waited for, since whatever started this node may have started
/// it a moment later; a setting that is wrong is not.
/// </summary>
internal static class StorageStart
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Opens it, if need be again and again.</summary>
    /// <exception cref="StorageFaultException">It cannot be used as it is configured.</exception>
    /// <exception cref="OperationCanceledException">The process is to end.</exception>
    public static async Task<IRoomStore> OpenAsync(StorageSettings settings, TimeProvider time, ILoggerFactory loggers, CancellationToken stop)
    {
        var log = loggers.CreateLogger("MucService.Storage");
        string? told = null;
        for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            try
            {
                var store = await RoomStores.OpenAsync(settings, time, loggers, stop).WaitAsync(stop);
                if (told is not null)
                    log.LogInformation("Storage is there");
                return store;
            }
            catch (StorageFaultException fault) when (fault.MayPass)
            {
                if (told != fault.Message)
                    log.LogError("Waiting for storage: {Reason}", fault.Message);
                told = fault.Message;
            }

            await Task.Delay(wait, time, stop);
        }
    }
}
