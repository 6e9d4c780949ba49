using System.Collections.Immutable;
using System.Globalization;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Protection;

/// <summary>What is asked of a node of a pubsub service whose items are known by their ids, and how its answers and events are read. XEP-0060.</summary>
/// <param name="Service">The pubsub service: the only address that is believed.</param>
/// <param name="Node">The node.</param>
internal sealed record PubSubNode(Jid Service, string Node)
{
    /// <summary>The namespace of events.</summary>
    public const string Events = Namespaces.PubSub + "#event";

    /// <summary>Asks to be told of changes. XEP-0060 #subscriber-subscribe.</summary>
    public Stanza Subscribe(Domain subscriber) => Ask(subscriber, StanzaType.Set, PubSub(new Element("subscribe", Namespaces.PubSub)
        .With("node", Node)
        .With("jid", subscriber.Value)));

    /// <summary>Asks for items, page by page. XEP-0060 #subscriber-retrieve, XEP-0059.</summary>
    /// <param name="subscriber">Who asks.</param>
    /// <param name="after">The last item of the page before; null for the first page.</param>
    /// <param name="size">How many items a page has at most.</param>
    public Stanza Items(Domain subscriber, string? after, int size)
    {
        var set = new Element("set", Namespaces.ResultSets)
            .With(new Element("max", Namespaces.ResultSets).WithText(size.ToString(CultureInfo.InvariantCulture)));
        if (after is not null)
            set = set.With(new Element("after", Namespaces.ResultSets).WithText(after));

        return Ask(subscriber, StanzaType.Get, PubSub(new Element("items", Namespaces.PubSub).With("node", Node)).With(set));
    }

    /// <summary>How a subscription stands, as the service says: <c>subscribed</c>, <c>pending</c> …; null where it does not say.</summary>
    public static string? ReadSubscription(Stanza answer) => Payload(answer, "pubsub", Namespaces.PubSub)?.Child("subscription")?["subscription"];

    /// <summary>Reads a page of items. A service without XEP-0059 has sent all of them.</summary>
    public PubSubPage ReadPage(Stanza answer)
    {
        var pubsub = Payload(answer, "pubsub", Namespaces.PubSub);
        ImmutableArray<string> ids =
        [
            .. (pubsub?.Child("items") is { } items && items["node"] == Node ? items.Children : [])
                .Where(child => child.Is("item", Namespaces.PubSub))
                .Select(item => item["id"])
                .OfType<string>(),
        ];
        return new PubSubPage(ids, ids.IsEmpty ? null : pubsub?.Child("set", Namespaces.ResultSets)?.Child("last")?.Text);
    }

    /// <summary>Reads what a service tells of the node. Null where it is another's, not of this node, or no event. XEP-0060 #publisher-publish-success-withoutpayload.</summary>
    public PubSubEvent? ReadEvent(Stanza message)
    {
        if (message.Type == StanzaType.Error || !Service.Equals(message.From) || Payload(message, "event", Events) is not { } told)
            return null;

        foreach (var child in told.Children.Where(child => child["node"] == Node))
        {
            switch (child.Name.Local)
            {
                case "items":
                    return new PubSubEvent(PubSubEventKind.Items, [.. child.Children.Select(Change).OfType<PubSubChange>()]);
                case "purge":
                    return new PubSubEvent(PubSubEventKind.Purged, []);
                case "delete":
                    return new PubSubEvent(PubSubEventKind.Deleted, []);
                case "subscription" when child["subscription"] is not "subscribed":
                    return new PubSubEvent(PubSubEventKind.Unsubscribed, []);
            }
        }

        return null;
    }

    private Stanza Ask(Domain subscriber, StanzaType type, Element payload) => new()
    {
        Kind = StanzaKind.Iq,
        Type = type,
        From = new BareJid(subscriber),
        To = Service,
        Payloads = [payload],
    };

    private static Element PubSub(Element child) => new Element("pubsub", Namespaces.PubSub).With(child);

    private static Element? Payload(Stanza stanza, string local, string @namespace) =>
        stanza.Payload(local, @namespace) is { } payload ? StanzaParser.ElementOf(payload) : null;

    private static PubSubChange? Change(Element child) => (child.Name.Local, child["id"]) switch
    {
        ("item", { } id) => new PubSubChange(id, IsThere: true),
        ("retract", { } id) => new PubSubChange(id, IsThere: false),
        _ => null,
    };
}

/// <summary>Some of a node's items.</summary>
/// <param name="Ids">Their ids.</param>
/// <param name="Last">After which the next page begins; null if there is none.</param>
internal sealed record PubSubPage(ImmutableArray<string> Ids, string? Last);

/// <summary>Something happened to a node.</summary>
/// <param name="Kind">What.</param>
/// <param name="Changes">To which items, in order.</param>
internal sealed record PubSubEvent(PubSubEventKind Kind, ImmutableArray<PubSubChange> Changes);

/// <summary>An item came or went.</summary>
/// <param name="Id">Which.</param>
/// <param name="IsThere">True if it is there now.</param>
internal sealed record PubSubChange(string Id, bool IsThere);

/// <summary>What can happen to a node.</summary>
internal enum PubSubEventKind
{
    /// <summary>Items came or went.</summary>
    Items,

    /// <summary>It has no items any more. XEP-0060 #owner-purge.</summary>
    Purged,

    /// <summary>It is no more. XEP-0060 #owner-delete.</summary>
    Deleted,

    /// <summary>Its owner has ended our subscription. XEP-0060 #owner-subscriptions.</summary>
    Unsubscribed,
}
