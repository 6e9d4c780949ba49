using System.Text;
using System.Xml.Linq;

namespace MucService.TestClient;

/// <summary>From an open connection to a bound resource. RFC 6120 sections 6 and 7.</summary>
internal static class Login
{
    /// <returns>The full JID that the server has given.</returns>
    public static async Task<string> RunAsync(XmlStream stream, ClientOptions options, CancellationToken cancel)
    {
        var features = await stream.OpenAsync(options.Domain, cancel);
        await AuthenticateAsync(stream, features, options, cancel);
        await stream.OpenAsync(options.Domain, cancel);
        return await BindAsync(stream, options.Resource, cancel);
    }

    private static async Task AuthenticateAsync(XmlStream stream, XElement features, ClientOptions options, CancellationToken cancel)
    {
        var mechanism = options.User is null ? "ANONYMOUS" : "PLAIN";
        if (!features.Descendants(Names.Sasl + "mechanism").Any(offered => offered.Value == mechanism))
            throw new IOException($"{options.Domain} does not offer {mechanism}: {features}");

        var auth = new XElement(Names.Sasl + "auth", new XAttribute("mechanism", mechanism));
        if (options.User is { } user)
            auth.Value = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{options.Password}"));
        await stream.WriteAsync(auth, cancel);

        var answer = await stream.ReadAsync(cancel);
        if (answer?.Name != Names.Sasl + "success")
            throw new IOException($"{options.Domain} refused {mechanism}: {answer}");
    }

    private static async Task<string> BindAsync(XmlStream stream, string resource, CancellationToken cancel)
    {
        var request = new XElement(
            Names.Client + "iq",
            new XAttribute("type", "set"),
            new XAttribute("id", "bind"),
            new XElement(Names.Bind + "bind", new XElement(Names.Bind + "resource", resource)));
        await stream.WriteAsync(request, cancel);

        var answer = await stream.ReadAsync(cancel);
        return answer?.Descendants(Names.Bind + "jid").SingleOrDefault()?.Value
            ?? throw new IOException($"The server did not bind a resource: {answer}");
    }
}
