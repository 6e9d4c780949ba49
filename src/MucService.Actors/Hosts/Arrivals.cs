using System.Buffers.Text;
using System.Security.Cryptography;
using MucService.Rooms;

namespace MucService.Actors.Hosts;

/// <summary>
/// Gives each accepted stanza its time and its id: the one place where rooms' time and ids come from. An id tells nothing, not even how many
/// were given between two, and nobody can guess the next: XEP-0359 #rules, #security.
/// </summary>
/// <param name="time">The wall clock.</param>
public sealed class Arrivals(TimeProvider time)
{
    private const int IdBytes = 16;

    // So many ids' worth is drawn at once: for each alone it cost as much as to decide what its stanza means.
    private const int DrawnAtOnce = 64;

    [ThreadStatic]
    private static byte[]? t_drawn;

    [ThreadStatic]
    private static int t_left;

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly long _origin = time.GetTimestamp();

    /// <summary>The wall clock.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The same to be asked later; one for all rooms.</summary>
    public Func<DateTimeOffset> Clock { get; } = time.GetUtcNow;

    /// <summary>The wall clock of the start, and the time since then: what is set forward or back later does not move it.</summary>
    public DateTimeOffset Steady => _startedAt + time.GetElapsedTime(_origin);

    /// <summary>The next arrival: now, and an id never given before or elsewhere.</summary>
    public Arrival Next() => new(time.GetUtcNow(), NextId()) { Steady = Steady };

    private static string NextId()
    {
        t_drawn ??= new byte[DrawnAtOnce * IdBytes];
        if (t_left == 0)
        {
            RandomNumberGenerator.Fill(t_drawn);
            t_left = t_drawn.Length;
        }

        t_left -= IdBytes;
        return Base64Url.EncodeToString(t_drawn.AsSpan(t_left, IdBytes));
    }
}
