using MucService.Xmpp;

namespace MucService.Actors.Nodes;

/// <summary>What nodes say to one another about services, and about themselves, as a whole. Lost is lost: each node looks into storage by itself from time to time, or it is said again.</summary>
public static class ServiceMessages
{
    /// <summary>From one node to the BlocksActor of all others: who is not let in has changed in storage.</summary>
    public sealed record BlocksChanged;

    /// <summary>From the node that holds a service's stream to the RoomActivityActor of all others: a session wants to hear of activity in rooms, anew or no more.</summary>
    /// <param name="Service">The service.</param>
    /// <param name="Session">The session.</param>
    /// <param name="Listens">False if it does not any more.</param>
    public sealed record Listening(Domain Service, FullJid Session, bool Listens);

    /// <summary>From the DrainActor of a node that is about to leave to those of all others, until it is empty: place no shards there, and move those it has.</summary>
    public sealed record Draining;

    /// <summary>The answer of the node that places shards, several times a second.</summary>
    /// <param name="Count">How many shards of rooms the node that leaves still has.</param>
    public sealed record ShardsLeft(int Count);
}
