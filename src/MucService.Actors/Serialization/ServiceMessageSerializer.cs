using System.Collections.Immutable;
using Akka.Actor;
using MucService.Actors.Nodes;
using MucService.Xmpp;

namespace MucService.Actors.Serialization;

/// <summary>What nodes say to one another about services, and about themselves, as a whole. See <c>service_messages.proto</c>.</summary>
/// <param name="system">The system it serves.</param>
public sealed class ServiceMessageSerializer(ExtendedActorSystem system) : ProtocolSerializer(system, identifier: 310_006, Rows)
{
    internal static ImmutableArray<Type> Bound => [.. Rows.Select(row => row.Type)];

    private static ImmutableArray<Row> Rows { get; } =
    [
        Row.Of<ServiceMessages.BlocksChanged, Proto.BlocksChanged>("blocks-changed", _ => new Proto.BlocksChanged(), _ => new ServiceMessages.BlocksChanged()),
        Row.Of<ServiceMessages.Listening, Proto.Listening>(
            "listening",
            said => new Proto.Listening { Service = said.Service.Value, Session = said.Session.ToString(), Listens = said.Listens },
            kept => new ServiceMessages.Listening(Domain.Parse(kept.Service), FullJid.Parse(kept.Session), kept.Listens)),
        Row.Of<ServiceMessages.Draining, Proto.Draining>("draining", _ => new Proto.Draining(), _ => new ServiceMessages.Draining()),
        Row.Of<ServiceMessages.ShardsLeft, Proto.ShardsLeft>(
            "shards-left", said => new Proto.ShardsLeft { Count = said.Count }, kept => new ServiceMessages.ShardsLeft(kept.Count)),
    ];
}
