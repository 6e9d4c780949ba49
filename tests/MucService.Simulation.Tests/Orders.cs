using System.Diagnostics;
using MucService.Xmpp;

namespace MucService.Simulation.Tests;

/// <summary>What an owner asks of a room. XEP-0045 #moderator, #admin, #owner.</summary>
internal static class Orders
{
    /// <summary>That everybody is told of pauses and losses.</summary>
    public static Element TellEverybody { get; } = Configure("{" + Namespaces.LinkFields + "}annotate-to", "everyone");

    /// <summary>What an owner asks in a step of a story.</summary>
    public static Element Of(Step step) => step.Deed switch
    {
        Deed.Kick => Item("nick", World.Nicks[step.B % World.Nicks.Length]).With("role", "none").In(Namespaces.MucAdmin),
        Deed.Ban => Affiliate(step, "outcast"),
        Deed.Unban => Affiliate(step, "none"),
        Deed.Configure when step.B % 3 == 0 => Configure("{" + Namespaces.LinkFields + "}annotate-to", step.B % 2 == 0 ? "everyone" : "moderators"),
        Deed.Configure => Configure("muc#roomconfig_whois", step.B % 2 == 0 ? "anyone" : "moderators"),
        Deed.Destroy => new Element("query", Namespaces.MucOwner).With(new Element("destroy", Namespaces.MucOwner)),
        _ => throw new UnreachableException(),
    };

    private static Element Affiliate(Step step, string affiliation)
    {
        var jid = FullJid.Parse(World.Everybody[1 + (step.B % (World.Everybody.Length - 1))]).Bare;
        return Item("jid", jid.ToString()).With("affiliation", affiliation).In(Namespaces.MucAdmin);
    }

    private static Element Configure(string field, string value) => new Element("x", Namespaces.DataForms).With("type", "submit")
        .With(Field("FORM_TYPE", "http://jabber.org/protocol/muc#roomconfig"))
        .With(Field(field, value))
        .In(Namespaces.MucOwner);

    private static Element Item(string attribute, string value) => new Element("item", Namespaces.MucAdmin).With(attribute, value);

    private static Element Field(string name, string value) => new Element("field", Namespaces.DataForms)
        .With("var", name)
        .With(new Element("value", Namespaces.DataForms).WithText(value));

    private static Element In(this Element child, string xmlns) => new Element("query", xmlns).With(child);
}
