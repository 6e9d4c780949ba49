using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using MucService.Actors.Hosts;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Protection;

/// <summary>
/// Follows a list that somebody else publishes: subscribes to its node, reads what is on it, and passes on each change, always in the name of one
/// service. Begins anew whenever events may have been missed: with each stream, from time to time, and when the publisher says that something ended.
/// Until it has read everything, what was last known holds. One per list and node; only where the service's stream is does it do anything.
/// </summary>
internal sealed class BlockListActor : ReceiveActor, IWithTimers
{
    private const int ItemsPerPage = 100;

    // A server may be dialling.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(60);

    private readonly BlockListSettings _settings;
    private readonly PubSubNode _node;
    private readonly BlockListSurroundings _around;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Backoff _backoff = new(Random.Shared.NextDouble);
    private readonly List<PubSubChange> _meanwhile = [];
    private ImmutableHashSet<string>.Builder _read = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
    private int _attempt;
    private bool _isReading;
    private string? _complaint;
    private DateTimeOffset? _heardAt;

    /// <param name="settings">Which list.</param>
    /// <param name="around">What it talks to.</param>
    public BlockListActor(BlockListSettings settings, BlockListSurroundings around)
    {
        (_settings, _around) = (settings, around);
        _node = new PubSubNode(settings.Service, settings.Node);
        Receive<HostMessages.StreamOpened>(opened => opened.Service == around.Service, _ => Begin());
        Receive<HostMessages.StreamLost>(lost => lost.Service == around.Service, lost => OnStreamLost(lost.Reason));
        Receive<HostMessages.StreamOpened>(_ => { });
        Receive<HostMessages.StreamLost>(_ => { });
        Receive<ServiceOutputs.Turned>(_ => Begin());
        Receive<Again>(_ => Begin());
        Receive<HostMessages.Answered>(answered => answered.Tag is Question asked && asked.Attempt == _attempt, answered => OnAnswer((Question)answered.Tag, answered.Answer));
        Receive<HostMessages.NotSent>(unsent => unsent.Tag is Question asked && asked.Attempt == _attempt, _ => OnNotSent());
        Receive<HostMessages.Answered>(_ => { });
        Receive<HostMessages.NotSent>(_ => { });
        Receive<Late>(_ => Fail($"no answer within {AnswerTime.TotalSeconds:0} s, or one that is longer than Muc:Wire:MaxStanzaBytes"));
        Receive<Published>(published => OnPublished(published.Message));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private bool IsHere => _around.Outputs.WayOf(_around.Service) is Way.Here;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe<HostMessages.StreamOpened>(Self);
        Context.System.EventStream.Subscribe<HostMessages.StreamLost>(Self);
        _around.Outputs.Follow(Self);
        Begin();
    }

    /// <inheritdoc/>
    protected override void PostStop() => _around.Outputs.Unfollow(Self);

    private void Begin()
    {
        Stop();
        if (IsHere)
            Ask(_node.Subscribe(_around.Service), new Question(_attempt, IsSubscription: true));
        else
            Report("followed by the node that holds the stream");
    }

    private void OnStreamLost(string reason)
    {
        if (IsHere)
            Wait($"the stream is lost: {reason}");
        else
            Begin();
    }

    // The stream says for itself why it is not there.
    private void OnNotSent()
    {
        Stop();
        Report("the stream is not open");
        Timers.StartSingleTimer(nameof(Again), Again.Instance, _backoff.Next());
    }

    private void Stop()
    {
        Timers.CancelAll();
        _attempt++;
        _isReading = false;
    }

    private void Ask(Stanza iq, Question question)
    {
        _around.Host.Tell(new HostMessages.Ask(iq, question));
        Timers.StartSingleTimer(nameof(Late), Late.Instance, AnswerTime);
    }

    private void OnAnswer(Question asked, Stanza answer)
    {
        Timers.Cancel(nameof(Late));
        _heardAt = _around.Time.GetUtcNow();
        if (answer.Type == StanzaType.Error)
            Fail($"refused: {Words(StanzaError.From(answer.Child("error", Namespaces.Component)))}");
        else if (!asked.IsSubscription)
            Take(_node.ReadPage(answer));
        else
            BeginReading(PubSubNode.ReadSubscription(answer));
    }

    private void BeginReading(string? subscription)
    {
        _complaint = subscription is null or "subscribed" ? null : $"changes are not told: the subscription is {subscription}";
        _read = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        _meanwhile.Clear();
        _isReading = true;
        AskPage(after: null);
    }

