using System.Collections.Immutable;

namespace MucService.Xmpp;

/// <summary>What an entity is. XEP-0030 #info; the categories and types are the registrar's.</summary>
/// <param name="Category">For example <c>conference</c>.</param>
/// <param name="Type">For example <c>text</c>.</param>
/// <param name="Name">For people, or null.</param>
/// <param name="Lang">The language of the name, or null.</param>
public sealed record DiscoIdentity(string Category, string Type, string? Name = null, string? Lang = null);

/// <summary>One thing that an entity holds. XEP-0030 #items.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Name">For people, or null.</param>
/// <param name="Node">Its node, or null.</param>
public sealed record DiscoItem(Jid Address, string? Name = null, string? Node = null);

/// <summary>Answers to questions of service discovery. XEP-0030.</summary>
public static class Disco
{
    /// <summary>The <c>query</c> that tells what an entity is and can do. XEP-0030 #info-basic, XEP-0128.</summary>
    /// <param name="node">The node that was asked for, or null.</param>
    /// <param name="identities">At least one.</param>
    /// <param name="features">Each once.</param>
    /// <param name="forms">More about it, each with its FORM_TYPE.</param>
    public static Element Info(
        string? node, IEnumerable<DiscoIdentity> identities, IEnumerable<string> features, params ImmutableArray<DataForm> forms) =>
        new Element("query", Namespaces.DiscoInfo)
            .With("node", node)
            .With(identities.Select(identity => new Element("identity", Namespaces.DiscoInfo)
                .With("category", identity.Category)
                .With("type", identity.Type)
                .With("name", identity.Name)
                .With("xml:lang", identity.Lang)))
            .With(features.Select(feature => new Element("feature", Namespaces.DiscoInfo).With("var", feature)))
            .With(forms.Select(form => form.ToElement()));

    /// <summary>The <c>query</c> that tells what an entity holds. XEP-0030 #items-basic.</summary>
    public static Element Items(string? node, IEnumerable<DiscoItem> items) =>
        new Element("query", Namespaces.DiscoItems)
            .With("node", node)
            .With(items.Select(item => new Element("item", Namespaces.DiscoItems)
                .With("jid", item.Address.ToString())
                .With("name", item.Name)
                .With("node", item.Node)));

    /// <summary>The features that a received <c>query</c> announces.</summary>
    public static ImmutableHashSet<string> Features(Element info) =>
        [.. info.Children.Where(child => child.Is("feature", Namespaces.DiscoInfo)).Select(feature => feature["var"]).OfType<string>()];
}
