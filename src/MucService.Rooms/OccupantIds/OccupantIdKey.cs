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
    /// <summary>The key of a new room: unpredictable as the node's chance is, and never the same twice, since no stanza-id is.</summary>
    /// <param name="chance">Random bytes of the node that creates it.</param>
    /// <param name="room">The room.</param>
    /// <param name="arrival">What creates it.</param>
    public static OccupantIdKey Of(ReadOnlySpan<byte> chance, BareJid room, Arrival arrival) =>
        new(Hash(chance, $"{room}\0{arrival.StanzaId}"));

    /// <summary>The id of a person in the room: at most 128 characters, opaque.</summary>
    public string IdOf(BareJid realJid) => Hash(Convert.FromHexString(Hex), realJid.ToString());

    /// <summary>Not the key: this is what logs show.</summary>
    public override string ToString() => "(secret)";

    private static string Hash(ReadOnlySpan<byte> key, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}
