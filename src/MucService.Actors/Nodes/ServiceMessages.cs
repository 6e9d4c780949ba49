using MucService.Xmpp;

namespace MucService.Actors.Nodes;

/// <summary>What nodes say to one another about services as a whole. Lost is lost: each node looks into storage by itself from time to time.</summary>
public static class ServiceMessages
{
    /// <summary>From one node to the BlocksActor of all others: who is not let in has changed in storage.</summary>
    public sealed record BlocksChanged;

    /// <summary>From the node that holds a service's stream to the RoomActivityActor of all others: a session wants to hear of activity in rooms, anew or no more.</summary>
    /// <param name="Service">The service.</param>
    /// <param name="Session">The session.</param>
    /// <param name="Listens">False if it does not any more.</param>
    public sealed record Listening(Domain Service, FullJid Session, bool Listens);
}
