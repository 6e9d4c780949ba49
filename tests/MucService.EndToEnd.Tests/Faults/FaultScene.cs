using MucService.TestBed;
using MucService.TestClient;

namespace MucService.EndToEnd.Tests.Faults;

/// <summary>A message that somebody said.</summary>
internal sealed record Said(XmppClient By, string Id, string Body);

/// <summary>
/// A room that a fault befalls: who is in it and what was said in it, to be compared with what everybody knows when it is over
/// (<see cref="FaultEnding"/>).
/// </summary>
internal sealed class FaultScene : IAsyncDisposable
{
    private readonly Scene _scene;
    private readonly string _resource;
    private readonly List<XmppClient> _clients = [];
    private readonly Dictionary<XmppClient, string> _cast = [];
    private readonly List<Said> _said = [];

    private FaultScene(FaultBed bed, Scene scene, string resource)
    {
        (Bed, _scene, _resource) = (bed, scene, resource);
        (Romeo, Juliet) = (scene.Romeo, scene.Juliet);
        _cast[Romeo] = "Romeo";
        _cast[Juliet] = "Juliet";
        _clients.AddRange([Romeo, Juliet]);
    }

    public FaultBed Bed { get; }

    public string Room => _scene.Room;

    /// <summary>Who has opened the room, at the service's host.</summary>
    public XmppClient Romeo { get; private set; }

    /// <summary>Who has come from the remote domain.</summary>
    public XmppClient Juliet { get; private set; }

    public string JulietsJid => _scene.JulietsJid;

    public string RomeosJid => _scene.RomeosJid;

    /// <summary>Who should be in the room, and under which nick.</summary>
    public IReadOnlyDictionary<XmppClient, string> Cast => _cast;

    /// <summary>All that was said.</summary>
    public IReadOnlyList<Said> Said => _said;

    public static async Task<FaultScene> OpenAsync(FaultBed bed, string name)
    {
        var resource = bed.NewRoom(name).Split('@')[0];
        return new FaultScene(bed, await Scene.OpenAsync(bed.Bed, $"{resource}@{BedOptions.Service}", resource), resource);
    }

    /// <summary>Somebody enters.</summary>
    public async Task<XmppClient> EnterAsync(XmppServer server, string user, string nick, string? resource = null)
    {
        var client = await ConnectAsync(server, user, resource);
        await client.JoinAsync(Room, nick);
        _cast[client] = nick;
        return client;
    }

    /// <summary>Somebody comes online who is not in the room yet.</summary>
    public async Task<XmppClient> ConnectAsync(XmppServer server, string user, string? resource = null)
    {
        var client = await People.ConnectAsync(server, user, resource ?? _resource);
        _clients.Add(client);
        return client;
    }

    /// <summary>Somebody who is online has entered.</summary>
    public void HasEntered(XmppClient client, string nick) => _cast[client] = nick;

    /// <summary>Somebody is not in the room any more, or has nobody any more who could say what he sees.</summary>
    public void HasGone(XmppClient client) => _cast.Remove(client);

    /// <summary>Somebody goes offline.</summary>
    public async Task DisconnectAsync(XmppClient client)
    {
        HasGone(client);
        _clients.Remove(client);
        await client.DisposeAsync();
    }

    /// <summary>Juliet comes back after her server has lost all its sessions.</summary>
    public async Task JulietReturnsAsync()
    {
        HasGone(Juliet);
        Juliet = await EnterAsync(Bed.Bed.Capulet, "juliet", "Juliet");
    }

    /// <summary>Romeo comes back after his server has lost all its sessions.</summary>
    public async Task RomeoReturnsAsync()
    {
        HasGone(Romeo);
        Romeo = await EnterAsync(Bed.Bed.Montague, "romeo", "Romeo");
    }

    /// <summary>Somebody says something, which everybody has to hear once; or else he is told that it could not be said.</summary>
    public async Task<long> SaysAsync(XmppClient client, string body)
    {
        var said = new Said(client, $"said-{_said.Count}", body);
        _said.Add(said);
        return await client.SayAsync(Room, body, said.Id);
    }

    /// <summary>Has both say something that both hear: the room works both ways.</summary>
    public async Task TalkAsync(string body)
    {
        await SaysAsync(Romeo, $"{body} (Romeo)");
        await Juliet.HearsAsync(RomeosJid, $"{body} (Romeo)", Scene.Patience + Scene.Patience);
        await SaysAsync(Juliet, $"{body} (Juliet)");
        await Romeo.HearsAsync(JulietsJid, $"{body} (Juliet)", Scene.Patience);
    }

    /// <summary>Waits until Romeo is told that Juliet's server is unavailable.</summary>
    public async Task<Received> IsAnnotatedAsync(int from)
    {
        var lost = await _scene.JulietIsAnnotatedAsync(Romeo, from);
        Listings.AssertUnavailable(lost.Stanza, "Ay me!");
        return lost;
    }

    /// <summary>Waits until Romeo is told that Juliet's server is available again, and notes how long it took.</summary>
    public async Task IsBackAsync(int from, long healed, string what)
    {
        var back = await _scene.JulietIsBackAsync(Romeo, from);
        Bed.Took($"{what}: empty annotation after it healed", back.Since(healed));
        Listings.AssertAvailableAgain(back.Stanza, "Ay me!");
    }

    /// <summary>Waits until Romeo sees somebody go.</summary>
    public Task<Received> IsSeenToGoAsync(string nick, int from) => Romeo.Received.WaitForAsync(
        $"departure of {nick} at {Romeo.Jid}", stanza => stanza.IsPresence($"{Room}/{nick}", "unavailable"), Scene.Patience, from);

    /// <summary>Waits until Juliet is told that she is out, with a status.</summary>
    public Task<Received> JulietIsToldThatSheIsOutAsync(string? status) => Juliet.Received.WaitForAsync(
        $"notice of Juliet's removal ({status}) at {Juliet.Jid}",
        stanza => stanza.IsPresence(JulietsJid, "unavailable") && stanza.StatusCodes().Contains("110") && (status is null || stanza.StatusCodes().Contains(status)),
        Scene.Patience);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
    }
}
