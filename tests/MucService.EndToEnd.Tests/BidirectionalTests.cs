using MucService.TestBed;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>mod_muc_link_events where both servers use one connection for both directions, which either of them may have opened.</summary>
public sealed class BidirectionalTests(BidirectionalTests.OverOneConnection bed) : IClassFixture<BidirectionalTests.OverOneConnection>
{
    public sealed class OverOneConnection : ServiceBed
    {
        protected override BedOptions Options => new() { LinkEvents = true, Bidirectional = true };
    }

    [Fact]
    public async Task A_server_that_is_killed_is_noticed_though_nobody_says_a_word()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await scene.JulietsServerIsKilledInSilenceAsync(bed.Bed, "one connection for both directions");
        await bed.Bed.Capulet.StartAsync();
    }

    [Fact]
    public async Task The_operator_has_the_connection_closed_and_the_next_stanza_opens_another()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await scene.TheConnectionIsClosedAndAnotherOpenedAsync(bed.Service);
    }
}
