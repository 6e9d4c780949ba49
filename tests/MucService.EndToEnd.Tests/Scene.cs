using System.Xml.Linq;
using MucService.TestBed;
using MucService.TestClient;

namespace MucService.EndToEnd.Tests;

/// <summary>A room with Romeo, who has opened it, and Juliet, who has come from the remote domain.</summary>
internal sealed class Scene : IAsyncDisposable
{
    /// <summary>How long anything may take: far more than it should, because machines are slow at times.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private Scene(string room, XmppClient romeo, XmppClient juliet)
    {
        Room = room;
        Romeo = romeo;
        Juliet = juliet;
    }

    public string Room { get; }

    public XmppClient Romeo { get; }

    public XmppClient Juliet { get; }

    /// <summary>Juliet's occupant JID.</summary>
    public string JulietsJid => $"{Room}/Juliet";

    /// <summary>Romeo's occupant JID.</summary>
    public string RomeosJid => $"{Room}/Romeo";

    /// <param name="bed">Where.</param>
    /// <param name="room">The address of the room, which is created.</param>
    /// <param name="resource">The resource that both have, where scenes with the same two go on at the same time.</param>
    /// <param name="service">The service, or a node of it, where it is not the bed's own.</param>
    public static async Task<Scene> OpenAsync(Bed bed, string room, string? resource = null, ServiceProcess? service = null)
    {
        var romeo = await bed.RomeoAsync(resource ?? "lane");
        var juliet = await bed.JulietAsync(resource ?? "balcony");
        await romeo.JoinAsync(room, "Romeo");
        await romeo.UnlockAsync(room);
        await juliet.JoinAsync(room, "Juliet", new XElement(Names.Client + "status", "Ay me!"));
        var scene = new Scene(room, romeo, juliet);
        await romeo.Received.WaitForAsync("presence of Juliet", stanza => stanza.IsPresence(scene.JulietsJid), Patience);
        await (service ?? bed.Service).WaitUntilLinkIsUpAsync(bed.Capulet.Domain);
        return scene;
    }

    /// <summary>Waits until a client is told that Juliet's server is unavailable.</summary>
    public Task<Received> JulietIsAnnotatedAsync(XmppClient at, int from) =>
        at.Received.WaitForAsync(
            $"annotated presence of Juliet at {at.Jid}",
            stanza => stanza.IsPresence(JulietsJid) && stanza.IsAnnotatedUnavailable(),
            Patience,
            from);

    /// <summary>Waits until a client is told that Juliet's server is available again.</summary>
    public Task<Received> JulietIsBackAsync(XmppClient at, int from) =>
        at.Received.WaitForAsync(
            $"empty annotation of Juliet at {at.Jid}",
            stanza => stanza.IsPresence(JulietsJid) && stanza.IsAnnotatedEmpty(),
            Patience + Patience,
            from);

    /// <summary>Has one of the two say something that both hear: the room works both ways.</summary>
    public async Task TalkAsync(string body)
    {
        await Romeo.SayAsync(Room, $"{body} (Romeo)");
        await Juliet.HearsAsync(RomeosJid, $"{body} (Romeo)", Patience + Patience);
        await Juliet.SayAsync(Room, $"{body} (Juliet)");
        await Romeo.HearsAsync(JulietsJid, $"{body} (Juliet)", Patience);
        await Juliet.HearsAsync(JulietsJid, $"{body} (Juliet)", Patience);
    }

    /// <summary>Has Romeo, who owns the room, ban somebody.</summary>
    /// <returns>What he is answered.</returns>
    public Task<XElement> BanAsync(string bareJid) =>
        Romeo.RequestAsync(
            "set",
            Room,
            new XElement(
                Names.MucAdmin + "query",
                new XElement(Names.MucAdmin + "item", new XAttribute("affiliation", "outcast"), new XAttribute("jid", bareJid))));

    public async ValueTask DisposeAsync()
    {
        await Romeo.DisposeAsync();
        await Juliet.DisposeAsync();
    }
}
