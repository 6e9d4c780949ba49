using Xunit;

namespace MucService.EndToEnd.Tests.Faults;

/// <summary>The table of faults with a Prosody as the service's host.</summary>
public sealed class FaultsBehindProsodyTests(FaultsBehindProsodyTests.BehindProsody bed) : OutageTable(bed), IClassFixture<FaultsBehindProsodyTests.BehindProsody>
{
    public sealed class BehindProsody : FaultBed
    {
        protected override string Host => "Prosody";
    }
}
