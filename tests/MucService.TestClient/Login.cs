using System.Text;
using System.Xml.Linq;

namespace MucService.TestClient;

/// <summary>From an open connection to a bound resource, new or resumed. RFC 6120 sections 6 and 7, XEP-0198 #resumption.</summary>
internal static class Login
{
    /// <returns>The full JID that the server has given.</returns>
    public static async Task<string> RunAsync(XmlStream stream, ClientOptions options, CancellationToken cancel)
    {
        await AuthenticateAsync(stream, options, cancel);
        return await BindAsync(stream, options.Resource, cancel);
    }

    /// <summary>Makes the session of the stream resumable.</summary>
    /// <returns>What it is resumed by.</returns>
    public static async Task<string> EnableResumptionAsync(XmlStream stream, CancellationToken cancel)
    {
        await stream.WriteAsync(new XElement(Names.StreamManagement + "enable", new XAttribute("resume", "true")), cancel);
        var answer = await stream.ReadAsync(cancel);
        return (string?)answer?.Attribute("id") ?? throw new IOException($"The server does not let sessions be resumed: {answer}");
    }

    /// <summary>Resumes a session on another connection.</summary>
    /// <param name="stream">The new connection.</param>
    /// <param name="options">Who it is.</param>
    /// <param name="session">What <see cref="EnableResumptionAsync"/> returned.</param>
    /// <param name="handled">How many stanzas the client had received.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task ResumeAsync(XmlStream stream, ClientOptions options, string session, long handled, CancellationToken cancel)
    {
        await AuthenticateAsync(stream, options, cancel);
        await stream.WriteAsync(
            new XElement(Names.StreamManagement + "resume", new XAttribute("previd", session), new XAttribute("h", handled)), cancel);
        var answer = await stream.ReadAsync(cancel);
        if (answer?.Name != Names.StreamManagement + "resumed")
            throw new IOException($"The server did not resume the session: {answer}");
    }

    private static async Task AuthenticateAsync(XmlStream stream, ClientOptions options, CancellationToken cancel)
    {
        var features = await stream.OpenAsync(options.Domain, cancel);
        await AuthenticateAsync(stream, features, options, cancel);
        await stream.OpenAsync(options.Domain, cancel);
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
