using System.Security.Cryptography;
using System.Text;

namespace MucService.Benchmarks.Driving;

/// <summary>
/// What a host and the clients behind it do without being asked twice: route the stream's ping back, answer probes of domains and
/// questions for capabilities, and return what is for a lost domain.
/// </summary>
/// <param name="send">Sends to the component.</param>
internal sealed class HostDuties(StanzaHandler send)
{
    private const string Annotations = "urn:xmpp:psa";
    private static readonly int FromOfMessage = "<message to='o000000@a.example/d' from='".Length;
    private static readonly string[] Features = ["http://jabber.org/protocol/disco#info", "http://jabber.org/protocol/muc", Annotations];

    /// <summary>True once <see cref="Names.Far"/> cannot be reached.</summary>
    public bool IsFarLost { get; set; }

    /// <summary>Stanzas returned since then.</summary>
    public long Bounced { get; private set; }

    /// <summary>What the component asked.</summary>
    public long Asked { get; private set; }

    /// <summary>Results of what the driver asked.</summary>
    public long Results { get; private set; }

    /// <summary>Refusals of what it asked.</summary>
    public long Refusals { get; private set; }

    /// <summary>The <c>c</c> of clients that understand annotations. XEP-0115.</summary>
    public static string Capabilities { get; } =
        $"<c xmlns='http://jabber.org/protocol/caps' hash='sha-256' node='urn:benchmark' ver='{Ver()}'/>";

    /// <summary>Returns a stanza if it is for the lost domain.</summary>
    public bool Bounces(ReadOnlySpan<byte> stanza)
    {
        if (!IsFarLost)
            return false;

        var text = Encoding.UTF8.GetString(stanza[..Math.Min(stanza.Length, 256)]);
        var to = Attribute(text, "to");
        if (!to.Contains(Names.Far, StringComparison.Ordinal))
            return false;

        var kind = stanza[1] == 'm' ? "message" : "presence";
        var id = Attribute(text, "id");
        Bounced++;
        send(Bounce(kind, to, Attribute(text, "from"), id));
        return true;
    }

    /// <summary>True for a message of the service itself: so it asks whether a quiet session is there, and who is says nothing.</summary>
    public bool IsProbe(ReadOnlySpan<byte> message)
    {
        if (message.Length <= FromOfMessage || !message[FromOfMessage..].StartsWith("chats.example'"u8))
            return false;

        Asked++;
        return true;
    }

    /// <summary>A stanza that comes back from a domain that cannot be reached.</summary>
    /// <param name="kind">Which kind.</param>
    /// <param name="to">Whom it was sent to.</param>
    /// <param name="from">Who sent it.</param>
    /// <param name="id">Its id.</param>
    public static byte[] Bounce(string kind, string to, string from, string id) =>
        Encoding.UTF8.GetBytes($"<{kind} from='{to}' to='{from}' type='error' id='{id}'>{Error}</{kind}>");

    /// <summary>Answers an iq.</summary>
    public void Answer(ReadOnlySpan<byte> iq)
    {
        var text = Encoding.UTF8.GetString(iq);
        var to = Attribute(text, "to");
        if (to == Names.Service)
        {
            Asked++;
            send(iq);
            return;
        }

        var asked = Attribute(text, "type");
        (Results, Refusals) = asked switch
        {
            "result" => (Results + 1, Refusals),
            "error" => (Results, Refusals + 1),
            _ => (Results, Refusals),
        };
        if (asked is not ("get" or "set"))
            return;

        Asked++;

        var content = text.Contains("disco#info", StringComparison.Ordinal) ? Info(Attribute(text, "node")) : "";
        var (type, children) = IsFarLost && to.Contains(Names.Far, StringComparison.Ordinal) ? ("error", Error) : ("result", content);
        send(Encoding.UTF8.GetBytes(
            $"<iq from='{to}' to='{Attribute(text, "from")}' type='{type}' id='{Attribute(text, "id")}'>{children}</iq>"));
    }

    private const string Error =
        "<error type='cancel'><remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";

    private static string Info(string node)
    {
        var features = string.Concat(Features.Select(feature => $"<feature var='{feature}'/>"));
        var about = node.Length == 0 ? "" : $" node='{node}'";
        return $"<query xmlns='http://jabber.org/protocol/disco#info'{about}><identity category='client' type='pc'/>{features}</query>";
    }

    private static string Ver()
    {
        var verified = "client/pc//<" + string.Concat(Features.Order(StringComparer.Ordinal).Select(feature => feature + "<"));
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(verified)));
    }

    private static string Attribute(string stanza, string name)
    {
        var mark = $" {name}='";
        var start = stanza.IndexOf(mark, StringComparison.Ordinal);
        if (start < 0)
            return "";

        start += mark.Length;
        return stanza[start..stanza.IndexOf('\'', start)];
    }
}
