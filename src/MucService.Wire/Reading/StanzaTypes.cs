using System.Diagnostics;
using System.Text;
using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>The values of <c>type</c>, and which kinds of stanza know them. RFC 6121 sections 4.7.1 and 5.2.2, RFC 6120 section 8.2.3.</summary>
internal static class StanzaTypes
{
    private static readonly (StanzaKind Kind, StanzaType Type, byte[] Written)[] Known =
    [
        .. Of(StanzaKind.Message, StanzaType.Groupchat, StanzaType.Chat, StanzaType.Normal, StanzaType.Headline, StanzaType.Error),
        .. Of(StanzaKind.Iq, StanzaType.Get, StanzaType.Set, StanzaType.Result, StanzaType.Error),
        .. Of(StanzaKind.Presence, StanzaType.Unavailable, StanzaType.Error, StanzaType.Probe, StanzaType.Subscribe, StanzaType.Subscribed,
            StanzaType.Unsubscribe, StanzaType.Unsubscribed),
    ];

    /// <summary>What a stanza without <c>type</c> is.</summary>
    public static StanzaType Default(StanzaKind kind) => kind switch
    {
        StanzaKind.Message => StanzaType.Normal,
        StanzaKind.Presence => StanzaType.Available,
        StanzaKind.Iq => StanzaType.Unknown,
        _ => throw new UnreachableException(),
    };

    /// <summary>What a value of <c>type</c> means.</summary>
    public static StanzaType Read(StanzaKind kind, ReadOnlySpan<byte> written)
    {
        foreach (var (knownKind, type, bytes) in Known)
        {
            if (knownKind == kind && written.SequenceEqual(bytes))
                return type;
        }

        return StanzaType.Unknown;
    }

    /// <summary>The value of <c>type</c>; empty where it is left out.</summary>
    public static ReadOnlySpan<byte> Write(StanzaKind kind, StanzaType written)
    {
        if (written == StanzaType.Normal)
            return [];

        foreach (var (knownKind, type, bytes) in Known)
        {
            if (knownKind == kind && type == written)
                return bytes;
        }

        return [];
    }

    private static IEnumerable<(StanzaKind, StanzaType, byte[])> Of(StanzaKind kind, params StanzaType[] types) =>
        types.Select(type => (kind, type, Encoding.UTF8.GetBytes(type.ToString().ToLowerInvariant())));
}
