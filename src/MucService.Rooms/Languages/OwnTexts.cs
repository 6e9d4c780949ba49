using System.Collections.Frozen;
using System.Diagnostics;
using System.Text.Json;

namespace MucService.Rooms.Languages;

/// <summary>
/// What a room says of its own accord beside stanzas that people see, in the language of its conversations. One file per language; none
/// of the texts holds a domain, a JID or what a host said.
/// </summary>
internal sealed record OwnTexts
{
    private const string Folder = "MucService.Rooms.Languages.";
    private const string Extension = ".json";
    private const string Original = "en";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);
    private static readonly FrozenDictionary<string, OwnTexts> ByLanguage = ReadAll();

    /// <summary>The languages there are, each as a language tag.</summary>
    public static IEnumerable<string> Languages => ByLanguage.Keys;

    /// <summary>The language tag of the texts.</summary>
    public string Lang { get; private init; } = Original;

    /// <summary>That an occupant's server cannot be reached. XEP-0310 #mucoccupant.</summary>
    public required string ServerUnavailable { get; init; }

    /// <summary>That an occupant's connection is paused. XEP-0310 #connectionpaused.</summary>
    public required string ConnectionPaused { get; init; }

    /// <summary>Why somebody was removed whose server could not be reached. XEP-0045 #service-error-kick.</summary>
    public required string Removed { get; init; }

    /// <summary>To who believes that he is in the room.</summary>
    public required string NotInRoom { get; init; }

    /// <summary>The texts of a room.</summary>
    public static OwnTexts Of(RoomState room) => In(room.Config.Language);

    /// <summary>The texts in a language, or in the language that it is a form of, or in English. RFC 4647 section 3.4.</summary>
    /// <param name="tag">A language tag, or nothing.</param>
    public static OwnTexts In(string tag)
    {
        for (var range = tag; range.Length > 0; range = range[..Math.Max(0, range.LastIndexOf('-'))])
        {
            if (ByLanguage.TryGetValue(range, out var texts))
                return texts;
        }

        return ByLanguage[Original];
    }

    private static FrozenDictionary<string, OwnTexts> ReadAll()
    {
        var assembly = typeof(OwnTexts).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Folder.Length..^Extension.Length], Read, StringComparer.OrdinalIgnoreCase);

        OwnTexts Read(string name)
        {
            using var file = assembly.GetManifestResourceStream(name) ?? throw new UnreachableException();
            var texts = JsonSerializer.Deserialize<OwnTexts>(file, Form) ?? throw new UnreachableException();
            return texts with { Lang = name[Folder.Length..^Extension.Length] };
        }
    }
}
