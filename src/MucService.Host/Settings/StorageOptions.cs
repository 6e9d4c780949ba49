using System.Data.Common;
using Microsoft.Extensions.Options;
using MucService.Storage;

namespace MucService.Host.Settings;

/// <summary>Where rooms are kept. Section <c>Muc:Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>Which database.</summary>
    public StorageProvider Provider { get; init; } = StorageProvider.Sqlite;

    /// <summary>How to reach PostgreSQL, e.g. <c>Host=127.0.0.1;Username=muc;Database=muc</c>.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>The folder of the SQLite files and of the admin socket; one process at a time owns it.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>What a commit survives.</summary>
    public Synchronous Synchronous { get; init; } = Synchronous.Normal;

    /// <summary>How many removals by the service (<c>mucctl removal list</c>) are kept; the oldest make room.</summary>
    public int MaxRemovals { get; init; } = 100_000;

    /// <summary>How long they are kept.</summary>
    public TimeSpan KeepRemovals { get; init; } = TimeSpan.FromDays(30);

    /// <summary>What the store is opened with.</summary>
    public StorageSettings ToSettings() => new()
    {
        Provider = Provider,
        ConnectionString = ConnectionString,
        DataDirectory = DataDirectoryOrDefault,
        Synchronous = Synchronous,
        MaxRemovals = MaxRemovals,
        KeepRemovals = KeepRemovals,
    };

    /// <summary>The data directory, or where it is if nobody says: the XDG state directory.</summary>
    public string DataDirectoryOrDefault =>
        Path.GetFullPath(string.IsNullOrEmpty(DataDirectory) ? Path.Combine(StateHome, "mucservice") : DataDirectory);

    private static string StateHome =>
        Environment.GetEnvironmentVariable("XDG_STATE_HOME") is ['/', ..] home
            ? home
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
}

internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var faults = new FaultList(name);
        if (options.Provider == StorageProvider.PostgreSql)
            CheckConnectionString(options, faults);
        else
            faults.Unless(options.ConnectionString.Length == 0, nameof(options.ConnectionString), "is for PostgreSql; SQLite keeps its files in DataDirectory");

        faults.Range(options.MaxRemovals, 0, 10_000_000, nameof(options.MaxRemovals));
        faults.Range(options.KeepRemovals, TimeSpan.FromHours(1), TimeSpan.FromDays(3650), nameof(options.KeepRemovals));
        try
        {
            CreatePrivately(options.DataDirectoryOrDefault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            faults.Add(nameof(options.DataDirectory), $"cannot be used: {fault.Message}");
        }

        return faults.Build();
    }

    private static void CheckConnectionString(StorageOptions options, FaultList faults)
    {
        try
        {
            var written = new DbConnectionStringBuilder { ConnectionString = options.ConnectionString };
            faults.Unless(written.Count > 0, nameof(options.ConnectionString), "is required for PostgreSql");
        }
        catch (ArgumentException)
        {
            // The message of the exception could repeat a password.
            faults.Add(nameof(options.ConnectionString), "must be a list of name=value with semicolons between");
        }
    }

    private static void CreatePrivately(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
