using System.Diagnostics;
using System.Xml.Linq;

namespace MucService.TestClient;

/// <summary>A stanza as it arrived.</summary>
/// <param name="Number">Its place among all that arrived, from 0.</param>
/// <param name="At">When it arrived, by <see cref="Stopwatch.GetTimestamp"/>.</param>
/// <param name="Stanza">The stanza.</param>
public sealed record Received(int Number, long At, XElement Stanza)
{
    /// <summary>How long after a moment this stanza arrived.</summary>
    public TimeSpan Since(long moment) => Stopwatch.GetElapsedTime(moment, At);
}

/// <summary>Everything a client received, in order, and a way to wait for what has not come yet.</summary>
public sealed class StanzaLog
{
    private readonly Lock _gate = new();
    private readonly List<Received> _received = [];
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _ended;

    /// <summary>How many stanzas have arrived; the number of the next one.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _received.Count;
        }
    }

    /// <summary>What has arrived, from a place on.</summary>
    public IReadOnlyList<Received> From(int number)
    {
        lock (_gate)
            return _received.GetRange(number, _received.Count - number);
    }

    /// <summary>The first stanza, from a place on, that fits.</summary>
    /// <param name="what">What is waited for, in words, for the message when it does not come.</param>
    /// <param name="fits">Whether a stanza is the one.</param>
    /// <param name="patience">How long to wait for it.</param>
    /// <param name="from">The number of the first stanza to look at.</param>
    /// <exception cref="TimeoutException">It did not come in time; the message shows what came instead.</exception>
    public async Task<Received> WaitForAsync(string what, Func<XElement, bool> fits, TimeSpan patience, int from = 0)
    {
        var began = Stopwatch.GetTimestamp();
        for (var number = from; ;)
        {
            Task next;
            lock (_gate)
            {
                for (; number < _received.Count; number++)
                {
                    if (fits(_received[number].Stanza))
                        return _received[number];
                }

                if (_ended is { } why)
                    throw new IOException($"Waiting for {what}, but the stream has ended: {why}. {Tail(from)}");
                next = _next.Task;
            }

            var left = patience - Stopwatch.GetElapsedTime(began);
            if (left <= TimeSpan.Zero || await Task.WhenAny(next, Task.Delay(left)) != next)
                throw new TimeoutException($"No {what} within {patience.TotalSeconds:0.#} s. {Tail(from)}");
        }
    }

    internal void Add(XElement stanza)
    {
        lock (_gate)
        {
            _received.Add(new Received(_received.Count, Stopwatch.GetTimestamp(), stanza));
            Wake();
        }
    }

    internal void GoOn()
    {
        lock (_gate)
            _ended = null;
    }

    internal void End(string why)
    {
        lock (_gate)
        {
            _ended ??= why;
            Wake();
        }
    }

    private void Wake()
    {
        _next.TrySetResult();
        _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private string Tail(int from)
    {
        var shown = From(from).TakeLast(8).Select(received => Shorten(received.Stanza.ToString(SaveOptions.DisableFormatting)));
        return $"Since then came:\n  {string.Join("\n  ", shown)}";
    }

    private static string Shorten(string text) => text.Length <= 600 ? text : $"{text[..600]}… ({text.Length} characters)";
}
