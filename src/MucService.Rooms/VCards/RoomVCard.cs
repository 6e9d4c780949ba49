using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using MucService.Xmpp;

namespace MucService.Rooms.VCards;

/// <summary>What a room's owners published of it: its vCard, byte for byte, and what is known of the pictures in it. XEP-0054, XEP-0486.</summary>
/// <param name="Card">The <c>vCard</c>.</param>
/// <param name="AvatarHashes">The SHA-1 of each picture in it, in hexadecimal. XEP-0153 #publish.</param>
public sealed record RoomVCard(Payload Card, ImmutableArray<string> AvatarHashes)
{
    /// <summary>Reads a vCard as it came. False if a picture in it is not base64, or the element is no vCard.</summary>
    public static bool TryRead(Payload payload, [NotNullWhen(true)] out RoomVCard? vCard)
    {
        vCard = null;
        if (payload.Element is not { } element || !payload.Is("vCard", Namespaces.VCard))
            return false;

        var hashes = ImmutableArray.CreateBuilder<string>();
        foreach (var photo in element.Children.Where(child => child.Is("PHOTO", Namespaces.VCard)))
        {
            if (photo.Child("BINVAL") is not { } picture || string.IsNullOrWhiteSpace(picture.Text))
                continue;
            if (HashOf(picture.Text) is not { } hash)
                return false;

            hashes.Add(hash);
        }

        // The elements are not needed any more: the bytes are what is given back.
        vCard = new RoomVCard(Payload.Received(payload.Name, payload.Bytes, element: null), hashes.ToImmutable());
        return true;
    }

    /// <summary>True if there is nothing in it: publishing that takes the vCard away. XEP-0486 #owner-publish.</summary>
    public static bool IsEmpty(Payload payload) => payload.Element is { Children.IsEmpty: true } element && string.IsNullOrWhiteSpace(element.Text);

    [SuppressMessage("Security", "CA5350", Justification = "The XEP's function; it identifies, it protects nothing.")]
    private static string? HashOf(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length)
            ? Convert.ToHexStringLower(SHA1.HashData(bytes.AsSpan(0, length)))
            : null;
    }
}
