using Akka.Actor;
using MucService.Actors.Links;
using MucService.Actors.Nodes;
using MucService.Actors.Rooms;
using MucService.Actors.Serialization;
using MucService.Rooms;
using Xunit;

namespace MucService.Actors.Tests.Serialization;

/// <summary>All that is journaled or may leave the node, found by reflection, and the serializers of it.</summary>
public sealed class Protocols : IDisposable
{
    // Said only within something else.
    private static readonly Type[] Parts =
        [typeof(RoomMessages.OccupantDescription), typeof(RoomMessages.SessionDescription), typeof(LinkMessages.EvidenceEntry), typeof(LinkMessages.Pair), typeof(LinkMessages.RoomBehind)];

    private readonly ActorSystem _system = ActorSystem.Create("protocols", SerializationBindings.Config);

    public static IReadOnlyList<Type> Said { get; } =
    [
        .. Types(typeof(RoomEvent)).Where(type => type.IsAssignableTo(typeof(IJournaled))),
        typeof(RoomJournalSnapshot),
        typeof(LinkRecorded),
        typeof(NoticesRecorded),
        typeof(NoticeRegisterRecorded),
        .. typeof(RoomMessages).GetNestedTypes().Concat(typeof(LinkMessages).GetNestedTypes()).Concat(typeof(CapabilityMessages).GetNestedTypes())
            .Concat(typeof(StreamMessages).GetNestedTypes()).Concat(typeof(ServiceMessages).GetNestedTypes())
            .Concat(Types(typeof(RoomMessages)).Where(type => type.IsAssignableTo(typeof(IRoomMessage)) || type.IsAssignableTo(typeof(ILinkMessage))))
            .Where(type => !type.IsInterface && !Parts.Contains(type))
            .Distinct(),
    ];

    public ProtocolSerializer SerializerOf(Type said) => Assert.IsAssignableFrom<ProtocolSerializer>(_system.Serialization.FindSerializerForType(said));

    public ProtocolSerializer SerializerNamed(string name) =>
        Said.Select(SerializerOf).First(serializer => serializer.GetType().Name == name);

    /// <summary>The name that recordings of a type are kept under.</summary>
    public string NameOf(Type said, object sample)
    {
        var serializer = SerializerOf(said);
        return $"{serializer.GetType().Name}.{serializer.Manifest(sample)}";
    }

    public void Dispose()
    {
        _system.Terminate().Wait(TimeSpan.FromSeconds(10));
        _system.Dispose();
    }

    private static IEnumerable<Type> Types(Type of) => of.Assembly.GetTypes().Where(type => type is { IsAbstract: false });
}
