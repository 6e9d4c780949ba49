using System.Net;
using MucService.TestBed;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>The host refuses the service: it says why, and goes on trying.</summary>
public sealed class SecretTests(SecretTests.WrongSecret bed) : IClassFixture<SecretTests.WrongSecret>
{
    public sealed class WrongSecret : ServiceBed
    {
        protected override BedOptions Options => new() { SecretAtHost = "another secret" };

        protected override Task StartServiceAsync() => Service.StartUnreadyAsync();
    }

    [Fact]
    public async Task A_wrong_secret_is_the_reason_for_not_being_ready_until_it_is_right()
    {
        (HttpStatusCode Status, string Text)? readiness = null;
        await Poll.UntilAsync("the service says why it is not ready", Scene.Patience, async () =>
        {
            readiness = await bed.Service.ReadinessAsync();
            return readiness?.Text.Contains("not-authorized", StringComparison.Ordinal) is true;
        });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, readiness?.Status);

        await bed.Bed.RestartHostAsync(BedOptions.Secret);
        await bed.Service.WaitUntilReadyAsync();
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await scene.TalkAsync("at last");
    }
}