    private void AskPage(string? after) => Ask(_node.Items(_around.Service, after, ItemsPerPage), new Question(_attempt, IsSubscription: false));

    private void Take(PubSubPage page)
    {
        var before = _read.Count;
        foreach (var id in page.Ids)
        {
            if (Entry(id) is { } entry && _read.Count < _settings.MaxEntries)
                _read.Add(entry);
        }

        // Nobody is led in circles by pages that bring nothing new.
        if (page.Last is { } last && _read.Count > before && _read.Count < _settings.MaxEntries)
            AskPage(last);
        else
            EndReading();
    }

    private void EndReading()
    {
        foreach (var change in _meanwhile)
        {
            if (!change.IsThere)
                _read.Remove(change.Id);
            else if (_read.Count < _settings.MaxEntries)
                _read.Add(change.Id);
        }

        _isReading = false;
        _backoff.Reset();
        _log.Info("Block list {List} is followed, {Count} entries", _settings.Name, _read.Count);
        _around.Blocks.Tell(new BlockMessages.Replace(_settings.Name, _read.ToImmutable()));
        Report(_complaint ?? (_read.Count < _settings.MaxEntries ? "followed" : $"followed, as far as {_settings.MaxEntries} entries"));
        Timers.StartSingleTimer(nameof(Again), Again.Instance, _settings.Refresh);
    }

    private void OnPublished(Stanza message)
    {
        if (_node.ReadEvent(message) is not { } happened)
            return;

        _heardAt = _around.Time.GetUtcNow();
        switch (happened.Kind)
        {
            case PubSubEventKind.Items:
                Amend([.. happened.Changes.Select(change => Entry(change.Id) is { } entry ? change with { Id = entry } : null).OfType<PubSubChange>()]);
                break;
            case PubSubEventKind.Purged:
                _around.Blocks.Tell(new BlockMessages.Replace(_settings.Name, []));
                Begin();
                break;
            default:
                // What is known stays: a list that is gone by mistake must open no door. The operator sees it, and can take the list out.
                Fail(happened.Kind == PubSubEventKind.Deleted ? "its node was deleted" : "its owner has ended the subscription");
                break;
        }
    }

    private void Amend(ImmutableArray<PubSubChange> changes)
    {
        _around.Blocks.Tell(new BlockMessages.Amend(_settings.Name, changes, _settings.MaxEntries));
        if (_isReading)
            _meanwhile.AddRange(changes);
        if (_meanwhile.Count > _settings.MaxEntries)
            Fail("it changes faster than it can be read");
        else if (!_isReading)
            Report(_complaint ?? "followed");
    }

    private void Fail(string reason)
    {
        Wait(reason);
        Timers.StartSingleTimer(nameof(Again), Again.Instance, _backoff.Next());
    }

    private void Wait(string reason)
    {
        Stop();
        if (reason != _complaint)
            _log.Warning("Block list {List} is not followed: {Reason}", _settings.Name, reason);
        _complaint = reason;
        Report(reason);
    }

    private void Report(string state) => _around.Blocks.Tell(new BlockMessages.Report(_settings.Name, state, _heardAt));

    /// <summary>What an item says; null where its id is no hash, be it that the list has other things as well.</summary>
    private static string? Entry(string id) => id.Length == 64 && id.All(char.IsAsciiHexDigit) ? id.ToLowerInvariant() : null;

    private static string Words(StanzaError error) => error.Text is { Length: > 0 and <= 200 } text ? $"{error.Condition}: {text}" : error.Condition.ToString();

    /// <summary>Something was published, perhaps on the list.</summary>
    internal sealed record Published(Stanza Message);

    private sealed record Question(int Attempt, bool IsSubscription);

    private sealed record Again
    {
        public static Again Instance { get; } = new();
    }

    private sealed record Late
    {
        public static Late Instance { get; } = new();
    }
}

/// <summary>What those who follow lists talk to.</summary>
/// <param name="Service">In whose name they subscribe.</param>
/// <param name="Outputs">Tells whether the service's stream is on this node.</param>
/// <param name="Host">The connection of that service.</param>
/// <param name="Blocks">The node's BlocksActor.</param>
/// <param name="Time">The wall clock.</param>
internal sealed record BlockListSurroundings(Domain Service, ServiceOutputs Outputs, IActorRef Host, IActorRef Blocks, TimeProvider Time);
