using MucService.TestBed;
using Xunit;

namespace MucService.EndToEnd.Tests.Faults;

/// <summary>The table of faults with an ejabberd as the service's host.</summary>
public sealed class FaultsBehindEjabberdTests(FaultsBehindEjabberdTests.BehindEjabberd bed) : OutageTable(bed), IClassFixture<FaultsBehindEjabberdTests.BehindEjabberd>
{
    public sealed class BehindEjabberd : FaultBed
    {
        protected override string Host => "ejabberd";

        protected override BedOptions Options => new() { EjabberdAsHost = true };
    }
}
