using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace MucService.Xmpp;

/// <summary>
/// The verification string of entity capabilities. XEP-0115 #ver-gen, #ver-proc. What it is known not to prevent
/// (#security-poisoning) is that fields of a form pass for features, or features for fields.
/// </summary>
public static class CapsHash
{
    /// <summary>True if strings made with this hash function can be verified. The names are the registry's, XEP-0300.</summary>
    /// <param name="hash">The value of <c>hash</c>, for example <c>sha-1</c>.</param>
    public static bool IsSupported(string hash) => Function(hash) is not null;

    /// <summary>The verification string of a <c>disco#info</c> answer; null where the answer is ill-formed or the function unknown.</summary>
    /// <param name="info">The <c>query</c>.</param>
    /// <param name="hash">The value of <c>hash</c>.</param>
    public static string? Compute(Element info, string hash) =>
        Function(hash) is { } function && Preimage(info) is { } preimage
            ? Convert.ToBase64String(function(Encoding.UTF8.GetBytes(preimage)))
            : null;

    /// <summary>True if the answer is well-formed and has this verification string.</summary>
    /// <param name="info">The <c>query</c>.</param>
    /// <param name="hash">The value of <c>hash</c> in the presence.</param>
    /// <param name="ver">The value of <c>ver</c> in the presence.</param>
    public static bool Verifies(Element info, string hash, string ver) => Compute(info, hash) == ver;

    [SuppressMessage("Security", "CA5350", Justification = "The XEP's mandatory function; it identifies, it protects nothing.")]
    private static Func<byte[], byte[]>? Function(string hash) => hash switch
    {
        "sha-1" => SHA1.HashData,
        "sha-256" => SHA256.HashData,
        "sha-384" => SHA384.HashData,
        "sha-512" => SHA512.HashData,
        _ => null,
    };

    private static string? Preimage(Element info)
    {
        var identities = Named(info, "identity")
            .Select(one => (Category: one["category"] ?? "", Type: one["type"] ?? "", Lang: one["xml:lang"] ?? "", Name: one["name"] ?? ""))
            .ToList();
        var features = Named(info, "feature").Select(feature => feature["var"] ?? "").ToList();
        var forms = Forms(info);
        if (forms is null || HasTwice(identities) || HasTwice(features) || HasTwice(forms.ConvertAll(form => form.Scope)))
            return null;

        var preimage = new StringBuilder();
        foreach (var (category, type, lang, name) in identities
            .OrderBy(one => one.Category, OctetOrder.Instance).ThenBy(one => one.Type, OctetOrder.Instance)
            .ThenBy(one => one.Lang, OctetOrder.Instance).ThenBy(one => one.Name, OctetOrder.Instance))
        {
            Append(preimage, $"{category}/{type}/{lang}/{name}");
        }

        foreach (var feature in features.Order(OctetOrder.Instance))
            Append(preimage, feature);
        foreach (var (scope, form) in forms.OrderBy(form => form.Scope, OctetOrder.Instance))
            Append(preimage, scope, form);

        return preimage.ToString();
    }

    // Null where the answer is ill-formed. A form without a hidden FORM_TYPE is passed over.
    private static List<(string Scope, DataForm Form)>? Forms(Element info)
    {
        var forms = new List<(string Scope, DataForm Form)>();
        foreach (var form in info.Children.Where(DataForm.IsForm).Select(DataForm.From).OfType<DataForm>())
        {
            if (form["FORM_TYPE"] is not { Type: FormFieldType.Hidden, Values: [var scope, .. var more] })
                continue;
            if (more.Any(other => other != scope))
                return null;

            forms.Add((scope, form));
        }

        return forms;
    }

    private static void Append(StringBuilder preimage, string scope, DataForm form)
    {
        Append(preimage, scope);
        foreach (var field in form.Fields.Where(field => field.Name != "FORM_TYPE").OrderBy(field => field.Name, OctetOrder.Instance))
        {
            Append(preimage, field.Name);
            foreach (var value in field.Values.Order(OctetOrder.Instance))
                Append(preimage, value);
        }
    }

    // The separator may not come from within: the XEP keeps an escaped one escaped.
    private static void Append(StringBuilder preimage, string factor) =>
        preimage.Append(factor.Replace("<", "&lt;", StringComparison.Ordinal)).Append('<');

    private static IEnumerable<Element> Named(Element info, string local) =>
        info.Children.Where(child => child.Is(local, Namespaces.DiscoInfo));

    private static bool HasTwice<T>(List<T> factors) => factors.Distinct().Count() < factors.Count;
}
