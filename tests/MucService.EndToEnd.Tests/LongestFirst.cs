using MucService.EndToEnd.Tests.Faults;
using Xunit;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("MucService.EndToEnd.Tests.LongestFirst", "MucService.EndToEnd.Tests")]

namespace MucService.EndToEnd.Tests;

/// <summary>Begins with the classes that take longest, so that none of them is left over when the others have ended.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
        [nameof(ClusterBed), nameof(FaultsBehindEjabberdTests), nameof(FaultsBehindProsodyTests), nameof(IdlePromiseTests)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection =>
            Array.FindIndex(Longest, name => collection.DisplayName.Contains(name, StringComparison.Ordinal)) is >= 0 and var place ? place : Longest.Length);
}
