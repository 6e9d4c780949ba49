using Akka.Actor;
using Akka.Cluster;

namespace MucService.Actors.Nodes;

/// <summary>The actors of one name on all other nodes; nobody for a single node.</summary>
internal sealed class Peers
{
    private readonly Cluster? _cluster;
    private readonly IActorContext _context;

    /// <param name="context">Of the actor whose likes they are.</param>
    /// <param name="areThere">False for a single node.</param>
    public Peers(IActorContext context, bool areThere)
    {
        _context = context;
        _cluster = areThere ? Cluster.Get(context.System) : null;
    }

    /// <summary>The node that an actor is on.</summary>
    /// <param name="actor">Of any node.</param>
    /// <param name="self">This node.</param>
    public static Address NodeOf(IActorRef actor, Address self) => actor.Path.Address.HasLocalScope ? self : actor.Path.Address;

    /// <summary>Tells each of them; lost is lost.</summary>
    public void Tell(object message)
    {
        if (_cluster is null)
            return;

        foreach (var member in _cluster.State.Members.Where(member => member.Address != _cluster.SelfAddress))
            Tell(member.Address, message);
    }

    /// <summary>Tells the one on a node, which may be this one; lost is lost.</summary>
    public void Tell(Address node, object message) =>
        _context.ActorSelection(new RootActorPath(node) / "user" / _context.Self.Path.Name).Tell(message);
}
