using Akka.Actor;
using MucService.Xmpp;

namespace MucService.Actors.Nodes;

/// <summary>A cluster singleton named for a service: the node that it lives on holds the service's streams.</summary>
internal sealed class StreamHolderActor : ReceiveActor
{
    private readonly Domain _service;
    private readonly IActorRef _streams;

    /// <param name="service">The service.</param>
    /// <param name="streams">The node's StreamDirectoryActor.</param>
    public StreamHolderActor(Domain service, IActorRef streams)
    {
        (_service, _streams) = (service, streams);
        Receive<LetGo>(_ => Context.Stop(Self));
    }

    /// <inheritdoc/>
    protected override void PreStart() => _streams.Tell(new StreamDirectoryActor.Hold(_service));

    /// <inheritdoc/>
    protected override void PostStop() => _streams.Tell(new StreamDirectoryActor.LetGo(_service));

    /// <summary>Another node is to hold them.</summary>
    internal sealed record LetGo
    {
        public static LetGo Instance { get; } = new();
    }
}
