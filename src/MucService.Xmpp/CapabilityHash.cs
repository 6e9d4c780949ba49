using System.Security.Cryptography;
using System.Text;

namespace MucService.Xmpp;

/// <summary>
/// The hashes of entity capabilities 2.0. XEP-0390 #algorithm-input, #algorithm-hashnodes. What was told is told apart by separators
/// that no XML can hold, so that nothing passes for something else.
/// </summary>
public static class CapabilityHash
{
    private const char EndOfUnit = '\x1f';
    private const char EndOfRecord = '\x1e';
    private const char EndOfGroup = '\x1d';
    private const char EndOfFile = '\x1c';

    /// <summary>The functions that can be computed here, the one to ask for first. Those that are not to be used any more are not among them.</summary>
    public static IReadOnlyList<string> Functions { get; } =
        [.. ((string[])["sha-256", "sha-512", "sha-384", "sha3-256", "sha3-512"]).Where(name => Function(name) is not null)];

    /// <summary>The node at which an entity tells what it hashed.</summary>
    /// <param name="algo">The hash function, as XEP-0300 names it.</param>
    /// <param name="hash">The hash in Base64.</param>
    public static string Node(string algo, string hash) => $"{Namespaces.Caps2}#{algo}.{hash}";

    /// <summary>The hash of a <c>disco#info</c> answer in Base64; null where the answer is ill-formed or the function unknown.</summary>
    /// <param name="info">The <c>query</c>.</param>
    /// <param name="algo">The hash function.</param>
    /// <param name="lang">The language of what does not say it itself: that of the stanza, or null.</param>
    public static string? Compute(Element info, string algo, string? lang = null) =>
        Function(algo) is { } function && Input(info, lang) is { } input
            ? Convert.ToBase64String(function(Encoding.UTF8.GetBytes(input)))
            : null;

    private static Func<byte[], byte[]>? Function(string algo) => algo switch
    {
        "sha-256" => SHA256.HashData,
        "sha-384" => SHA384.HashData,
        "sha-512" => SHA512.HashData,
        "sha3-256" when SHA3_256.IsSupported => SHA3_256.HashData,
        "sha3-512" when SHA3_512.IsSupported => SHA3_512.HashData,
        _ => null,
    };

    private static string? Input(Element info, string? lang)
    {
        List<string> features = [], identities = [], forms = [];
        var inherited = info["xml:lang"] ?? lang ?? "";
        foreach (var child in info.Children)
        {
            if (child.Is("feature", Namespaces.DiscoInfo))
                features.Add(Unit(child["var"]));
            else if (child.Is("identity", Namespaces.DiscoInfo))
                identities.Add(Identity(child, inherited));
            else if (child.Is("x", Namespaces.DataForms) && Form(child) is { } form)
                forms.Add(form);
            else
                return null;
        }

        return $"{Sorted(features)}{EndOfFile}{Sorted(identities)}{EndOfFile}{Sorted(forms)}{EndOfFile}";
    }

    private static string Identity(Element identity, string inherited) =>
        $"{Unit(identity["category"])}{Unit(identity["type"])}{Unit(identity["xml:lang"] ?? inherited)}{Unit(identity["name"])}{EndOfRecord}";

    // Null where it is no form that tells something about its owner: XEP-0068 wants its FORM_TYPE, once.
    private static string? Form(Element form)
    {
        var scopes = 0;
        List<string> fields = [];
        foreach (var child in form.Children)
        {
            if (child.Is("reported", Namespaces.DataForms) || child.Is("item", Namespaces.DataForms))
                return null;
            if (!child.Is("field", Namespaces.DataForms))
                continue;

            List<string> values = [.. child.Children.Where(value => value.Is("value", Namespaces.DataForms)).Select(value => value.Text)];
            if (child["var"] == "FORM_TYPE")
                scopes += child["type"] == "hidden" && values.Count == 1 ? 1 : 2;
            fields.Add($"{Unit(child["var"])}{Sorted(values.ConvertAll(Unit))}{EndOfRecord}");
        }

        return scopes == 1 ? $"{Sorted(fields)}{EndOfGroup}" : null;
    }

    private static string Unit(string? text) => $"{text}{EndOfUnit}";

    private static string Sorted(List<string> parts) => string.Concat(parts.Order(OctetOrder.Instance));
}
