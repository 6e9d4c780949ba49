using System.Globalization;
using System.Text;
using MucService.Storage.Writing;

namespace MucService.Storage.Sqlite;

/// <summary>The right to use a data directory: a locked file, freed by the system when the process ends, however it ends.</summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <exception cref="StorageFaultException">Another process has it, or it cannot be made.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        var path = Path.Combine(directory, "lock");
        try
        {
            Create(directory);
            return new DataDirectoryLock(Sign(Open(directory, path)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StorageFaultException($"the data directory {directory} cannot be used: {fault.Message}", fault) { MayPass = Faults.IsFullDisk(fault) };
        }
    }

    private static FileStream Open(string directory, string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (File.Exists(path))
        {
            throw new StorageFaultException($"the data directory {directory} is in use by another process, which holds {path}", fault);
        }
    }

    // Who holds it, for an operator to read. A disk that is full shows here first, and is no other process.
    private static FileStream Sign(FileStream file)
    {
        try
        {
            file.SetLength(0);
            file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
            file.Flush();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>What people said is nobody else's to read.</summary>
    private static void Create(string directory)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
