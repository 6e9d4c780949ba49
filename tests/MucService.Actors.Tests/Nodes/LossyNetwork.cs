using Akka.Actor;

namespace MucService.Actors.Tests.Nodes;

/// <summary>
/// A network between actors that loses messages, never reorders them, and gives each actor another's address at its own end: what is
/// answered goes through it, too.
/// </summary>
/// <param name="system">Where its ends live.</param>
/// <param name="seed">Decides what is lost.</param>
/// <param name="losses">Which part of the messages is lost.</param>
internal sealed class LossyNetwork(ActorSystem system, int seed, double losses)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly Dictionary<IActorRef, IActorRef> _ends = [];

    /// <summary>How many messages were lost.</summary>
    public int Lost { get; private set; }

    /// <summary>The end at which an actor is reached.</summary>
    public IActorRef To(IActorRef actor)
    {
        lock (_lock)
        {
            if (_ends.TryGetValue(actor, out var end))
                return end;

            var network = this;
            end = system.ActorOf(Props.Create(() => new End(network, actor)));
            _ends[actor] = end;
            _ends[end] = end;
            return end;
        }
    }

    private bool Loses()
    {
        lock (_lock)
        {
            var loses = _random.NextDouble() < losses;
            Lost += loses ? 1 : 0;
            return loses;
        }
    }

    private sealed class End : ReceiveActor
    {
        public End(LossyNetwork network, IActorRef target)
        {
            ReceiveAny(message =>
            {
                if (!network.Loses())
                    target.Tell(message, network.To(Sender));
            });
        }
    }
}
