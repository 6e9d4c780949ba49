using MucService.Links;

namespace MucService.Actors.Links;

/// <summary>What the host says of its connections to the domain, and what it is asked to do with them.</summary>
public sealed partial class LinkSupervisor
{
    private void WatchConnections()
    {
        Receive<LinkMessages.ConnectionChanged>(changed =>
        {
            _drops.Told();
            if (!changed.Opened)
                _proofs.ConnectionLost();
            Observe(now => changed.Opened ? new Evidence.ConnectionOpened(now) : new Evidence.ConnectionLost(now));
        });
        Receive<LinkMessages.DropConnection>(_ => _drops.AskFor(Sender, Self));
    }
}
