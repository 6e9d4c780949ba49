using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>A client that somebody else wrote.</summary>
public sealed class SlixmppTests(SlixmppTests.QuickLinks bed) : IClassFixture<SlixmppTests.QuickLinks>
{
    public sealed class QuickLinks : ServiceBed
    {
        protected override IEnumerable<(string Key, string Value)> Settings => Quick;
    }

    [Fact]
    public async Task It_enters_talks_and_sees_the_loss_and_the_return()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        // Debian's modules are Debian's Python's, whatever else is on the path.
        await bed.Bed.Namespace.StartAsync(
            "slixmpp", "/usr/bin/python3", Path.Combine(AppContext.BaseDirectory, "slixmpp_benvolio.py"), scene.Room, "127.0.0.2", "15222");
        await SaysAsync("saw Benvolio available");
        await SaysAsync("saw Juliet available");

        await scene.Romeo.SayAsync(scene.Room, "Benvolio?");
        await SaysAsync("heard Romeo Benvolio?");
        await scene.Juliet.HearsAsync($"{scene.Room}/Benvolio", "At thy service.", Scene.Patience);

        await bed.Bed.CutAsync();
        await SaysAsync("saw Juliet annotated");
        await bed.Bed.HealAsync();
        await SaysAsync("saw Juliet restored");
    }

    private Task SaysAsync(string line) =>
        Poll.UntilAsync(
            $"slixmpp says \"{line}\"; it said:\n{bed.Bed.Namespace.LogOf("slixmpp")}",
            Scene.Patience,
            () => Task.FromResult(bed.Bed.Namespace.LogOf("slixmpp", lines: 1000).Split('\n').Contains(line, StringComparer.Ordinal)));
}
