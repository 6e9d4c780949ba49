using System.Collections.Immutable;
using Akka.Actor;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>Collects the descriptions of all links for one asker: first which there are, of every node, then how each stands. What does not answer in time is left out.</summary>
internal sealed class LinkSurveyActor : ReceiveActor
{
    private static readonly TimeSpan PatienceWithNodes = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly List<LinkMessages.Description> _found = [];
    private readonly HashSet<(Domain Service, Domain Remote)> _links;
    private readonly IActorRef _region;
    private readonly IActorRef _asker;

    /// <param name="region">Where the supervisors are.</param>
    /// <param name="known">The links of this node.</param>
    /// <param name="asker">Told all.</param>
    /// <param name="toAll">Asks the directories of all nodes; null for a single one.</param>
    public LinkSurveyActor(IActorRef region, ImmutableArray<LinkMessages.Pair> known, IActorRef asker, Action<object, IActorRef>? toAll)
    {
        (_region, _asker) = (region, asker);
        _links = [.. known.Select(link => (link.Service, link.Remote))];
        if (toAll is null)
        {
            Ask();
            return;
        }

        // Silence after the last of them means that all have answered who will.
        Receive<LinkMessages.Known>(of => _links.UnionWith(of.Links.Select(link => (link.Service, link.Remote))));
        Receive<ReceiveTimeout>(_ => Become(Ask));
        Context.SetReceiveTimeout(PatienceWithNodes);
        toAll(new LinkMessages.WhichLinks(), Self);
    }

    private void Ask()
    {
        Receive<LinkMessages.Description>(OnDescription);
        Receive<ReceiveTimeout>(_ => Finish());
        ReceiveAny(_ => { });

        foreach (var (service, remote) in _links)
            _region.Tell(new LinkMessages.Describe(service, remote), Self);
        Context.SetReceiveTimeout(Patience);
        if (_links.Count == 0)
            Finish();
    }

    private void OnDescription(LinkMessages.Description description)
    {
        _found.Add(description);
        if (_found.Count == _links.Count)
            Finish();
    }

    private void Finish()
    {
        _asker.Tell(new LinkMessages.Descriptions([.. _found.OrderBy(link => link.Service.Value).ThenBy(link => link.Remote.Value)]));
        Context.Stop(Self);
    }
}
