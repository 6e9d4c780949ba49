using System.Text;
using MucService.Benchmarks.Driving;

namespace MucService.Benchmarks.Limit;

/// <summary>
/// One stanza for each occupant of a room, ready to be sent. Each is as long as the others; what differs from one time to the
/// next is a number at the same place in each.
/// </summary>
/// <param name="make">The stanza for an occupant, in which <paramref name="mark"/> stands where the number goes.</param>
/// <param name="mark">As wide as the number.</param>
internal sealed class ReadyMade(Func<int, string> make, string mark)
{
    private byte[] _stanzas = [];
    private int _used;
    private int _length;
    private int _place;

    /// <summary>All stanzas.</summary>
    public ReadOnlySpan<byte> Stanzas => _stanzas.AsSpan(0, _used);

    /// <summary>Adds the stanza for one more occupant.</summary>
    public void Add(int occupant)
    {
        var stanza = Encoding.UTF8.GetBytes(make(occupant));
        (_length, _place) = (stanza.Length, stanza.AsSpan().IndexOf(Encoding.UTF8.GetBytes(mark)));
        if (_used + _length > _stanzas.Length)
            Array.Resize(ref _stanzas, Math.Max(_stanzas.Length * 2, _length));
        stanza.CopyTo(_stanzas, _used);
        _used += _length;
    }

    /// <summary>Takes the last one out.</summary>
    public void RemoveLast() => _used -= _length;

    /// <summary>Writes the number into each.</summary>
    public void Number(int number)
    {
        Span<byte> digits = stackalloc byte[mark.Length];
        Names.Write(digits, number);
        for (var at = _place; at < _used; at += _length)
            digits.CopyTo(_stanzas.AsSpan(at));
    }
}
