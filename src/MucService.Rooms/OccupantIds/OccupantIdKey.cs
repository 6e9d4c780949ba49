using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MucService.Xmpp;

namespace MucService.Rooms.OccupantIds;

/// <summary>
/// A room's secret, by which it names a person the same at each visit and under each nick, and no other room does. Made with the
/// room and kept in its row. XEP-0421 #id-generation.
/// </summary>
/// <param name="Hex">The 32 bytes in hexadecimal.</param>
public sealed record OccupantIdKey(string Hex)
{
    private const int IdBytes = 16;

    /// <summary>The key of a new room: unpredictable as the node's chance is, and never the same twice, since no stanza-id is.</summary>
    /// <param name="chance">Random bytes of the node that creates it.</param>
    /// <param name="room">The room.</param>
    /// <param name="arrival">What creates it.</param>
    public static OccupantIdKey Of(ReadOnlySpan<byte> chance, BareJid room, Arrival arrival) =>
        new(Convert.ToHexStringLower(Hash(chance, $"{room}\0{arrival.StanzaId}")));

    /// <summary>
    /// The id of a person in the room, opaque: 128 bits in 22 characters. It goes out with every stanza to every occupant, so that
    /// each character more would be a good part of a percent of all that a service sends.
    /// </summary>
    public string IdOf(BareJid realJid) =>
        Opaque(realJid.ToString());

    /// <summary>What stands for a number of changes: opaque, and to be guessed by nobody. XEP-0463.</summary>
    public string VersionOf(long number) => Opaque(string.Create(CultureInfo.InvariantCulture, $"affiliations\0{number}"));

    /// <summary>Not the key: this is what logs show.</summary>
    public override string ToString() => "(secret)";

    private string Opaque(string text) => Base64Url.EncodeToString(Hash(Convert.FromHexString(Hex), text).AsSpan(0, IdBytes));

    private static byte[] Hash(ReadOnlySpan<byte> key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
