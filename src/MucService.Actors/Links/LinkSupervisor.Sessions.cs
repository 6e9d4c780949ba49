using MucService.Links;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>Whether single sessions of the domain are still there.</summary>
public sealed partial class LinkSupervisor
{
    private void ProbeSession(LinkMessages.ProbeSession probe)
    {
        // While the domain itself is in question, its silence or bounce would say nothing of a session.
        if (_link.Phase is not (LinkPhase.Down or LinkPhase.Unknown))
            _sessions.Send(probe, Self);
    }

    private void OnSessionAnswered(FullJid session, Stanza answer)
    {
        _sessions.End(session);
        switch (SessionProbe.Judge(answer, session))
        {
            case SessionVerdict.Gone:
                LinkTransitions.SessionLost(_service);
                TellRooms(new LinkMessages.SessionLost(_service, session));
                break;
            case SessionVerdict.Undeliverable:
                Observe(now => new Evidence.StanzaBounced(now));
                break;
        }
    }
}
