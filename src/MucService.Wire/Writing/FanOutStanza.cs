using System.Buffers;

namespace MucService.Wire;

/// <summary>
/// A stanza rendered once and sent to many. Only the <c>to</c> attribute differs between recipients,
/// so the bytes are kept as what comes before its value and what comes after it.
/// </summary>
public sealed class FanOutStanza(ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> tail)
{
    // Over it the pieces are written one by one, so that no buffer has to hold a large stanza in one piece.
    internal const int MaxWhole = 8 * 1024;

    /// <summary>What comes before the recipient.</summary>
    public ReadOnlyMemory<byte> Head { get; } = head;

    /// <summary>What comes after the recipient.</summary>
    public ReadOnlyMemory<byte> Tail { get; } = tail;

    /// <summary>How many bytes the stanza has for one recipient.</summary>
    /// <param name="escapedToLength">The length of the recipient's JID, escaped.</param>
    public int LengthFor(int escapedToLength) => Head.Length + escapedToLength + Tail.Length;

    /// <summary>The recipient, as it was escaped, at the beginning of what was written. An escaped address holds no apostrophe.</summary>
    internal ReadOnlySpan<byte> RecipientIn(ReadOnlySpan<byte> written)
    {
        var fromRecipient = written[Head.Length..];
        return fromRecipient[..fromRecipient.IndexOf((byte)'\'')];
    }

    /// <summary>Writes the stanza for one recipient.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="escapedTo">The recipient's JID in UTF-8, already escaped for an attribute value: <see cref="XmlEscaping.ToAttribute(Xmpp.Jid)"/>.</param>
    public void WriteTo(IBufferWriter<byte> output, ReadOnlySpan<byte> escapedTo)
    {
        var length = LengthFor(escapedTo.Length);
        if (length <= MaxWhole)
        {
            WriteTo(output.GetSpan(length), escapedTo);
            output.Advance(length);
            return;
        }

        output.Write(Head.Span);
        output.Write(escapedTo);
        output.Write(Tail.Span);
    }

    /// <summary>Writes the stanza for one recipient where there is room for it, and gives its length.</summary>
    /// <exception cref="ArgumentException">There is less room than <see cref="LengthFor"/>.</exception>
    public int WriteTo(Span<byte> output, ReadOnlySpan<byte> escapedTo)
    {
        Head.Span.CopyTo(output);
        output = output[Head.Length..];
        escapedTo.CopyTo(output);
        Tail.Span.CopyTo(output[escapedTo.Length..]);
        return LengthFor(escapedTo.Length);
    }
}
