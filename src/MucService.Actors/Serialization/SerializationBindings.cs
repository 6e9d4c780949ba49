using System.Collections.Immutable;
using System.Text;
using Akka.Configuration;

namespace MucService.Actors.Serialization;

/// <summary>Which serializer keeps what: the settings of Akka that a node adds to its own.</summary>
public static class SerializationBindings
{
    private static readonly ImmutableArray<(string Name, Type Serializer, ImmutableArray<Type> Bound)> Protocols =
    [
        ("muc-room-events", typeof(RoomEventSerializer), RoomEventSerializer.Bound),
        ("muc-link-events", typeof(LinkEventSerializer), LinkEventSerializer.Bound),
        ("muc-room-messages", typeof(RoomMessageSerializer), RoomMessageSerializer.Bound),
        ("muc-link-messages", typeof(LinkMessageSerializer), LinkMessageSerializer.Bound),
        ("muc-stream-messages", typeof(StreamMessageSerializer), StreamMessageSerializer.Bound),
        ("muc-service-messages", typeof(ServiceMessageSerializer), ServiceMessageSerializer.Bound),
    ];

    /// <summary>The settings below <c>akka.actor</c>. Nothing of them is an operator's choice.</summary>
    public static Config Config { get; } = ConfigurationFactory.ParseString(Settings());

    private static string Settings()
    {
        var settings = new StringBuilder();
        foreach (var (name, serializer, bound) in Protocols)
        {
            settings.Append($"akka.actor.serializers.{name} = \"{Named(serializer)}\"\n");
            foreach (var type in bound)
                settings.Append($"akka.actor.serialization-bindings.\"{Named(type)}\" = {name}\n");
        }

        return settings.ToString();
    }

    private static string Named(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";
}
