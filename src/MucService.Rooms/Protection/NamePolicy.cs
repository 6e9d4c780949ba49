using System.Buffers;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MucService.Xmpp;

namespace MucService.Rooms.Protection;

/// <summary>What the operator allows names to be: those of new rooms, or nicks.</summary>
public sealed record NamePolicy
{
    // The letters of Greek and Cyrillic that are drawn like Latin ones in usual typefaces: Unicode's confusables, the single letters of these scripts only.
    private static readonly SearchValues<char> LookAlikes = SearchValues.Create(
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7\u03B1\u03B9\u03BD\u03BF\u03C1\u03C5\u03F2\u03F3"
        + "\u0405\u0406\u0408\u0410\u0412\u0415\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0423\u0425\u0430\u0435\u043E\u0440\u0441\u0443\u0445"
        + "\u0455\u0456\u0458\u0474\u0475\u04AE\u04AF\u04BA\u04BB\u04C0\u04CF\u0500\u0501\u050C\u051A\u051B\u051C\u051D");

    /// <summary>Everything is allowed.</summary>
    public static NamePolicy Anything { get; } = new();

    /// <summary>What a name must be as a whole, or null. It has its own time limit.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>Names that only the service's admins may use: of rooms as they stand in JIDs, of nicks as they are compared.</summary>
    public ImmutableHashSet<string> Reserved { get; init; } = [];

    /// <summary>True if a word may mix Latin letters with Greek or Cyrillic ones that look like them.</summary>
    public bool AllowsLookAlikes { get; init; } = true;

    /// <summary>True if a nick must also be one for servers that follow RFC 6122, which know no character that is younger than Unicode 3.2.</summary>
    public bool ForOlderServers { get; init; }

    /// <summary>Why a nick may not be used, or null.</summary>
    internal Refusal? Obstacle(Nick nick) => ForOlderServers && !Resourceprep.Accepts(nick.Value)
        ? Refusal.Of(RefusalReason.Name, ErrorCondition.JidMalformed, "This nick has characters that servers with older rules do not take.")
        : Obstacle("nick", nick.Value, nick.Comparable);

    /// <summary>Why a room may not have a name, or null.</summary>
    internal Refusal? Obstacle(string room) => Obstacle("room name", room, room);

    private Refusal? Obstacle(string what, string name, string compared)
    {
        if (Reserved.Contains(compared))
            return Refused($"This {what} is reserved.");
        if (!AllowsLookAlikes && MixesLookAlikes(name))
            return Refused($"This {what} mixes letters of different alphabets that look alike.");

        return Matches(name) ? null : Refused($"This service does not allow this {what}.");
    }

    private static Refusal Refused(string text) => Refusal.Of(RefusalReason.Name, ErrorCondition.PolicyViolation, text);

    private bool Matches(string name)
    {
        if (Pattern is null)
            return true;

        try
        {
            var match = Pattern.Match(name);
            return match.Success && match.Index == 0 && match.Length == name.Length;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>True if one word has letters of both kinds. Words end where something other than a letter stands.</summary>
    private static bool MixesLookAlikes(string name)
    {
        bool hasLatin = false, hasLookAlike = false;
        foreach (var character in name)
        {
            var isLetter = char.IsLetter(character);
            hasLatin = isLetter && (hasLatin || IsLatin(character));
            hasLookAlike = isLetter && (hasLookAlike || LookAlikes.Contains(character));
            if (hasLatin && hasLookAlike)
                return true;
        }

        return false;
    }

    private static bool IsLatin(char letter) => letter is (>= 'A' and <= 'z') or (>= '\u00C0' and <= '\u024F') or (>= '\u1E00' and <= '\u1EFF');
}
