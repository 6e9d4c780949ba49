using Akka.Actor;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>
/// Answers and refusals on their way out: what finds no space, because the host reads slower than it writes, is kept until there is some, and
/// counts as unhandled so long. So nothing is dropped, and what is kept is bounded.
/// </summary>
internal sealed partial class HostConnectionActor
{
    private readonly Queue<Stanza> _unsent = [];
    private readonly IActorRef _self = Context.Self;

    private void Sending()
    {
        Receive<HostMessages.Send>(OnSend);
        Receive<SpaceAvailable>(_ => SendUnsent());
    }

    private void OnSend(HostMessages.Send send)
    {
        if (send.Refusal is { } refusal)
            _connection.Refusals.Count(refusal);
        if (_unsent.Count == 0 && Write(send.Stanza) is not null)
            return;

        _connection.Window.Enter(send.Stanza);
        _unsent.Enqueue(send.Stanza);
    }

    private void SendUnsent()
    {
        while (_unsent.TryPeek(out var stanza) && Write(stanza) is not null)
        {
            _unsent.Dequeue();
            _connection.Window.Leave(stanza);
        }
    }

    private void OnSpace(object? queue, EventArgs nothing) => _self.Tell(SpaceAvailable.Instance);

    private sealed record SpaceAvailable
    {
        public static SpaceAvailable Instance { get; } = new();
    }
}
