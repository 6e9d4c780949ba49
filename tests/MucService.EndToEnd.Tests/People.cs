using MucService.TestBed;
using MucService.TestClient;

namespace MucService.EndToEnd.Tests;

/// <summary>Who is in the stories: Romeo on the service's host, Juliet in the remote domain.</summary>
internal static class People
{
    public static Task<XmppClient> RomeoAsync(this Bed bed, string resource = "lane", bool psa = true) =>
        ConnectAsync(bed.Montague, "romeo", resource, psa);

    public static Task<XmppClient> JulietAsync(this Bed bed, string resource = "balcony", bool psa = true) =>
        ConnectAsync(bed.Capulet, "juliet", resource, psa);

    public static Task<XmppClient> ConnectAsync(XmppServer server, string user, string resource, bool psa = true) =>
        XmppClient.ConnectAsync(new ClientOptions
        {
            Server = server.Clients,
            Domain = server.Domain,
            User = user,
            Resource = resource,
            AnnouncesPsa = psa,
        });
}
