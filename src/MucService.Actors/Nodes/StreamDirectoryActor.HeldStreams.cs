using System.Collections.Immutable;
using Akka.Actor;
using MucService.Xmpp;

namespace MucService.Actors.Nodes;

/// <summary>What a node knows of the streams of a service: who holds them, and how its own stand.</summary>
internal sealed partial class StreamDirectoryActor
{
    private sealed class HeldStreams(Domain domain, IActorRef owner, ImmutableArray<IActorRef> connections)
    {
        public Domain Domain { get; } = domain;

        public IActorRef Owner { get; } = owner;

        public ImmutableArray<IActorRef> Connections { get; } = connections;

        public Dictionary<int, StreamState> Streams { get; } = [];

        public bool IsHeld { get; set; }

        /// <summary>The host had read all that the holder before this node wrote.</summary>
        public bool IsFormerRead { get; set; }

        public long Term { get; set; }

        public IActorRef? Holder { get; set; }

        public IActorRef? Waiting { get; set; }

        /// <summary>The incarnation of the node that held them before this one.</summary>
        public int? Predecessor { get; set; }

        /// <summary>This node is to hold them as soon as that one cannot speak any more.</summary>
        public bool IsToBeHeld { get; set; }

        /// <summary>The singleton for the service is here: if no other node holds them, this one does.</summary>
        public bool IsAppointed { get; set; }

        /// <summary>Since when this node's own are closed; null while one is open.</summary>
        public long? ClosedAt { get; set; }

        /// <summary>When it was looked last whether the host can be reached.</summary>
        public long? LookedAt { get; set; }

        /// <summary>When they were given to another node that has not said yet that it holds them.</summary>
        public long? GivenAt { get; set; }

        public bool? WasOpen { get; set; }

        public bool IsOpen => Streams.Values.Any(state => state.IsOpen);

        /// <summary>One is open, and on none of those that are the host says anything.</summary>
        public bool IsSilent => IsOpen && Streams.Values.All(state => state.IsSilent || !state.IsOpen);

        public string Reason => IsOpen ? "" : Streams.Values.Select(state => state.Reason).FirstOrDefault("not connected yet");
    }
}
