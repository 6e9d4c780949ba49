using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>A block list that somebody publishes at a real pubsub service, as other group-chat services publish theirs.</summary>
internal sealed class PublishedList(XmppClient publisher, string service)
{
    /// <summary>The node.</summary>
    public const string Node = "muc_bans_sha256";

    private static readonly XNamespace PubSub = "http://jabber.org/protocol/pubsub";
    private static readonly XNamespace Reports = "urn:xmpp:reporting:1";

    /// <summary>Makes the node, so that it keeps all that is published.</summary>
    public async Task CreateAsync()
    {
        XElement[] fields =
        [
            Field("FORM_TYPE", "http://jabber.org/protocol/pubsub#node_config"), Field("pubsub#persist_items", "1"), Field("pubsub#max_items", "1000"),
            Field("pubsub#access_model", "open"), Field("pubsub#notify_retract", "1"),
        ];
        await DoAsync(
            new XElement(PubSub + "create", new XAttribute("node", Node)),
            new XElement(PubSub + "configure", new XElement(Names.Data + "x", new XAttribute("type", "submit"), fields)));
    }

    /// <summary>Puts somebody, or a domain, on it.</summary>
    public Task PublishAsync(string jid) => DoAsync(new XElement(
        PubSub + "publish",
        new XAttribute("node", Node),
        new XElement(
            PubSub + "item",
            new XAttribute("id", Hash(jid)),
            new XElement(Reports + "report", new XAttribute("reason", "urn:xmpp:reporting:spam")))));

    /// <summary>Takes him off it.</summary>
    public Task RetractAsync(string jid) => DoAsync(new XElement(
        PubSub + "retract", new XAttribute("node", Node), new XAttribute("notify", "true"), new XElement(PubSub + "item", new XAttribute("id", Hash(jid)))));

    private static string Hash(string jid) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(jid)));

    private static XElement Field(string name, string value) => new(Names.Data + "field", new XAttribute("var", name), new XElement(Names.Data + "value", value));

    private async Task DoAsync(params XElement[] what)
    {
        var answer = await publisher.RequestAsync("set", service, new XElement(PubSub + "pubsub", what));
        Assert.True((string?)answer.Attribute("type") == "result", answer.ToString());
    }
}
