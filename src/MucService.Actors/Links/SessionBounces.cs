using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>
/// Sessions to which something did not get through although their domain answers its probes: it may be a server behind the server. Once, and the
/// session is probed; again within a minute, and it is taken to be gone. Bounded.
/// </summary>
internal sealed class SessionBounces(LinkSurroundings around)
{
    private const int Most = 1000;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly Dictionary<FullJid, (ClientFeatures Features, TimeSpan At)> _pending = [];
    private readonly Dictionary<FullJid, TimeSpan> _confirmed = [];

    /// <summary>Something did not get through: until a probe of the domain is decided, that says nothing of the session.</summary>
    public void Bounced(FullJid session, ClientFeatures features)
    {
        if (_pending.Count < Most)
            _pending[session] = (features, around.Elapsed);
    }

    /// <summary>The domain cannot be reached: it was no fault of the sessions.</summary>
    public void DomainIsLost()
    {
        _pending.Clear();
        _confirmed.Clear();
    }

    /// <summary>The domain answered: which sessions are to be probed, and which are gone since when.</summary>
    public (IReadOnlyList<(FullJid Session, ClientFeatures Features)> ToProbe, IReadOnlyList<(FullJid Session, TimeSpan At)> Gone) DomainAnswered()
    {
        if (_pending.Count == 0)
            return ([], []);

        var now = around.Elapsed;
        foreach (var (session, at) in _confirmed)
        {
            if (now - at > Memory)
                _confirmed.Remove(session);
        }

        List<(FullJid, ClientFeatures)> toProbe = [];
        List<(FullJid, TimeSpan)> gone = [];
        foreach (var (session, (features, at)) in _pending)
        {
            if (_confirmed.Remove(session))
            {
                gone.Add((session, at));
                continue;
            }

            toProbe.Add((session, features));
            if (_confirmed.Count < Most)
                _confirmed[session] = now;
        }

        _pending.Clear();
        return (toProbe, gone);
    }
}
