using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>One federated user cannot end the stream for everyone.</summary>
public sealed class LargeStanzaTests(LargeStanzaTests.ServiceAsItIs bed) : IClassFixture<LargeStanzaTests.ServiceAsItIs>
{
    public sealed class ServiceAsItIs : ServiceBed;

    [Fact]
    public async Task A_stanza_over_the_bound_is_refused_to_its_sender_and_no_other_occupant_notices()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await using var tybalt = await People.ConnectAsync(bed.Bed.Capulet, "tybalt", "street");
        await tybalt.JoinAsync(scene.Room, "Tybalt");
        await scene.TalkAsync("before");

        var large = new string('z', 400 * 1024);
        await tybalt.SayAsync(scene.Room, large);
        await scene.Romeo.HearsAsync($"{scene.Room}/Tybalt", large);
        await scene.Juliet.HearsAsync($"{scene.Room}/Tybalt", large);

        var (romeoBefore, julietBefore) = (scene.Romeo.Received.Count, scene.Juliet.Received.Count);
        await tybalt.SayAsync(scene.Room, new string('z', 1024 * 1024));
        await tybalt.Received.WaitForAsync(
            "refusal of a message of 1 MiB", stanza => stanza.Is("message") && stanza.IsError("policy-violation"), Scene.Patience);

        await scene.TalkAsync("after");
        AssertOnlyTalk(scene.Romeo.Received.From(romeoBefore));
        AssertOnlyTalk(scene.Juliet.Received.From(julietBefore));

        Assert.Matches(@"size +policy-violation +1\b", await bed.Service.ControlAsync("refusals"));

        // Tybalt is still in the room, on the same stream.
        await tybalt.SayAsync(scene.Room, "What, drawn, and talk of peace?");
        await scene.Romeo.HearsAsync($"{scene.Room}/Tybalt", "What, drawn, and talk of peace?");
    }

    private static void AssertOnlyTalk(IEnumerable<Received> received) =>
        Assert.All(received, each => Assert.StartsWith("after", each.Stanza.Body(), StringComparison.Ordinal));
}
