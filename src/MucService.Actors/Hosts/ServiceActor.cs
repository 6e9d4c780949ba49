using Akka.Actor;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>What the service's own domain answers: who it is, which rooms it has, that it is there. XEP-0045 #entity.</summary>
internal sealed class ServiceActor : ReceiveActor
{
    private const int RoomsPerPage = 100;

    private readonly Domain _service;
    private readonly IRoomStore _store;

    /// <param name="service">The service's domain.</param>
    /// <param name="store">The directory of rooms.</param>
    /// <param name="host">The connection that its answers go to.</param>
    public ServiceActor(Domain service, IRoomStore store, IActorRef host)
    {
        _service = service;
        _store = store;
        Receive<Stanza>(stanza => stanza.Kind == StanzaKind.Iq, stanza => Answer(stanza, host));
        Receive<Stanza>(stanza => stanza.Kind == StanzaKind.Message, stanza => host.Tell(Refuse(stanza, ErrorCondition.ServiceUnavailable)));
        Receive<Stanza>(_ => { });
    }

    private void Answer(Stanza iq, IActorRef host)
    {
        if (iq.Type == StanzaType.Get && iq.Child("query", Namespaces.DiscoItems) is { } items)
        {
            AnswerItemsAsync(iq, items).PipeTo(host, success: answer => new HostMessages.Send(answer));
            return;
        }

        host.Tell(new HostMessages.Send(AnswerAtOnce(iq)));
    }

    private static Stanza AnswerAtOnce(Stanza iq)
    {
        if (iq.Type == StanzaType.Get && iq.Child("query", Namespaces.DiscoInfo) is { } info)
            return info["node"] is null ? iq.Answer(StanzaType.Result).With(Info()) : RefuseStanza(iq, ErrorCondition.ItemNotFound);
        if (iq.Type == StanzaType.Get && iq.Child("ping", Namespaces.Ping) is not null)
            return iq.Answer(StanzaType.Result);

        return RefuseStanza(iq, ErrorCondition.FeatureNotImplemented);
    }

    private static Element Info()
    {
        string[] features = [Namespaces.DiscoInfo, Namespaces.DiscoItems, Namespaces.Muc, Namespaces.OccupantIds, Namespaces.Ping, Namespaces.ResultSets];
        var identity = new Element("identity", Namespaces.DiscoInfo)
            .With("category", "conference")
            .With("type", "text")
            .With("name", "Chat rooms");
        return new Element("query", Namespaces.DiscoInfo)
            .With(identity)
            .With(features.Select(feature => new Element("feature", Namespaces.DiscoInfo).With("var", feature)));
    }

    /// <summary>The public rooms, page by page. XEP-0045 #disco-rooms, XEP-0059.</summary>
    private async Task<Stanza> AnswerItemsAsync(Stanza iq, Element query)
    {
        if (query["node"] is not null)
            return RefuseStanza(iq, ErrorCondition.ItemNotFound);

        var page = DirectoryPage.From(query.Child("set", Namespaces.ResultSets), RoomsPerPage);
        if (page is null)
            return RefuseStanza(iq, ErrorCondition.FeatureNotImplemented);

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            var count = await _store.CountAsync(_service, publicOnly: true, deadline.Token);
            var rooms = page.Size == 0
                ? []
                : await _store.ListAsync(_service, page.After, page.Size, publicOnly: true, deadline.Token);
            return iq.Answer(StanzaType.Result).With(page.Render(rooms, count));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return RefuseStanza(iq, ErrorCondition.ResourceConstraint);
        }
    }

    private static HostMessages.Send Refuse(Stanza stanza, ErrorCondition condition) => new(RefuseStanza(stanza, condition));

    private static Stanza RefuseStanza(Stanza stanza, ErrorCondition condition) =>
        stanza.Refuse(StanzaError.Of(condition) with { By = stanza.To });
}
