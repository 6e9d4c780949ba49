using System.Diagnostics;
using System.Xml.Linq;
using MucService.TestBed;
using MucService.TestClient;

namespace MucService.Quickstart;

/// <summary>
/// The story of XEP-0310 #mucoccupant on real servers: Romeo and Juliet are in the orchard, the link to Juliet's server is lost, Romeo is
/// told; the link heals, Romeo is told.
/// </summary>
internal sealed class Stage(StoryOptions options, Narration narration) : IAsyncDisposable
{
    /// <summary>Where it plays.</summary>
    public const string Room = $"orchard@{BedOptions.Service}";

    private Task<Bed>? _starting;
    private Bed? _bed;
    private XmppClient? _romeo;
    private XmppClient? _juliet;

    /// <summary>The servers and the service; there once the story has begun.</summary>
    public Bed Bed => _bed ?? throw new InvalidOperationException("The story has not begun.");

    /// <summary>What is told.</summary>
    public Narration Narration => narration;

    /// <summary>The folder that <c>montague.lit</c> serves over HTTP.</summary>
    public DirectoryInfo Web { get; } = Directory.CreateTempSubdirectory("mucweb-");

    private XmppClient Romeo => _romeo ?? throw new InvalidOperationException("Romeo has not come.");

    private XmppClient Juliet => _juliet ?? throw new InvalidOperationException("Juliet has not come.");

    /// <summary>Plays the story once.</summary>
    /// <exception cref="StepFailedException">A step did not happen.</exception>
    public async Task PlayAsync()
    {
        try
        {
            await SetTheStageAsync();
            await MeetAsync();
            var cut = await LoseTheLinkAsync();
            var healed = await HealTheLinkAsync();
            await narration.SayAsync($"Romeo knew {cut.TotalSeconds:0.0} s after the cut, and {healed.TotalSeconds:0.0} s after the healing.");
        }
        catch (StepFailedException) when (_bed is not null)
        {
            _bed.KeepLogsIn = Directory.CreateTempSubdirectory("mucservice-logs-").FullName;
            await narration.SayAsync($"The logs of the service and of the servers are kept in {_bed.KeepLogsIn}");
            throw;
        }
    }

    /// <summary>Cuts the link or heals it, for whoever watches with a client of their own.</summary>
    public Task ChangeLinkAsync(bool cut) => cut ? Bed.CutAsync() : Bed.HealAsync();

    public async ValueTask DisposeAsync()
    {
        if (_romeo is not null)
            await _romeo.DisposeAsync();
        if (_juliet is not null)
            await _juliet.DisposeAsync();
        if (_starting is not null)
            await EndAsync(_starting);
        Web.Delete(recursive: true);
    }

    private static async Task EndAsync(Task<Bed> starting)
    {
        // Who interrupts while it starts leaves nothing behind either; a bed that did not start has cleaned up after itself.
        await ((Task)starting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (starting.IsCompletedSuccessfully)
            await (await starting).DisposeAsync();
    }

    private async Task SetTheStageAsync()
    {
        await narration.StepAsync(
            "montague.lit and capulet.lit federate",
            async () => _bed = await (_starting = Bed.StartAsync(new BedOptions { Web = Web.FullName })));
        await narration.StepAsync($"the service is ready as {BedOptions.Service}, behind montague.lit", () => Bed.Service.StartAsync());
    }

    private async Task MeetAsync()
    {
        await narration.StepAsync($"Romeo opens {Room}", async () =>
        {
            _romeo = await ConnectAsync(Bed.Montague, "romeo", "lane", options.RomeoAnnouncesPsa);
            await Romeo.JoinAsync(Room, "Romeo");
            await Romeo.UnlockAsync(Room);
        });
        await narration.StepAsync("Juliet comes from capulet.lit", async () =>
        {
            _juliet = await ConnectAsync(Bed.Capulet, "juliet", "balcony", psa: true);
            await Juliet.JoinAsync(Room, "Juliet", new XElement(Names.Client + "status", "Ay me!"));
            await WaitForPresenceAsync("presence of Juliet", presence => presence.Element(Names.Client + "status")?.Value == "Ay me!", from: 0);
        });
        await narration.StepAsync("they talk", async () =>
        {
            await Juliet.SayAsync(Room, "O Romeo, Romeo! wherefore art thou Romeo?");
            await Romeo.HearsAsync($"{Room}/Juliet", "O Romeo, Romeo! wherefore art thou Romeo?", options.Patience);
            await Romeo.SayAsync(Room, "Shall I hear more, or shall I speak at this?");
            await Juliet.HearsAsync($"{Room}/Romeo", "Shall I hear more, or shall I speak at this?", options.Patience);
        });
        await narration.StepAsync(
            "the service has asked capulet.lit, and capulet.lit has answered",
            () => Bed.Service.WaitUntilLinkIsUpAsync(Bed.Capulet.Domain));
    }

    private async Task<TimeSpan> LoseTheLinkAsync()
    {
        var before = Romeo.Received.Count;
        var cut = Stopwatch.GetTimestamp();
        await narration.StepAsync("the link is cut: every packet between the servers vanishes", () => options.Cuts ? Bed.CutAsync() : Task.CompletedTask);

        Received? told = null;
        await narration.StepAsync(
            "Romeo is told that Juliet's server is unavailable",
            async () => told = await WaitForPresenceAsync("annotated presence of Juliet", presence => presence.IsAnnotatedUnavailable(), before));
        await narration.ShowAsync(told!.Stanza);
        return told.Since(cut);
    }

    private async Task<TimeSpan> HealTheLinkAsync()
    {
        var before = Romeo.Received.Count;
        var healed = Stopwatch.GetTimestamp();
        await narration.StepAsync("the link heals", () => options.Heals ? Bed.HealAsync() : Task.CompletedTask);

        Received? told = null;
        await narration.StepAsync(
            "Romeo is told that it is available again",
            async () => told = await WaitForPresenceAsync("empty annotation of Juliet", presence => presence.IsAnnotatedEmpty(), before));
        await narration.ShowAsync(told!.Stanza);

        await narration.StepAsync("they talk again: Juliet never had to come back", async () =>
        {
            await Romeo.SayAsync(Room, "O, speak again, bright angel!");
            await Juliet.HearsAsync($"{Room}/Romeo", "O, speak again, bright angel!", options.Patience);
            await Juliet.SayAsync(Room, "Dost thou love me?");
            await Romeo.HearsAsync($"{Room}/Juliet", "Dost thou love me?", options.Patience);
        });
        return told.Since(healed);
    }

    private Task<Received> WaitForPresenceAsync(string what, Func<XElement, bool> fits, int from) =>
        Romeo.Received.WaitForAsync(what, stanza => stanza.IsPresence($"{Room}/Juliet") && fits(stanza), options.Patience, from);

    private static Task<XmppClient> ConnectAsync(XmppServer server, string user, string resource, bool psa) =>
        XmppClient.ConnectAsync(new ClientOptions
        {
            Server = server.Clients,
            Domain = server.Domain,
            User = user,
            Resource = resource,
            AnnouncesPsa = psa,
        });
}
