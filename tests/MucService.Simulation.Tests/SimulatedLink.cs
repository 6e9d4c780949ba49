using System.Globalization;
using MucService.Links;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Simulation.Tests;

/// <summary>One link of the service: the real rules, fed and obeyed.</summary>
internal sealed class SimulatedLink(Domain domain, Timeline time, LinkRecord record, Node node)
{
    private readonly Dictionary<long, (TimeSpan SentAt, long Position)> _probes = [];
    private const long LastProbe = long.MaxValue;

    private readonly LinkTimings _timings = new() { Damping = new DampingTimings() };
    private LinkState _link = LinkState.Recovered(record);
    private Watermark _watermark = Watermark.None;
    private long _wakes;
    private bool _bounced;

    public LinkRecord Record => _link.Record;

    public Proven? Proven => _watermark.Position is { } position ? new Proven("output", position) : null;

    /// <summary>What was sent of the notices of its sessions.</summary>
    public Deliveries<(BareJid Room, FullJid Session)> Notices { get; } = new();

    public void NoticeSent((BareJid Room, FullJid Session) notice)
    {
        Notices.Sent(notice, _link.Probes);
        Observe(now => new Evidence.NoticeSent(now));
    }

    public bool IsInQuestion => _link.Phase is LinkPhase.Down or LinkPhase.Unknown;

    public bool CanDeliver => _link.Told is Standing.Reachable or Standing.Damped;

    public Domain Domain => domain;

    /// <summary>Another stream is open.</summary>
    public void OpenStream()
    {
        _watermark = _watermark.StreamBegan();
        Observe(now => new Evidence.StreamOpened(now));
    }

    /// <summary>A room has sessions of the domain from now on.</summary>
    public void TellFirst(SimulatedRoom room) => room.Tell(domain, Node.Told(_link.Told), _link.Record.Epoch);

    public void Start()
    {
        Observe(now => new Evidence.Started(now));
        Observe(now => new Evidence.RoomsCounted(now, 1, InUse: true));
        time.In(TimeSpan.FromMinutes(5), Count);
    }

    public void Bounced()
    {
        _bounced |= _link.Phase is LinkPhase.Up or LinkPhase.Suspect;
        Observe(now => new Evidence.StanzaBounced(now));
    }

    /// <summary>The host lost its connection to the domain.</summary>
    public void ConnectionLost()
    {
        _watermark = _watermark.Broke();
        Observe(now => new Evidence.ConnectionLost(now));
    }

    /// <summary>The node ends: what the domain has got is asked once more.</summary>
    public void ProbeOnceMore()
    {
        if (_link.Phase is LinkPhase.Up or LinkPhase.Suspect)
            Send(LastProbe);
    }

    public void Heard()
    {
        if (_link.Told is Standing.Unreachable or Standing.Returning)
            Observe(now => new Evidence.SignOfLife(now));
    }

    public void Answered(Stanza answer)
    {
        if (!long.TryParse(answer.Id, CultureInfo.InvariantCulture, out var number) || !_probes.Remove(number, out var probe))
            return;

        time.Note($"{domain} answered: {number}");
        var verdict = ProbeAnswers.Judge(answer, domain, [World.Service]);
        if (verdict == ProbeVerdict.Bounced)
            _watermark = _watermark.CameBack(number);
        if (verdict is ProbeVerdict.Result or ProbeVerdict.ProvingError)
            Prove(number, probe.Position, time.Now - probe.SentAt);
        if (number != LastProbe)
            Observe(now => new Evidence.ProbeAnswered(now, number, probe.SentAt, verdict));
    }

    public void Observe(Func<Moment, Evidence> evidence)
    {
        if (node.IsStopped)
            return;

        var decision = LinkRules.Decide(_link, evidence(new Moment(time.Now, time.Clock)), _timings);
        _link = decision.Link;
        foreach (var effect in decision.Effects)
            Do(effect);

        var wake = ++_wakes;
        if (_link.WakeAt is { } at)
            time.At(at, () => Wake(wake));
    }

    private void Do(LinkEffect effect)
    {
        switch (effect)
        {
            case LinkEffect.SendProbe probe:
                Send(probe.Number);
                break;
            case LinkEffect.TellRooms told:
                node.Tell(domain, told.Standing, told.Epoch);
                break;
            case LinkEffect.Moved moved:
                var confirmed = _bounced && moved.To == LinkPhase.Up;
                _bounced &= moved.To == LinkPhase.Suspect;
                if (moved is { From: LinkPhase.Suspect, To: LinkPhase.Up })
                    node.DeliverNotices(this, Notices.Doubt());
                if (confirmed)
                    node.Confirm(domain);
                break;
        }
    }

    private void Send(long number)
    {
        time.Note($"{domain} is probed: {number}");
        _watermark = _watermark.Sent(number);
        if (node.Probe(domain, number.ToString(CultureInfo.InvariantCulture)))
        {
            _probes[number] = (time.Now, node.Place.Position);
            return;
        }

        _watermark = _watermark.NotSent(number);
        time.In(TimeSpan.Zero, () => Observe(now => new Evidence.StreamLost(now, "there is none")));
    }

    private void Prove(long number, long position, TimeSpan took)
    {
        (_watermark, var proof) = _watermark.Answered(number, position, node.Place.StreamBegan, took);
        if (proof is { Loss: Loss.Probe or Loss.Stream or Loss.Reordered })
            node.DeliverNotices(this, Notices.Doubt());
        else if (proof is not null && !_watermark.AwaitsLate)
            node.SettleNotices(Notices.Proved(number));
        if (proof is { Loss: not Loss.None })
        {
            node.Doubt(domain, proof.Since, proof.Until, proof.Loss switch
            {
                Loss.Stream => DoubtKind.StreamLost,
                Loss.Probe => DoubtKind.Lost,
                Loss.Late => DoubtKind.Late,
                _ => DoubtKind.Reordered,
            });
        }
    }

    private void Wake(long number)
    {
        if (number == _wakes)
            Observe(now => new Evidence.TimeCame(now));
    }

    private void Count()
    {
        if (node.IsStopped)
            return;

        Observe(now => new Evidence.RoomsCounted(now, 1, InUse: true));
        time.In(TimeSpan.FromMinutes(5), Count);
    }
}
