using MucService.Links;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>Whether single sessions of the domain are still there.</summary>
public sealed partial class LinkSupervisor
{
    private TimeSpan _bouncedAt;

    private void OnBounced(LinkMessages.Bounced bounced)
    {
        if (bounced.Session is { } session && _link.Phase is LinkPhase.Up or LinkPhase.Suspect)
            _bounces.Bounced(session, bounced.Features);
        _bouncedAt = _around.Elapsed;
        Observe(now => _proofs.Bounced(Sender, _link.Phase, now));
    }

    /// <summary>A probe that was sent after the last bounce decides whose fault it was: the domain's, or that of the sessions.</summary>
    private void JudgeBounces(TimeSpan probeSentAt)
    {
        if (_link.Phase is not LinkPhase.Up)
        {
            if (_link.Phase is LinkPhase.Down)
                _bounces.DomainIsLost();
            return;
        }

        if (probeSentAt < _bouncedAt)
            return;

        var (toProbe, gone) = _bounces.DomainAnswered();
        foreach (var (session, features) in toProbe)
            ProbeSession(new LinkMessages.ProbeSession(_service, session, features));
        foreach (var (session, at) in gone)
            SessionIsGone(session, at);
    }

    private void SessionIsGone(FullJid session, TimeSpan? at)
    {
        LinkTransitions.SessionLost(_service);
        TellRooms(new LinkMessages.SessionLost(_service, session) { Ago = _around.Elapsed - at });
    }

    private void ProbeSession(LinkMessages.ProbeSession probe)
    {
        // While the domain itself is in question, its silence or bounce would say nothing of a session.
        if (_link.Phase is not (LinkPhase.Down or LinkPhase.Unknown))
            _sessions.Send(probe, Self);
    }

    private void OnSessionAnswered(FullJid session, Stanza answer)
    {
        var probedAt = _sessions.End(session);
        switch (SessionProbe.Judge(answer, session))
        {
            case SessionVerdict.Gone:
                SessionIsGone(session, probedAt);
                break;
            case SessionVerdict.Undeliverable:
                Observe(now => new Evidence.StanzaBounced(now));
                break;
        }
    }
}
