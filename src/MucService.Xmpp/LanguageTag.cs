namespace MucService.Xmpp;

/// <summary>Tags of languages, such as <c>en</c> or <c>pt-BR</c>.</summary>
public static class LanguageTag
{
    private const int Longest = 35;

    /// <summary>True for the shape of RFC 5646, whether or not its registry has it.</summary>
    public static bool IsOne(string tag) =>
        tag.Length <= Longest && tag.Split('-').All(part => part.Length is > 0 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
}
