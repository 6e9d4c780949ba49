using System.Collections.Immutable;
using Akka.Actor;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Caps;

/// <summary>
/// One per node: learns what clients announce. XEP-0115 #discover. A hash is asked for once, of one session that announces it;
/// only an answer that the hash verifies is believed, and then of everyone who announces the same.
/// </summary>
public sealed class CapabilitiesActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PerSession = TimeSpan.FromMinutes(1);
    private const int MostOpenQuestions = 10_000;
    private const int MostWaitingPerQuestion = 10_000;

    private readonly ImmutableDictionary<Domain, IActorRef> _hosts;
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly VerifiedHashes _verified;
    private readonly Dictionary<HashName, Question> _open = [];
    private readonly Dictionary<FullJid, TimeSpan> _asked = [];

    /// <summary>The capability cache of a node.</summary>
    /// <param name="hosts">The host connection of each service domain.</param>
    /// <param name="settings">Bounds the cache.</param>
    /// <param name="time">The clock that spaces questions.</param>
    public CapabilitiesActor(ImmutableDictionary<Domain, IActorRef> hosts, LinkSettings settings, TimeProvider time)
    {
        _hosts = hosts;
        _time = time;
        _origin = time.GetTimestamp();
        _verified = new VerifiedHashes(settings.MaxVerifiedHashes);

        Receive<CapabilityMessages.Query>(OnQuery);
        Receive<HostMessages.Answered>(answered => OnAnswered((Asking)answered.Tag, answered.Answer));
        Receive<HostMessages.NotSent>(notSent => OnFailed((Asking)notSent.Tag));
        Receive<Late>(late => OnFailed(late.Asking));
        Receive<Sweep>(_ => OnSweep());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(Sweep), Sweep.Instance, PerSession);

    private void OnQuery(CapabilityMessages.Query query)
    {
        var name = new HashName(query.Capabilities.Hash, query.Capabilities.Ver);
        if (_verified.TryGet(name, out var features))
        {
            Sender.Tell(new CapabilityMessages.Learned(query.Session, features));
            return;
        }

        // A hash of a kind that we cannot compute is never verified, and an entity without one announces nothing that counts.
        if (!CapsHash.IsSupported(name.Hash) || !_hosts.ContainsKey(query.Service))
            return;

        if (!_open.TryGetValue(name, out var question))
        {
            if (_open.Count >= MostOpenQuestions)
                return;
            _open[name] = question = new Question(name);
        }

        if (question.Waiting.Count >= MostWaitingPerQuestion && !question.Waiting.ContainsKey((query.Session, Sender)))
            return;

        question.Waiting[(query.Session, Sender)] = query;
        AskNext(question);
    }

    /// <summary>Asks one session that announces the hash; the others wait, and are asked if it does not prove it.</summary>
    private void AskNext(Question question)
    {
        if (question.Current is not null)
            return;

        var at = _time.GetElapsedTime(_origin);
        var next = question.Waiting.Values.FirstOrDefault(query => !question.Failed.Contains(query.Session) && MayAsk(query.Session, at));
        if (next is null)
            return;

        _asked[next.Session] = at;
        var asking = new Asking(question.Name, next.Session);
        question.Current = asking;
        _hosts[next.Service].Tell(new HostMessages.Ask(Info(next), asking), Self);
        Timers.StartSingleTimer(question.Name, new Late(asking), Deadline);
    }

    private bool MayAsk(FullJid session, TimeSpan at) => !_asked.TryGetValue(session, out var last) || at - last >= PerSession;

    private void OnAnswered(Asking asking, Stanza answer)
    {
        if (!_open.TryGetValue(asking.Name, out var question) || question.Current != asking)
            return;

        var info = answer.Type == StanzaType.Result && answer.From?.Full == asking.Session
            ? answer.Child("query", Namespaces.DiscoInfo)
            : null;
        if (info is null || !CapsHash.Verifies(info, asking.Name.Hash, asking.Name.Ver))
        {
            OnFailed(asking);
            return;
        }

        Timers.Cancel(asking.Name);
        _open.Remove(asking.Name);
        var features = FeaturesOf(info);
        _verified.Add(asking.Name, features);
        foreach (var (session, asker) in question.Waiting.Keys)
            asker.Tell(new CapabilityMessages.Learned(session, features));
    }

    // Whoever announces a hash that is not his must not keep others from being known by it.
    private void OnFailed(Asking asking)
    {
        if (!_open.TryGetValue(asking.Name, out var question) || question.Current != asking)
            return;

        Timers.Cancel(asking.Name);
        question.Current = null;
        question.Failed.Add(asking.Session);
        AskNext(question);
    }

    /// <summary>Once a minute: questions begin anew a few times (a link may have been down), then end; what was asked long ago is forgotten.</summary>
    private void OnSweep()
    {
        var at = _time.GetElapsedTime(_origin);
        foreach (var (session, last) in _asked)
        {
            if (at - last >= PerSession)
                _asked.Remove(session);
        }

        foreach (var question in _open.Values.Where(question => question.Current is null).ToList())
        {
            question.Failed.Clear();
            if (++question.Rounds < Question.MostRounds)
                AskNext(question);
            else
                _open.Remove(question.Name);
        }
    }

    private static Stanza Info(CapabilityMessages.Query query) => new()
    {
        Kind = StanzaKind.Iq,
        Type = StanzaType.Get,
        From = new BareJid(query.Service),
        To = query.Session,
        Payloads = [new Element("query", Namespaces.DiscoInfo).With("node", $"{query.Capabilities.Node}#{query.Capabilities.Ver}")],
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

    private sealed record Asking(HashName Name, FullJid Session);

    private sealed record Late(Asking Asking);

    private sealed record Sweep
    {
        public static readonly Sweep Instance = new();
    }

    private sealed class Question(HashName name)
    {
        public const int MostRounds = 5;

        public HashName Name { get; } = name;

        public Dictionary<(FullJid Session, IActorRef Asker), CapabilityMessages.Query> Waiting { get; } = [];

        public HashSet<FullJid> Failed { get; } = [];

        public Asking? Current { get; set; }

        public int Rounds { get; set; }
    }
}
