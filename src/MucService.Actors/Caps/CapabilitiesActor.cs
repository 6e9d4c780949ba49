using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Caps;

/// <summary>
/// One per node: learns what clients announce. XEP-0115 #discover, XEP-0390 #algorithm-verify. A hash is asked for once, of one session
/// that announces it; only an answer that the hash verifies is believed, and then of everyone who announces the same.
/// </summary>
internal sealed partial class CapabilitiesActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PerSession = TimeSpan.FromMinutes(1);
    private const int MostUnanswered = 1_000;

    private readonly ImmutableDictionary<Domain, IActorRef> _hosts;
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly VerifiedHashes _verified;
    private readonly CapabilityQuestions _open = new();
    private Queue<CapabilityQuestion> _putOff = [];
    private readonly HashSet<CapabilityAsking> _unanswered = [];
    private readonly Dictionary<FullJid, TimeSpan> _asked = [];

    /// <summary>The capability cache of a node.</summary>
    /// <param name="hosts">The host connection of each service domain.</param>
    /// <param name="settings">Bounds the cache.</param>
    /// <param name="verified">What is known from before.</param>
    /// <param name="store">Where it is kept.</param>
    /// <param name="time">The clock that spaces questions.</param>
    /// <param name="amongNodes">True where others learn as well.</param>
    public CapabilitiesActor(
        ImmutableDictionary<Domain, IActorRef> hosts, LinkSettings settings, VerifiedHashes verified, IRoomStore store, TimeProvider time, bool amongNodes = false)
    {
        _hosts = hosts;
        _time = time;
        _origin = time.GetTimestamp();
        _verified = verified;
        _store = store;
        _kept = new KeptSet<VerifiedHash>((added, removed) =>
            store.WriteVerifiedHashesAsync(Vocabulary, [.. added.Select(one => one.ToString())], [.. removed.Select(one => one.ToString())], CancellationToken.None));
        _most = settings.MaxVerifiedHashes;
        _amongNodes = amongNodes;

        Receive<CapabilityMessages.Query>(query => OnQuery(query, Sender));
        Receive<HostMessages.Answered>(answered => OnAnswered((CapabilityAsking)answered.Tag, answered.Answer));
        Receive<HostMessages.NotSent>(notSent => OnNotSent((CapabilityAsking)notSent.Tag));
        Receive<HostMessages.StreamOpened>(opened => OnStreamOpened(opened.Service));
        Receive<Late>(late => OnFailed(late.Asking));
        Receive<Sweep>(_ => OnSweep());
        Remembering();
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe<HostMessages.StreamOpened>(Self);
        Timers.StartPeriodicTimer(nameof(Sweep), Sweep.Instance, PerSession);
    }

    private void OnQuery(CapabilityMessages.Query query, IActorRef asker)
    {
        if (_verified.Of(query.Capabilities, query.Instead) is not ClientFeatures.None and var features)
        {
            asker.Tell(new CapabilityMessages.Learned(query.Session, features));
            return;
        }

        // A hash of a kind that we cannot compute is never verified, and an entity without one announces nothing that counts.
        var supported = query.Announced().Where(announced => HashName.Of(announced).IsSupported).ToArray();
        if (supported.Length == 0 || !_hosts.ContainsKey(query.Service))
            return;

        var known = query with { Capabilities = supported[0], Instead = supported.ElementAtOrDefault(1) };
        if (_open.Wait(known, asker) is { } question)
            AskNext(question);
    }

    /// <summary>Asks one session that announces the hash; the others wait, and are asked if it does not prove it.</summary>
    private void AskNext(CapabilityQuestion question)
    {
        if (question.Current is not null)
            return;

        var at = _time.GetElapsedTime(_origin);
        if (question.Next(session => MayAsk(session, at)) is not { } next)
            return;
        if (_unanswered.Count >= MostUnanswered)
        {
            PutOff(question);
            return;
        }

        _asked[next.Session] = at;
        var asking = question.Current = new CapabilityAsking(question.Name, next.Session, next.Service);
        _unanswered.Add(asking);
        _hosts[next.Service].Tell(new HostMessages.Ask(Info(next), asking), Self);
        Timers.StartSingleTimer(asking, new Late(asking), Deadline);
    }

    private bool MayAsk(FullJid session, TimeSpan at) => !_asked.TryGetValue(session, out var last) || at - last >= PerSession;

    private void OnAnswered(CapabilityAsking asking, Stanza answer)
    {
        var info = answer.Type == StanzaType.Result && answer.From?.Full == asking.Session
            ? answer.Child("query", Namespaces.DiscoInfo)
            : null;
        if (info is null || !asking.Name.IsVerifiedBy(info, answer.Lang))
        {
            OnFailed(asking);
            return;
        }

        End(asking);
        var features = FeaturesOf(info);
        Remember(new VerifiedHash(asking.Name, features));
        if (_open.TryGet(asking.Name, out var question))
        {
            foreach (var (session, asker) in question.Askers)
                asker.Tell(new CapabilityMessages.Learned(session, features));
            _open.Close(question);
        }

        GoOn();
    }

    // Whoever announces a hash that is not his must not keep others from being known by it.
    private void OnFailed(CapabilityAsking asking)
    {
        End(asking);
        if (_open.TryGet(asking.Name, out var question) && question.Current == asking)
        {
            question.Current = null;
            question.Fail(asking.Session);
            FallBack(question, asking.Session);
            AskNext(question);
        }

        GoOn();
    }

    // Nobody was asked: that says nothing of him.
    private void OnNotSent(CapabilityAsking asking)
    {
        TakeBack(asking);
        GoOn();
    }

    /// <summary>What was under way when the stream before was lost may never have been written; and what could not be said can be now.</summary>
    private void OnStreamOpened(Domain service)
    {
        foreach (var asking in _unanswered.Where(asking => asking.Service == service).ToList())
            TakeBack(asking);
        foreach (var question in _open.All.ToList())
            AskNext(question);
        GoOn();
    }

    private void TakeBack(CapabilityAsking asking)
    {
        End(asking);
        _asked.Remove(asking.Session);
        if (_open.TryGet(asking.Name, out var question) && question.Current == asking)
            question.Current = null;
    }

    /// <summary>A session that announces itself in the older way, too, is asked for that in its turn.</summary>
    private void FallBack(CapabilityQuestion question, FullJid session)
    {
        if (question.Waits(session) is not { Instead: { } instead } || _open.Leave(question, session) is not { } left)
            return;

        foreach (var asker in left.Askers)
            OnQuery(left.Query with { Capabilities = instead, Instead = null }, asker);
    }

    private void End(CapabilityAsking asking)
    {
        Timers.Cancel(asking);
        _unanswered.Remove(asking);
    }

    /// <summary>Each once. Those that were closed meanwhile are taken out when they are as many as may be open.</summary>
    private void PutOff(CapabilityQuestion question)
    {
        if (question.IsPutOff)
            return;

        if (_putOff.Count >= 2 * CapabilityQuestions.Most)
            _putOff = new Queue<CapabilityQuestion>(_putOff.Where(_open.Holds));
        question.IsPutOff = true;
        _putOff.Enqueue(question);
    }

    /// <summary>Asks what had to wait because too many were unanswered; what nobody waits for any more asks nothing.</summary>
    private void GoOn()
    {
        while (_unanswered.Count < MostUnanswered && _putOff.TryDequeue(out var question))
        {
            question.IsPutOff = false;
            AskNext(question);
        }
    }

    /// <summary>Once a minute: questions begin anew a few times (a link may have been down), then end; what was asked long ago is forgotten.</summary>
    private void OnSweep()
    {
        RememberAnew();
        var at = _time.GetElapsedTime(_origin);
        foreach (var (session, last) in _asked)
        {
            if (at - last >= PerSession)
                _asked.Remove(session);
        }

        foreach (var question in _open.All.Where(question => question.Current is null).ToList())
        {
            if (question.BeginAnew())
                AskNext(question);
            else
                _open.Close(question);
        }
    }

    private static Stanza Info(CapabilityMessages.Query query) => new()
    {
        Kind = StanzaKind.Iq,
        Type = StanzaType.Get,
        From = new BareJid(query.Service),
        To = query.Session,
        Payloads = [new Element("query", Namespaces.DiscoInfo).With("node", query.Capabilities.NodeToAsk())],
    };

    private static ClientFeatures FeaturesOf(Element info)
    {
        var features = ClientFeatures.Known;
        foreach (var child in info.Children)
        {
            if (!child.Is("feature", Namespaces.DiscoInfo))
                continue;

            features |= child["var"] switch
            {
                Namespaces.PresenceAnnotations => ClientFeatures.Annotations,
                Namespaces.Ping => ClientFeatures.Ping,
                _ => ClientFeatures.None,
            };
        }

        return features;
    }

    private sealed record Late(CapabilityAsking Asking);

    private sealed record Sweep
    {
        public static readonly Sweep Instance = new();
    }
}
