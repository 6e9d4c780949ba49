using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace MucService.Actors.Rooms;

/// <summary>
/// The mailbox of a room. Akka's own begins with places for 32 messages and keeps what a flood made of it: more than a kilobyte for each of
/// many rooms that rest. Bounded from outside, by what the node accepts.
/// </summary>
/// <param name="settings">Akka's.</param>
/// <param name="config">Akka's.</param>
public sealed class RoomMailbox(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<RoomMessageQueue>
{
    /// <summary>How Akka's settings call it.</summary>
    internal const string Name = "muc-room-mailbox";

    /// <summary>The setting by which Akka finds it. Not an operator's choice.</summary>
    public static Config Setting { get; } =
        ConfigurationFactory.ParseString($"{Name}.mailbox-type = \"{typeof(RoomMailbox).FullName}, {typeof(RoomMailbox).Assembly.GetName().Name}\"");

    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new RoomMessageQueue();
}
