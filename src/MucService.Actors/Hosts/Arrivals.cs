using System.Globalization;
using System.Security.Cryptography;
using MucService.Rooms;

namespace MucService.Actors.Hosts;

/// <summary>Gives each accepted stanza its time and its id: the one place where rooms' time and ids come from. XEP-0359.</summary>
/// <param name="time">The wall clock.</param>
public sealed class Arrivals(TimeProvider time)
{
    private readonly string _incarnation = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private long _number;

    /// <summary>The wall clock.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The next arrival: now, and an id never given before or elsewhere.</summary>
    public Arrival Next() => new(
        time.GetUtcNow(),
        string.Create(CultureInfo.InvariantCulture, $"{_incarnation}-{Interlocked.Increment(ref _number)}"));
}
