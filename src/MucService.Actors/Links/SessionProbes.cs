using Akka.Actor;
using MucService.Actors.Hosts;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>The session probes of one link that are under way: one per full JID, bounded.</summary>
internal sealed class SessionProbes(LinkSurroundings around)
{
    private readonly Dictionary<FullJid, TimeSpan> _underWay = [];

    /// <summary>Sends a probe, unless one of that session is under way, or too many are.</summary>
    public void Send(LinkMessages.ProbeSession probe, IActorRef supervisor)
    {
        var at = around.Elapsed;
        if (_underWay.Count >= around.Settings.MaxSessionProbes)
            Expire(at);
        if (_underWay.Count >= around.Settings.MaxSessionProbes || (_underWay.TryGetValue(probe.Session, out var begun) && !IsOver(begun, at)))
            return;

        _underWay[probe.Session] = at;
        var stanza = SessionProbe.For(probe.Service, probe.Session, probe.Features);
        var tag = new SessionTag(probe.Session);
        object question = stanza.Kind == StanzaKind.Iq ? new HostMessages.Ask(stanza, tag) : new HostMessages.AskByMessage(stanza, tag);
        around.Host(probe.Service).Tell(question, supervisor);
    }

    /// <summary>A probe is over.</summary>
    /// <returns>When it was sent; null if that is not known.</returns>
    public TimeSpan? End(FullJid session) => _underWay.Remove(session, out var begun) ? begun : null;

    private void Expire(TimeSpan at)
    {
        foreach (var (session, begun) in _underWay)
        {
            if (IsOver(begun, at))
                _underWay.Remove(session);
        }
    }

    private bool IsOver(TimeSpan begun, TimeSpan at) => at - begun >= around.Settings.SessionProbeDeadline;

    /// <summary>Comes back with the answer.</summary>
    internal sealed record SessionTag(FullJid Session);
}
