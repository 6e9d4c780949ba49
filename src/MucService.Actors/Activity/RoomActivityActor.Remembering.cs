using Akka.Actor;
using Akka.Event;
using MucService.Actors.Hosts;
using MucService.Xmpp;

namespace MucService.Actors.Activity;

/// <summary>What outlives the node: who subscribed is read from storage at the start and from time to time, and asked whether he is still there.</summary>
internal sealed partial class RoomActivityActor
{
    private HashSet<FullJid> _missing = [];
    private string? _fault;

    private void Remembering()
    {
        Receive<Write>(_ => WriteChanges());
        Receive<KeptSet<FullJid>.Written>(OnWritten);
        Receive<LookAgain>(_ => LookWhereOthersWrite());
        Receive<Found>(OnFound);
        Receive<Status.Failure>(failed => _log.Warning("Who listens to rooms cannot be read: {Reason}", failed.Cause.Message));
        Receive<HostMessages.StreamOpened>(opened => ProbeAll(opened.Service));
        Receive<ServiceOutputs.Turned>(_ => Look());
        Receive<Probe>(_ => ProbeSome());
        Receive<HostMessages.Answered>(answered => answered.Tag is FullJid && ListenerProbes.IsGone(answered.Answer), answered => Leave((FullJid)answered.Tag));
        Receive<HostMessages.Answered>(_ => { });
        Receive<HostMessages.NotSent>(_ => { });
    }

    private void Look() => FindAsync(_around).PipeTo(Self);

    private static async Task<Found> FindAsync(ActivitySurroundings around) =>
        new(await around.Store.ListenersAsync(around.Service, CancellationToken.None));

    // A message from the node with the stream may have been lost.
    private void LookWhereOthersWrite()
    {
        if (_around.AmongNodes && !IsHere)
            Look();
    }

    private void OnFound(Found found)
    {
        var known = _subscribers.Values.SelectMany(sessions => sessions.Keys).ToHashSet();
        var remembered = found.Sessions.Where(session => !known.Contains(session) && !_kept.IsUnwritten(session) && TryAdd(session)).ToList();

        // Who is not in storage may be about to be written by the node with the stream: he is given up when he is missing again.
        if (_around.AmongNodes && !IsHere)
        {
            var missing = known.Except(found.Sessions).ToHashSet();
            foreach (var gone in missing.Where(_missing.Contains))
                Remove(gone);
            _missing = missing;
        }

        ProbeIfHere(remembered);
    }

    private void WriteChanges()
    {
        if (_kept.TakeChanges() is { } changes)
            _kept.WriteAsync(changes).PipeTo(Self);
    }

    private void OnWritten(KeptSet<FullJid>.Written written)
    {
        _kept.Done(written);
        if (written.Fault is { } fault && _fault is null)
            _log.Warning("Who listens to rooms cannot be kept for now: {Reason}", fault);
        _fault = written.Fault;
    }

    private void ProbeAll(Domain service)
    {
        if (service == _around.Service)
            ProbeIfHere(_subscribers.Values.SelectMany(sessions => sessions.Keys));
    }

    private void ProbeIfHere(IEnumerable<FullJid> sessions)
    {
        if (!IsHere)
            return;

        _probes.Add(sessions);
        ProbeSome();
    }

    private void ProbeSome()
    {
        _probes.AskSome(Self);
        if (_probes.IsWaiting)
            Timers.StartSingleTimer(nameof(Probing), Probe.Instance, Probing);
    }

    private sealed record Found(IReadOnlyList<FullJid> Sessions);

    private sealed record Write
    {
        public static Write Instance { get; } = new();
    }

    private sealed record LookAgain
    {
        public static LookAgain Instance { get; } = new();
    }

    private sealed record Probe
    {
        public static Probe Instance { get; } = new();
    }
}
