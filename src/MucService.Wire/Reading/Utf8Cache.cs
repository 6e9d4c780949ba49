using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace MucService.Wire;

/// <summary>
/// Remembers what bytes were last read as, so that what is said again and again costs neither work nor memory. Bounded: each key has
/// one place, where a later key displaces an earlier one. Used by one thread at a time.
/// </summary>
/// <param name="places">How many values are kept at most; a power of two.</param>
/// <param name="longestKey">Longer keys are not kept.</param>
internal sealed class Utf8Cache<T>(int places, int longestKey)
    where T : class
{
    private readonly (byte[] Key, T? Value)[] _entries = new (byte[], T?)[places];

    public bool TryGet(ReadOnlySpan<byte> key, [NotNullWhen(true)] out T? value)
    {
        ref readonly var entry = ref _entries[PlaceOf(key)];
        value = key.SequenceEqual(entry.Key) ? entry.Value : null;
        return value is not null;
    }

    public void Put(ReadOnlySpan<byte> key, T value)
    {
        if (key.Length <= longestKey)
            _entries[PlaceOf(key)] = (key.ToArray(), value);
    }

    private int PlaceOf(ReadOnlySpan<byte> key)
    {
        var hash = (ulong)key.Length;
        for (; key.Length >= 8; key = key[8..])
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(key));

        ulong rest = 0;
        foreach (var character in key)
            rest = (rest << 8) | character;

        return (int)(Mix(hash, rest) >> 32) & (places - 1);
    }

    private static ulong Mix(ulong hash, ulong value)
    {
        hash = (hash ^ value) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }
}
