using System.Text;

namespace MucService.Xmpp;

/// <summary>The rules for each part of a JID. RFC 7622 section 3.</summary>
internal static class JidParts
{
    private const int MaxBytes = 1023;

    public static bool TryLocal(ReadOnlySpan<char> written, out string local)
    {
        local = written.ToString().ToLowerInvariant().Normalize(NormalizationForm.FormC);
        return Fits(local) && local.IndexOfAny(['"', '&', '\'', '/', ':', '<', '>', '@', ' ']) < 0;
    }

    public static bool TryDomain(ReadOnlySpan<char> written, out string domain)
    {
        domain = written.ToString().TrimEnd('.').ToLowerInvariant();
        return Fits(domain) && domain.IndexOfAny(['@', '/', ' ', '<', '&']) < 0;
    }

    public static bool TryResource(ReadOnlySpan<char> written, out string resource)
    {
        resource = written.ToString().Normalize(NormalizationForm.FormC);
        return Fits(resource);
    }

    public static bool TryNickComparison(string nick, out string comparable)
    {
        comparable = nick.Trim().ToLowerInvariant().Normalize(NormalizationForm.FormKC);
        return comparable.Length > 0;
    }

    private static bool Fits(string part) => part.Length > 0 && Encoding.UTF8.GetByteCount(part) <= MaxBytes;
}
