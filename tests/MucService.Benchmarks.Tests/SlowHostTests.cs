using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using MucService.Benchmarks.Driving;
using Xunit;

namespace MucService.Benchmarks.Tests;

/// <summary>A host that writes and does not read: what waits is bounded, and nothing is lost without a word to who said it.</summary>
public sealed class SlowHostTests
{
    private const int Occupants = 4;
    private const int Messages = 5_000;
    private static readonly string Filling = new('x', 10_000);

    private readonly Dictionary<string, int> _heard = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<byte[]> _answers = new();
    private long _entered;

    [Fact]
    public async Task Each_message_is_heard_by_all_or_refused_and_memory_is_bounded_however_long_the_host_does_not_read()
    {
        // Output of 200 MB for 50 MB of messages, against queues of 1 MiB; the kernel may keep another 36 MB of what was sent.
        using var service = ComponentProcess.StartService("--Muc:Wire:MaxQueuedBytes=1048576", "--Muc:Wire:MaxAcceptedBytes=1048576");
        // One thread reads: it never writes, or it would wait for a service that waits for it.
        var driver = new Driver(service.Stream, answer => _answers.Enqueue(answer.ToArray())) { OnMessage = Take };
        for (var occupant = 0; occupant < Occupants; occupant++)
            driver.Send(Names.Join(occupant, room: 1));
        driver.RunUntil(() => AllHaveEntered(driver), "entries", TimeSpan.FromSeconds(60));

        // The service stops reading at some time, and then this waits until somebody reads what it writes.
        var before = service.Usage.ResidentBytes;
        var saying = Task.Run(() => SayAll(driver));
        await Task.WhenAny(saying, Task.Delay(TimeSpan.FromSeconds(10)));
        Assert.False(saying.IsCompleted, "The service has read everything although nobody read what it wrote.");
        Assert.InRange(service.Usage.ResidentBytes - before, long.MinValue, 100 << 20);

        driver.RunUntil(() => AllAreAccountedFor(driver, saying), "messages that are heard or refused", TimeSpan.FromSeconds(60));
        await saying;
        Assert.DoesNotContain(_heard, heard => heard.Value != Occupants || _refused.Contains(heard.Key));
    }

    private bool AllHaveEntered(Driver driver)
    {
        SendAnswers(driver);
        return _entered == Occupants;
    }

    private bool AllAreAccountedFor(Driver driver, Task saying)
    {
        if (saying.IsCompleted)
            SendAnswers(driver);
        return _refused.Count + _heard.Count(heard => heard.Value == Occupants) == Messages;
    }

    private void SendAnswers(Driver driver)
    {
        while (_answers.TryDequeue(out var answer))
            driver.Send(answer);
    }

    private void SayAll(Driver driver)
    {
        for (var message = 0; message < Messages; message++)
        {
            SendAnswers(driver);
            driver.Send(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"<message from='{Names.Occupant(message % Occupants)}' to='{Names.Room(1)}' type='groupchat' id='m{message:D8}'><body>{Filling}</body></message>")));
        }
    }

    private void Take(ReadOnlySpan<byte> message)
    {
        var text = Encoding.UTF8.GetString(message);
        if (!text.Contains(" id='m", StringComparison.Ordinal))
        {
            _entered++;
            return;
        }

        var id = text.Split(" id='")[1].Split('\'')[0];
        if (text.Contains(" type='error'", StringComparison.Ordinal))
            Assert.True(_refused.Add(id));
        else
            _heard[id] = _heard.GetValueOrDefault(id) + 1;
    }
}
