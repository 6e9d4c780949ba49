using Microsoft.Data.Sqlite;

namespace MucService.Storage.Writing;

/// <summary>What to say of an exception.</summary>
internal static class Faults
{
    private const int SqliteFull = 13;

    // SQLITE_IOERR_SHMSIZE: the file beside the database that its connections share cannot be made as long as it must be.
    private const int SqliteNoSharedMemory = 4874;

    // ENOSPC and EDQUOT, as .NET hands them on; on Windows ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private static readonly int[] NoSpace = [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>True if there is no space left for what was to be written.</summary>
    public static bool IsFullDisk(Exception fault) => fault switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteFull || sqlite.SqliteExtendedErrorCode == SqliteNoSharedMemory,
        IOException io => NoSpace.Contains(io.HResult),
        _ => false,
    };

    public static string InOneLine(Exception fault)
    {
        var message = fault.InnerException is { } inner && !fault.Message.Contains(inner.Message, StringComparison.Ordinal)
            ? $"{fault.Message}: {inner.Message}"
            : fault.Message;
        if (fault is SqliteException { SqliteExtendedErrorCode: SqliteNoSharedMemory })
            message = $"no space is left on the disk: {message}";
        return message.ReplaceLineEndings(" ");
    }
}
