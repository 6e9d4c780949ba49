using Akka.Actor;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>Collects the descriptions of many links for one asker; what does not answer in time is left out.</summary>
internal sealed class LinkSurveyActor : ReceiveActor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly List<LinkMessages.Description> _found = [];
    private readonly int _wanted;
    private readonly IActorRef _asker;

    public LinkSurveyActor(IActorRef region, IReadOnlyCollection<(Domain Service, Domain Remote)> links, IActorRef asker)
    {
        _wanted = links.Count;
        _asker = asker;
        Receive<LinkMessages.Description>(OnDescription);
        Receive<ReceiveTimeout>(_ => Finish());

        foreach (var (service, remote) in links)
            region.Tell(new LinkMessages.Describe(service, remote), Self);
        Context.SetReceiveTimeout(Patience);
        if (_wanted == 0)
            Finish();
    }

    private void OnDescription(LinkMessages.Description description)
    {
        _found.Add(description);
        if (_found.Count == _wanted)
            Finish();
    }

    private void Finish()
    {
        _asker.Tell(new LinkMessages.Descriptions([.. _found.OrderBy(link => link.Service.Value).ThenBy(link => link.Remote.Value)]));
        Context.Stop(Self);
    }
}
