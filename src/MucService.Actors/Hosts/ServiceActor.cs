using Akka.Actor;
using Akka.Event;
using MucService.Actors.Activity;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>What the service's own domain answers: who it is, which rooms it has, that it is there. XEP-0045 #entity.</summary>
internal sealed class ServiceActor : ReceiveActor
{
    private const int RoomsPerPage = 100;

    // The few connections that read also load rooms.
    private const int MostReadings = 16;

    private static readonly TimeSpan ReadingLimit = TimeSpan.FromSeconds(10);

    private readonly Domain _service;
    private readonly ServiceAnswers _answers;
    private readonly IRoomStore _store;
    private readonly ConnectionNews _news;
    private readonly ServiceCommands _commands;
    private int _readings;
    private bool _strangerNoted;

    /// <param name="service">The service's domain.</param>
    /// <param name="answers">What it says of itself.</param>
    /// <param name="store">The directory of rooms.</param>
    /// <param name="news">What the host says of its connections.</param>
    /// <param name="commands">What its admins have it do.</param>
    /// <param name="door">What it does not see.</param>
    /// <param name="host">The connection that its answers go to.</param>
    /// <param name="activity">Who tells of activity in rooms.</param>
    public ServiceActor(Domain service, ServiceAnswers answers, IRoomStore store, ConnectionNews news, ServiceCommands commands, ServiceDoor door, IActorRef host, IActorRef activity)
    {
        _service = service;
        _answers = answers;
        _store = store;
        _news = news;
        _commands = commands;
        Receive<Stanza>(stanza => door.Takes(service, stanza, host), _ => { });
        Receive<Stanza>(stanza => stanza.Kind == StanzaKind.Message && ConnectionNews.IsNews(stanza), Read);
        Receive<Stanza>(stanza => stanza.Kind == StanzaKind.Iq, stanza => Answer(stanza, host));
        Receive<Stanza>(stanza => stanza.Type is StanzaType.Error or StanzaType.Unavailable, stanza => Lose(stanza.From?.Full, activity));
        Receive<Stanza>(stanza => stanza.Kind == StanzaKind.Message, stanza => RefuseMessage(stanza, host));
        Receive<Stanza>(stanza => stanza.Type == StanzaType.Probe, stanza => host.Tell(new HostMessages.Send(answers.PresenceFor(stanza))));
        Receive<Stanza>(WantsActivity, stanza => activity.Tell(new RoomActivityActor.Subscribe(stanza)));
        Receive<Stanza>(_ => { });
    }

    private void Read(Stanza news)
    {
        if (_news.IsBelieved(news))
        {
            _news.Read(news);
            return;
        }

        // Once: anybody can send that, but the operator may have forgotten to say who the host is.
        if (!_strangerNoted)
            Context.GetLogger().Warning("{Domain} tells {Service} of the host's connections and is not believed: if it is the host's domain, say so in Muc:Components:n:Host", news.From, _service.Value);
        _strangerNoted = true;
    }

    private static bool WantsActivity(Stanza presence) =>
        presence.Type == StanzaType.Available && presence.Payload("rai", Namespaces.RoomActivity) is not null;

    private static void Lose(FullJid? session, IActorRef activity)
    {
        if (session is not null)
            activity.Tell(new RoomActivityActor.Unsubscribe(session));
    }

    private void Answer(Stanza iq, IActorRef host)
    {
        if (ServiceCommands.IsAbout(iq))
        {
            _commands.AnswerAsync(iq).PipeTo(host);
            return;
        }

        if (iq.Type == StanzaType.Get && iq.Child("query", Namespaces.DiscoItems) is { } items)
        {
            AnswerItemsAsync(iq, items).PipeTo(host);
            return;
        }

        host.Tell(_answers.To(iq));
    }

    /// <summary>The public rooms, page by page. XEP-0045 #disco-rooms, XEP-0059.</summary>
    private async Task<HostMessages.Send> AnswerItemsAsync(Stanza iq, Element query)
    {
        if (query["node"] is not null)
            return Refuse(iq, ErrorCondition.ItemNotFound);
        if (!DirectoryPage.TryRead(query.Child("set", Namespaces.ResultSets), RoomsPerPage, out var page, out var fault))
            return Refuse(iq, fault);

        using var deadline = new CancellationTokenSource(ReadingLimit);
        try
        {
            if (Interlocked.Increment(ref _readings) > MostReadings)
                return Refuse(iq, ErrorCondition.ResourceConstraint);

            var count = await _store.CountAsync(_service, publicOnly: true, deadline.Token);
            var rooms = await ReadAsync(page, deadline.Token);
            return new HostMessages.Send(iq.Answer(StanzaType.Result).With(page.Render(rooms, count)));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return Refuse(iq, ErrorCondition.ResourceConstraint);
        }
        finally
        {
            Interlocked.Decrement(ref _readings);
        }
    }

    private async Task<IReadOnlyList<DirectoryEntry>> ReadAsync(DirectoryPage page, CancellationToken cancel)
    {
        if (page.Size == 0)
            return [];

        return page.Backwards
            ? await _store.ListBeforeAsync(_service, page.Before, page.Size, publicOnly: true, cancel)
            : await _store.ListAsync(_service, page.After, page.Size, publicOnly: true, cancel);
    }

    /// <summary>Nobody reads what is sent to the service itself. A headline expects no answer: RFC 6121 section 5.2.2.</summary>
    private static void RefuseMessage(Stanza message, IActorRef host)
    {
        if (message.Type != StanzaType.Headline)
            host.Tell(Refuse(message, ErrorCondition.ServiceUnavailable));
    }

    private static HostMessages.Send Refuse(Stanza stanza, ErrorCondition condition) => ServiceRefusals.To(stanza, ServiceRefusals.Of(condition));
}
