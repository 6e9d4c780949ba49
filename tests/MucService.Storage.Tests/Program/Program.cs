using Microsoft.Extensions.Logging.Abstractions;

namespace MucService.Storage.Tests;

/// <summary>What this assembly does when it is run as a program.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        var (verb, settings) = arguments switch
        {
            [var what, "sqlite", var directory] => (what, new StorageSettings { DataDirectory = directory }),
            [var what, "postgresql", var connectionString] =>
                (what, new StorageSettings { Provider = StorageProvider.PostgreSql, ConnectionString = connectionString }),
            _ => ("", new StorageSettings()),
        };

        switch (verb)
        {
            case "open":
                return await OpenAsync(settings);
            case "write":
                return await EndlessWriting.RunAsync(settings);
            case "measure":
                return await Measurement.RunAsync(settings);
            default:
                await Console.Error.WriteLineAsync("usage: open|write|measure sqlite DIRECTORY | postgresql CONNECTIONSTRING");
                return 2;
        }
    }

    private static async Task<int> OpenAsync(StorageSettings settings)
    {
        try
        {
            await using var store = await RoomStores.OpenAsync(settings, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
            Console.WriteLine("opened");
            return 0;
        }
        catch (StorageFaultException fault)
        {
            Console.WriteLine(fault.Message);
            return 1;
        }
    }
}
