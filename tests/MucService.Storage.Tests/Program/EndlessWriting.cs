using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;

namespace MucService.Storage.Tests;

/// <summary>Writes to some rooms until it is killed, and prints each acknowledgement: the room's number and the step.</summary>
internal static class EndlessWriting
{
    public const int Rooms = 10;
    private const int InFlight = 20;

    public static async Task<int> RunAsync(StorageSettings settings)
    {
        await using var store = await RoomStores.OpenAsync(settings, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        using var output = new StreamWriter(Console.OpenStandardOutput());
        var writers = Enumerable.Range(0, Rooms).Select(number => WriteAsync(store, number, output));
        await Task.WhenAll(writers);
        return 1;
    }

    private static async Task WriteAsync(IRoomStore store, int number, StreamWriter output)
    {
        var room = Sample.Room(string.Create(CultureInfo.InvariantCulture, $"room{number}"));
        var epoch = await store.CreateAsync(room);
        using var places = new SemaphoreSlim(InFlight);
        for (var step = 1; ; step++)
        {
            await places.WaitAsync();
            var acknowledged = string.Create(CultureInfo.InvariantCulture, $"{number} {step}\n");
            store.Write(Step(room, epoch, step), outcome =>
            {
                if (outcome != WriteOutcome.Written)
                    Environment.Exit(3);
                lock (output)
                {
                    output.Write(acknowledged);
                    output.Flush();
                }

                places.Release();
            });
        }
    }

    /// <summary>Row, session and history say the same number: half a unit would show.</summary>
    private static RoomWrite Step(Xmpp.BareJid room, long epoch, int step) =>
        Sample.Change(room, epoch, Sample.Row(room, step)) with
        {
            Upserts = [Sample.Session(1) with { Order = step }],
            History = [Sample.Message(step)],
        };
}
