using MucService.Xmpp;

namespace MucService.Simulation.Tests;

/// <summary>What an owner asks of a room. XEP-0045 #moderator, #admin, #owner.</summary>
internal static class Orders
{
    public static Element Destroy => new Element("query", Namespaces.MucOwner).With(new Element("destroy", Namespaces.MucOwner));

    public static Element Kick(string nick) => Item("nick", nick).With("role", "none").In(Namespaces.MucAdmin);

    public static Element Affiliate(BareJid jid, string affiliation) => Item("jid", jid.ToString()).With("affiliation", affiliation).In(Namespaces.MucAdmin);

    public static Element Configure(bool anyoneSees) => new Element("x", Namespaces.DataForms).With("type", "submit")
        .With(Field("FORM_TYPE", "http://jabber.org/protocol/muc#roomconfig"))
        .With(Field("muc#roomconfig_whois", anyoneSees ? "anyone" : "moderators"))
        .In(Namespaces.MucOwner);

    private static Element Item(string attribute, string value) => new Element("item", Namespaces.MucAdmin).With(attribute, value);

    private static Element Field(string name, string value) => new Element("field", Namespaces.DataForms)
        .With("var", name)
        .With(new Element("value", Namespaces.DataForms).WithText(value));

    private static Element In(this Element child, string xmlns) => new Element("query", xmlns).With(child);
}
