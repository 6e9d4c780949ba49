using System.Buffers;
using System.Text;
using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>Writes pieces of XML one after another, asking the buffer behind it for room only when it has none left.</summary>
internal ref struct XmlOutput(IBufferWriter<byte> output)
{
    private const int MaxCharsAtOnce = 1024;
    private const int MaxBytesOfChar = 3;

    private readonly IBufferWriter<byte> _output = output;
    private Span<byte> _room;
    private int _used;

    /// <summary>Bytes written since the beginning.</summary>
    public int Length { get; private set; }

    /// <summary>Writes bytes as they are.</summary>
    public void Write(scoped ReadOnlySpan<byte> utf8)
    {
        Length += utf8.Length;
        while (utf8.Length > _room.Length - _used)
        {
            var fitting = _room.Length - _used;
            utf8[..fitting].CopyTo(_room[_used..]);
            _used += fitting;
            utf8 = utf8[fitting..];
            MakeRoom(1);
        }

        utf8.CopyTo(_room[_used..]);
        _used += utf8.Length;
    }

    /// <summary>Writes characters as they are: they must be allowed where they stand, and surrogates in pairs.</summary>
    public void WriteVerbatim(scoped ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var part = text[..Math.Min(text.Length, MaxCharsAtOnce)];
            MakeRoom(part.Length * MaxBytesOfChar);
            var written = Encoding.UTF8.GetBytes(part, _room[_used..]);
            _used += written;
            Length += written;
            text = text[part.Length..];
        }
    }

    /// <summary>Writes an attribute with a space before it; nothing if the value is null.</summary>
    public void WriteAttribute(scoped ReadOnlySpan<byte> name, string? value)
    {
        if (value is null)
            return;

        BeginAttribute(name);
        XmlEscaping.Write(ref this, value, inAttribute: true);
        Write("'"u8);
    }

    /// <summary>Writes an attribute that is an address; nothing if it is null.</summary>
    public void WriteAttribute(scoped ReadOnlySpan<byte> name, Jid? address)
    {
        if (address is null)
            return;

        BeginAttribute(name);
        if (!address.Bare.IsDomain)
        {
            XmlEscaping.Write(ref this, address.Bare.Local, inAttribute: true);
            Write("@"u8);
        }

        XmlEscaping.Write(ref this, address.Domain.Value, inAttribute: true);
        if (address.Resource is { } resource)
        {
            Write("/"u8);
            XmlEscaping.Write(ref this, resource, inAttribute: true);
        }

        Write("'"u8);
    }

    /// <summary>Tells the buffer what was written. To be called once, at the end.</summary>
    public void Flush()
    {
        _output.Advance(_used);
        _room = default;
        _used = 0;
    }

    private void BeginAttribute(scoped ReadOnlySpan<byte> name)
    {
        Write(" "u8);
        Write(name);
        Write("='"u8);
    }

    private void MakeRoom(int bytes)
    {
        if (_room.Length - _used >= bytes)
            return;
        if (_used > 0)
            _output.Advance(_used);
        _room = _output.GetSpan(bytes);
        _used = 0;
    }
}
