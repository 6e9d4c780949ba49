using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>What is needed of a stanza to refuse it: its attributes as they came, since they may be no JIDs.</summary>
/// <param name="Kind">Message, presence or iq.</param>
/// <param name="From">The raw value of <c>from</c>, or empty.</param>
/// <param name="To">The raw value of <c>to</c>, or empty.</param>
/// <param name="Id">The raw value of <c>id</c>, or empty.</param>
/// <param name="MayBeAnswered">False for an error or a result, which is never answered. RFC 6120 section 8.3.1.</param>
internal sealed record StanzaHead(StanzaKind Kind, byte[] From, byte[] To, byte[] Id, bool MayBeAnswered)
{
    /// <summary>The head of the stanza whose start tag was just read.</summary>
    public static StanzaHead Of(StanzaKind kind, scoped ref XmlTokenizer tokens)
    {
        var type = StanzaTypes.Read(kind, Raw(ref tokens, "type"u8));
        return new StanzaHead(
            kind,
            Raw(ref tokens, "from"u8),
            Raw(ref tokens, "to"u8),
            Raw(ref tokens, "id"u8),
            MayBeAnswered: type is not (StanzaType.Error or StanzaType.Result));
    }

    /// <summary>
    /// Reads the start tag of a stanza that is over a bound, of which nothing else was kept. However many attributes it has are
    /// looked at once, and not compared with one another. Null if it is no stanza.
    /// </summary>
    /// <exception cref="IllFormedXmlException">The tag is not well-formed.</exception>
    public static StanzaHead? OfStartTag(ReadOnlySpan<byte> tag)
    {
        XmlCharacters.Check(tag);
        var tokens = new XmlTokenizer(tag, new AttributeRange[tag.Count((byte)'=')]);
        tokens.Read();
        var name = tokens.LocalName;
        if (name.SequenceEqual("message"u8))
            return Of(StanzaKind.Message, ref tokens);
        if (name.SequenceEqual("presence"u8))
            return Of(StanzaKind.Presence, ref tokens);
        if (name.SequenceEqual("iq"u8))
            return Of(StanzaKind.Iq, ref tokens);

        return null;
    }

    private static byte[] Raw(scoped ref XmlTokenizer tokens, ReadOnlySpan<byte> name)
    {
        foreach (ref readonly var attribute in tokens.Attributes)
        {
            if (tokens.NameOf(attribute).SequenceEqual(name))
                return tokens.RawValueOf(attribute).ToArray();
        }

        return [];
    }
}
