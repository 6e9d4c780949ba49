using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace MucService.TestClient;

/// <summary>What a client can do, and the hash that says so in presence. XEP-0115 #ver.</summary>
public sealed class Capabilities
{
    private const string Node = "https://montague.lit/scripted";
    private const string Identity = "client/pc//Scripted client";

    private readonly string[] _features;

    /// <param name="announcesPsa">Whether <c>urn:xmpp:psa</c> is among the features.</param>
    public Capabilities(bool announcesPsa)
    {
        string[] common = [Names.Caps.NamespaceName, Names.DiscoInfo.NamespaceName, Names.Muc.NamespaceName, Names.Ping.NamespaceName];
        _features = announcesPsa ? [.. common, Names.Psa.NamespaceName] : common;
        Array.Sort(_features, StringComparer.Ordinal);
        Ver = VerificationString(_features);
    }

    /// <summary>The verification string, SHA-1 in base64.</summary>
    public string Ver { get; }

    /// <summary>The element that presence carries.</summary>
    public XElement InPresence() =>
        new(Names.Caps + "c", new XAttribute("hash", "sha-1"), new XAttribute("node", Node), new XAttribute("ver", Ver));

    /// <summary>The answer to disco#info, with the node of the question.</summary>
    public XElement InDiscoInfo(string? node) =>
        new(Names.DiscoInfo + "query",
            node is null ? null : new XAttribute("node", node),
            new XElement(
                Names.DiscoInfo + "identity",
                new XAttribute("category", "client"),
                new XAttribute("type", "pc"),
                new XAttribute("name", "Scripted client")),
            _features.Select(feature => new XElement(Names.DiscoInfo + "feature", new XAttribute("var", feature))));

    private static string VerificationString(string[] features)
    {
        var text = new StringBuilder(Identity).Append('<');
        foreach (var feature in features)
            text.Append(feature).Append('<');

#pragma warning disable CA5350 // SHA-1 is what XEP-0115 prescribes; nothing here depends on its strength.
        return Convert.ToBase64String(SHA1.HashData(Encoding.UTF8.GetBytes(text.ToString())));
#pragma warning restore CA5350
    }
}
