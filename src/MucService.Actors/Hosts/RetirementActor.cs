using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using MucService.Actors.Rooms;
using MucService.Rooms.Protection;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>
/// Retires services for good: writes it down, tells the rooms in which somebody is, and answers what comes for them later. It looks again
/// from time to time: what another node retired, and rooms that were not told because a node died.
/// </summary>
internal sealed class RetirementActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly Retirements _retired;
    private readonly IRoomStore _store;
    private readonly ImmutableDictionary<Domain, IActorRef> _hosts;
    private readonly IActorRef _rooms;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public RetirementActor(Retirements retired, IRoomStore store, ImmutableDictionary<Domain, IActorRef> hosts, IActorRef rooms, TimeProvider time)
    {
        (_retired, _store, _hosts, _rooms, _time) = (retired, store, hosts, rooms, time);
        Receive<Stanza>(Refuse);
        Receive<Retire>(Write);
        Receive<Written>(OnWritten);
        Receive<Look>(_ => Sweep());
        Receive<Found>(found =>
        {
            foreach (var room in found.Rooms)
                _rooms.Tell(new RoomMessages.Retire(room, _retired.ReasonOf(room.Domain)));
        });
        // That storage is down is said once, by storage.
        Receive<Status.Failure>(failed => _log.Warning("Retired services cannot be looked up: {Reason}", failed.Cause.Message), _ => !store.Health.IsDown);
        Receive<Status.Failure>(_ => { });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(Look), Look.Instance, TimeSpan.Zero, Interval);

    /// <summary>Whatever asks something of a retired service is answered that it is gone. RFC 6120 section 8.3.3.5.</summary>
    private void Refuse(Stanza stanza)
    {
        var asks = stanza.Kind == StanzaKind.Presence
            ? stanza.Type == StanzaType.Available
            : stanza.Type is not StanzaType.Error and not StanzaType.Result;
        if (asks && stanza.To is { } to && _retired.ReasonOf(to.Domain) is { } reason && _hosts.TryGetValue(to.Domain, out var host))
        {
            var gone = StanzaError.Of(ErrorCondition.Gone, reason) with { By = new BareJid(to.Domain), Language = reason == Retirements.NoReason ? "en" : null };
            host.Tell(ServiceRefusals.To(stanza, new Refusal(gone, RefusalReason.Retired)));
        }
    }

    private void Write(Retire retire)
    {
        var (self, asker, service) = (Self, Sender, new BareJid(retire.Service));
        var tombstone = new TombstoneRow(service, _time.GetUtcNow(), DateTimeOffset.MaxValue, null, retire.Reason, []);
        _store.Write(
            // A later attempt has a later epoch: storage takes nothing more of one whose write has failed.
            new RoomWrite(service, tombstone.DestroyedAt.UtcTicks, null, [], [], [], Create: false, Forget: true) { Tombstone = tombstone },
            outcome => self.Tell(new Written(retire, outcome, asker)));
    }

    private void OnWritten(Written written)
    {
        if (written.Outcome != WriteOutcome.Written)
        {
            written.Asker.Tell(RoomRefusals.ToOperator);
            return;
        }

        _retired.Add(written.Retire.Service, written.Retire.Reason);
        _log.Warning("Service {Service} is retired for good", written.Retire.Service);
        written.Asker.Tell(new RoomMessages.Done());
        Sweep();
    }

    private void Sweep() => LookAsync().PipeTo(Self);

    private async Task<Found> LookAsync()
    {
        await _retired.ReadAsync(_store, _hosts.Keys, CancellationToken.None);
        var rooms = ImmutableArray.CreateBuilder<BareJid>();
        if (_hosts.Keys.All(service => _retired.ReasonOf(service) is null))
            return new Found([]);

        await foreach (var occupied in _store.OccupiedRoomsAsync(CancellationToken.None))
        {
            if (_retired.ReasonOf(occupied.Room.Domain) is not null)
                rooms.Add(occupied.Room);
        }

        return new Found(rooms.DrainToImmutable());
    }

    /// <summary>Retire a service; answered by <see cref="RoomMessages.Done"/> or <see cref="RoomMessages.Refused"/>.</summary>
    internal sealed record Retire(Domain Service, string? Reason);

    private sealed record Written(Retire Retire, WriteOutcome Outcome, IActorRef Asker);

    private sealed record Found(ImmutableArray<BareJid> Rooms);

    private sealed record Look
    {
        public static Look Instance { get; } = new();
    }
}
