using System.Buffers;
using System.Text;

namespace MucService.Xmpp;

/// <summary>The rules for each part of a JID. RFC 7622 section 3. Plain ASCII, which is nearly all, takes a short way of one allocation.</summary>
internal static class JidParts
{
    /// <summary>How many bytes of UTF-8 a part may have. RFC 7622 section 3.1.</summary>
    public const int MaxBytes = 1023;

    // No normalization makes of more characters than this a text of MaxBytes or less.
    private const int MaxWritten = 4 * MaxBytes;

    private static readonly SearchValues<char> NotInLocal = SearchValues.Create("\"&'/:<>@");

    private static readonly SearchValues<char> AsciiInLocal =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Where(code => !NotInLocal.Contains(code))]);

    private static readonly SearchValues<char> AsciiUpperCase = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>The part before the <c>@</c>: UsernameCaseMapped without some characters. RFC 7622 section 3.3.</summary>
    public static bool TryLocal(ReadOnlySpan<char> written, out string local)
    {
        local = "";
        if (written.Length is 0 or > MaxWritten)
            return false;
        if (!Ascii.IsValid(written))
            return PrecisProfiles.TryUsername(written.ToString(), out local) && Fits(local) && !local.AsSpan().ContainsAny(NotInLocal);
        if (written.Length > MaxBytes || written.ContainsAnyExcept(AsciiInLocal))
            return false;

        local = AsciiLowerCase(written);
        return true;
    }

    /// <summary>The part after the <c>/</c>: OpaqueString. RFC 7622 section 3.4.</summary>
    public static bool TryResource(ReadOnlySpan<char> written, out string resource)
    {
        resource = "";
        if (written.Length is 0 or > MaxWritten)
            return false;
        if (!Ascii.IsValid(written))
            return PrecisProfiles.TryOpaqueString(written.ToString(), out resource) && Fits(resource);
        if (written.Length > MaxBytes || written.ContainsAnyExceptInRange(' ', '~'))
            return false;

        resource = written.ToString();
        return true;
    }

    /// <summary>The form in which nicks are compared. RFC 8266 section 2.4.</summary>
    /// <param name="nick">A resource of a JID.</param>
    /// <param name="comparable">The form; the same instance where nothing changes.</param>
    public static bool TryNickComparison(string nick, out string comparable)
    {
        comparable = nick;
        var isPlain = Ascii.IsValid(nick) && !nick.Contains("  ", StringComparison.Ordinal) && nick[0] != ' ' && nick[^1] != ' ';
        if (!isPlain)
            return PrecisProfiles.TryNicknameComparison(nick, out comparable);

        if (nick.AsSpan().ContainsAny(AsciiUpperCase))
            comparable = AsciiLowerCase(nick);
        return true;
    }

    /// <summary>ASCII in lower case.</summary>
    public static string AsciiLowerCase(ReadOnlySpan<char> ascii) =>
        string.Create(ascii.Length, ascii, static (lower, written) => Ascii.ToLower(written, lower, out _));

    private static bool Fits(string part) => Encoding.UTF8.GetByteCount(part) <= MaxBytes;
}
