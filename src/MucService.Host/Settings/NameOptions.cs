using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using MucService.Rooms.Protection;

namespace MucService.Host.Settings;

/// <summary>What names may be. Sections <c>Muc:Rooms:Names</c>, of new rooms, and <c>Muc:Rooms:Nicks</c>.</summary>
public sealed class NameOptions
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(100);

    /// <summary>A regular expression of .NET that a name must match as a whole; empty for none. One that takes longer than 100 ms does not match.</summary>
    public string Pattern { get; init; } = "";

    /// <summary>What only admins may use.</summary>
    public IReadOnlyList<string> Reserved { get; init; } = [];

    /// <summary>True if a word may mix Latin letters with Greek or Cyrillic ones that look like them.</summary>
    public bool LookAlikes { get; init; }

    /// <summary>The policy, its reserved names in the form in which they are compared.</summary>
    internal NamePolicy ToPolicy(Func<string, string?> compared) => new()
    {
        Pattern = TryRead(Pattern, out var pattern) ? pattern : throw new FormatException(Pattern),
        Reserved = [.. Reserved.Select(name => compared(name) ?? throw new FormatException(name))],
        AllowsLookAlikes = LookAlikes,
    };

    /// <summary>Reads a pattern; none of an empty text. Matched without backtracking where it allows that.</summary>
    internal static bool TryRead([StringSyntax(StringSyntaxAttribute.Regex)] string written, out Regex? pattern)
    {
        pattern = null;
        if (written.Length == 0)
            return true;

        foreach (var options in (RegexOptions[])[RegexOptions.NonBacktracking, RegexOptions.None])
        {
            try
            {
                pattern = new Regex($@"\A(?:{written})\z", options | RegexOptions.CultureInvariant, MatchTimeout);
                return true;
            }
            catch (NotSupportedException)
            {
                // Lookaround and back references need backtracking.
            }
            catch (ArgumentException)
            {
                return false;
            }
        }

        return false;
    }
}

internal sealed class NameOptionsValidator : IValidateOptions<NameOptions>
{
    public ValidateOptionsResult Validate(string? name, NameOptions options)
    {
        var faults = new FaultList(name);
        faults.Unless(NameOptions.TryRead(options.Pattern, out _), nameof(options.Pattern), $"must be a regular expression, and is '{options.Pattern}'");
        return faults.Build();
    }
}
