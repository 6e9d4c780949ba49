using Akka.Actor;
using MucService.Wire;

namespace MucService.Actors.Hosts;

/// <summary>Where the output of a service goes.</summary>
internal abstract record Way
{
    private Way()
    {
    }

    /// <summary>To a queue of this node, which holds the streams.</summary>
    public sealed record Here : Way
    {
        public static Here Instance { get; } = new();
    }

    /// <summary>To the node that holds the streams.</summary>
    /// <param name="Owner">Its StreamOwnerActor.</param>
    /// <param name="Takes">Up to which form of output it understands: less if its version is an earlier one.</param>
    public sealed record Elsewhere(IActorRef Owner, OutputForm Takes = OutputForm.Plain) : Way;

    /// <summary>It waits: no node is known to hold the streams, or they are about to move.</summary>
    public sealed record Nowhere : Way
    {
        public static Nowhere Instance { get; } = new();
    }
}
