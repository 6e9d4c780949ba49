using Xunit;

namespace MucService.Architecture.Tests;

/// <summary>A rule of the repository: it holds if nobody offends it, and names who does.</summary>
internal static class Rule
{
    public static void HasNoOffender<T>(IEnumerable<T> offenders)
    {
        var found = offenders.Select(offender => offender?.ToString()).ToList();
        if (found.Count > 0)
            Assert.Fail("offended by:\n  " + string.Join("\n  ", found));
    }
}
