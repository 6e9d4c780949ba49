using System.Text.Json;
using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>Two services in one process, each with links of its own: hosts keep a connection for each pair of domains.</summary>
public sealed class TwoServicesTests(TwoServicesTests.BothServices bed) : IClassFixture<TwoServicesTests.BothServices>
{
    private const string Orchard = $"orchard@{BedOptions.Service}";
    private const string Chess = $"chess@{BedOptions.OtherService}";
    private const string Remote = "capulet.lit";

    public sealed class BothServices : ServiceBed
    {
        protected override BedOptions Options => new() { TwoServices = true };

        protected override IEnumerable<(string Key, string Value)> Settings => Quick;

        protected override Task BeforeServiceAsync()
        {
            Service.Serving(BedOptions.OtherService);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_link_of_one_service_says_nothing_of_the_others_and_a_cut_is_noticed_by_both()
    {
        await using var romeo = await bed.Bed.RomeoAsync();
        await using var juliet = await bed.Bed.JulietAsync();
        foreach (var room in new[] { Orchard, Chess })
        {
            await romeo.JoinAsync(room, "Romeo");
            await romeo.UnlockAsync(room);
            await juliet.JoinAsync(room, "Juliet");
            await juliet.SayAsync(room, "Good morrow");
            await romeo.HearsAsync($"{room}/Juliet", "Good morrow", Scene.Patience);
            await LinkIsAsync(ServiceOf(room), "up");
        }

        // The operator's word on one link.
        var before = romeo.Received.Count;
        await bed.Service.ControlAsync("link", "hold", Remote, "down", "--service", BedOptions.OtherService);
        await IsAnnotatedAsync(romeo, Chess, before);
        await juliet.SayAsync(Orchard, "Art thou there?");
        await romeo.HearsAsync($"{Orchard}/Juliet", "Art thou there?", Scene.Patience);
        Assert.DoesNotContain(romeo.Received.From(before), received => received.Stanza.IsPresence($"{Orchard}/Juliet"));
        await bed.Service.ControlAsync("link", "release", Remote, "--service", BedOptions.OtherService);
        await IsBackAsync(romeo, Chess, before);

        // What an operator foresees is what comes to pass.
        foreach (var room in new[] { Orchard, Chess })
        {
            var foreseen = await bed.Service.ControlAsync("link", "simulate", Remote, "--service", ServiceOf(room));
            Assert.Matches("stanzas +1\\s", foreseen);
            Assert.Matches($"{room} +annotated +1 +1 +Juliet", foreseen);
        }

        before = romeo.Received.Count;
        await bed.Bed.CutAsync();
        await IsAnnotatedAsync(romeo, Orchard, before);
        await IsAnnotatedAsync(romeo, Chess, before);
        Assert.Matches("sessions out of sync +1 of 1", await bed.Service.ControlAsync("link", "show", Remote, "--service", BedOptions.Service));

        await bed.Bed.HealAsync();
        await IsBackAsync(romeo, Orchard, before);
        await IsBackAsync(romeo, Chess, before);
    }

    [Fact]
    public async Task Which_service_is_meant_has_to_be_said()
    {
        var refusal = await Assert.ThrowsAsync<BedException>(() => bed.Service.ControlAsync("link", "show", Remote));

        Assert.Contains($"name one of the services: {BedOptions.Service}, {BedOptions.OtherService}", refusal.Message, StringComparison.Ordinal);
    }

    private static string ServiceOf(string room) => room[(room.IndexOf('@', StringComparison.Ordinal) + 1)..];

    private static Task<Received> IsAnnotatedAsync(XmppClient at, string room, int from) => at.Received.WaitForAsync(
        $"annotated presence of Juliet in {room}", stanza => stanza.IsPresence($"{room}/Juliet") && stanza.IsAnnotatedUnavailable(), Scene.Patience, from);

    private static Task<Received> IsBackAsync(XmppClient at, string room, int from) => at.Received.WaitForAsync(
        $"empty annotation of Juliet in {room}", stanza => stanza.IsPresence($"{room}/Juliet") && stanza.IsAnnotatedEmpty(), Scene.Patience + Scene.Patience, from);

    private Task LinkIsAsync(string service, string state) => Poll.UntilAsync(
        $"the link from {service} to {Remote} is {state}",
        Scene.Patience,
        async () => await bed.Service.AdminAsync($"/admin/v1/links/{Remote}?service={service}") is { } link
            && JsonDocument.Parse(link).RootElement.TryGetProperty("state", out var found)
            && found.GetString() == state);
}
