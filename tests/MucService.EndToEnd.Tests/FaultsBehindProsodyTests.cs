using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>The table of faults with a Prosody as the service's host.</summary>
public sealed class FaultsBehindProsodyTests(FaultsBehindProsodyTests.BehindProsody bed) : FaultTable(bed), IClassFixture<FaultsBehindProsodyTests.BehindProsody>
{
    public sealed class BehindProsody : FaultBed
    {
        protected override string Host => "Prosody";
    }
}
