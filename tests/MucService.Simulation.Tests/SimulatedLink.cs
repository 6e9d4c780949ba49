using System.Globalization;
using MucService.Links;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Simulation.Tests;

/// <summary>One link of the service: the real rules, fed and obeyed.</summary>
internal sealed class SimulatedLink(Domain domain, Timeline time, LinkRecord record, Node node)
{
    private readonly Dictionary<long, (TimeSpan SentAt, long Position)> _probes = [];
    private readonly LinkTimings _timings = new() { Damping = new DampingTimings() };
    private LinkState _link = LinkState.Recovered(record);
    private Watermark _watermark = Watermark.None;
    private long _wakes;
    private bool _bounced;

    public LinkRecord Record => _link.Record;

    public long? Proved => _watermark.Position;

    public bool IsInQuestion => _link.Phase is LinkPhase.Down or LinkPhase.Unknown;

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

    public void Heard()
    {
        if (_link.Told is Standing.Unreachable or Standing.Returning)
            Observe(now => new Evidence.SignOfLife(now));
    }

    public void Answered(Stanza answer)
    {
        if (!long.TryParse(answer.Id, CultureInfo.InvariantCulture, out var number) || !_probes.Remove(number, out var probe))
            return;

        var verdict = ProbeAnswers.Judge(answer, domain, [World.Service]);
        if (verdict is ProbeVerdict.Result or ProbeVerdict.ProvingError)
            Prove(number, probe.Position);
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
                node.Tell(domain, told.Standing, told.Epoch, Proved);
                break;
            case LinkEffect.Moved moved:
                var confirmed = _bounced && moved.To == LinkPhase.Up;
                _bounced &= moved.To == LinkPhase.Suspect;
                if (confirmed)
                    node.Confirm(domain);
                break;
        }
    }

    private void Send(long number)
    {
        _watermark = _watermark.Sent(number);
        if (node.Probe(domain, number.ToString(CultureInfo.InvariantCulture)))
        {
            _probes[number] = (time.Now, node.Place.Position);
            return;
        }

        _watermark = _watermark.NotSent(number);
        time.In(TimeSpan.Zero, () => Observe(now => new Evidence.StreamLost(now, "there is none")));
    }

    private void Prove(long number, long position)
    {
        var began = node.Place.StreamBegan;
        (_watermark, var proof) = _watermark.Answered(number, position, began);
        if (proof is { Loss: not Loss.None })
        {
            var until = proof.Loss == Loss.Stream ? began : proof.Position;
            node.Doubt(domain, proof.Since, until, proof.Loss switch
            {
                Loss.Stream => DoubtKind.StreamLost,
                Loss.Probe => DoubtKind.Lost,
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
