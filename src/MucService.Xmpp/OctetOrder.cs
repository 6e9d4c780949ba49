using System.Text;

namespace MucService.Xmpp;

/// <summary>The collation <c>i;octet</c>: by the bytes of UTF-8. RFC 4790 section 9.3.</summary>
internal sealed class OctetOrder : IComparer<string>
{
    public static readonly OctetOrder Instance = new();

    public int Compare(string? x, string? y) =>
        Encoding.UTF8.GetBytes(x ?? "").AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y ?? ""));
}
