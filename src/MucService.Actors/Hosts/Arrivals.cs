using System.Buffers.Binary;
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
    private const int SecretBytes = 32;
    private const int IdBytes = 16;

    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(SecretBytes);
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly long _origin = time.GetTimestamp();
    private long _number;

    /// <summary>The wall clock.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The same to be asked later; one for all rooms.</summary>
    public Func<DateTimeOffset> Clock { get; } = time.GetUtcNow;

    /// <summary>The wall clock of the start, and the time since then: what is set forward or back later does not move it.</summary>
    public DateTimeOffset Steady => _startedAt + time.GetElapsedTime(_origin);

    /// <summary>The next arrival: now, and an id never given before or elsewhere.</summary>
    public Arrival Next() => new(time.GetUtcNow(), NextId()) { Steady = Steady };

    private string NextId()
    {
        Span<byte> numbered = stackalloc byte[SecretBytes + sizeof(long)];
        _secret.CopyTo(numbered);
        BinaryPrimitives.WriteInt64LittleEndian(numbered[SecretBytes..], Interlocked.Increment(ref _number));

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(numbered, hash);
        return Base64Url.EncodeToString(hash[..IdBytes]);
    }
}
