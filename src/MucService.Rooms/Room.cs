using System.Diagnostics;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>A room's rules: a command of a state gives a decision, an event of a state gives the next state.</summary>
public static class Room
{
    /// <summary>What the room answers to a stanza.</summary>
    public static Decision Receive(RoomState room, Stanza stanza, Arrival arrival) => Decision.Nothing;

    /// <summary>What the room answers to a command.</summary>
    public static Decision Decide(RoomState room, RoomCommand command) => throw new UnreachableException();

    /// <summary>The state after an event.</summary>
    public static RoomState Evolve(RoomState room, RoomEvent happened) => throw new UnreachableException();
}

/// <summary>Presence broadcasts that several use cases share.</summary>
public static class Presences
{
    /// <summary>What <see cref="Outgoing.OccupantList"/> stands for.</summary>
    public static IEnumerable<Stanza> List(RoomState room, Outgoing.OccupantList list) => [];
}

/// <summary>From a stanza to a command, or to the error that answers it.</summary>
public static class Inbound;
