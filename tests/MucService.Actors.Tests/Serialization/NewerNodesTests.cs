using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Akka.TestKit.Xunit2;
using MucService.Actors.Nodes;
using MucService.Actors.Serialization;
using Xunit;

namespace MucService.Actors.Tests.Serialization;

/// <summary>
/// Nodes of the next version in the same cluster: what they say that this version does not know is left out, and all else is heard.
/// </summary>
public sealed class NewerNodesTests() : TestKit(Remote.WithFallback(SerializationBindings.Config))
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static Config Remote { get; } = LoopbackNode.Settings("remote");

    // A serializer of the same identifier with a row more, as the next version will have.
    private static Config Newer { get; } = ConfigurationFactory.ParseString($"""
        akka.actor.serializers.muc-stream-messages = "{typeof(NewerSerializer).FullName}, {typeof(NewerSerializer).Assembly.GetName().Name}"
        akka.actor.serialization-bindings."{typeof(Unheard).FullName}, {typeof(Unheard).Assembly.GetName().Name}" = muc-stream-messages
        """);

    [Fact]
    public void A_message_that_this_version_does_not_know_costs_nothing_but_itself()
    {
        using var newer = ActorSystem.Create("newer", Newer.WithFallback(Remote).WithFallback(SerializationBindings.Config));
        var here = new RootActorPath(((ExtendedActorSystem)Sys).Provider.DefaultAddress) / TestActor.Path.Elements;
        var there = newer.ActorSelection(here);

        there.Tell(new StreamMessages.YouMay(1));
        ExpectMsg(new StreamMessages.YouMay(1), Patience);
        there.Tell(new Unheard());
        there.Tell(new StreamMessages.YouMay(2));

        ExpectMsg(new StreamMessages.YouMay(2), Patience);
    }

    [Fact]
    public void A_field_that_this_version_does_not_know_is_passed_over()
    {
        // Field 15, a text, behind what this version writes.
        byte[] newField = [(15 << 3) | 2, 3, (byte)'n', (byte)'e', (byte)'w'];
        var serializer = (SerializerWithStringManifest)Sys.Serialization.FindSerializerForType(typeof(StreamMessages.MaySpeak));
        var said = new StreamMessages.MaySpeak(7, 8);

        Assert.Equal(said, serializer.FromBinary([.. serializer.ToBinary(said), .. newField], serializer.Manifest(said)));
    }

    public sealed record Unheard;

    public sealed class NewerSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        private readonly StreamMessageSerializer _known = new(system);

        public override int Identifier => _known.Identifier;

        public override string Manifest(object o) => o is Unheard ? "unheard" : _known.Manifest(o);

        public override byte[] ToBinary(object obj) => obj is Unheard ? [] : _known.ToBinary(obj);

        public override object FromBinary(byte[] bytes, string manifest) => _known.FromBinary(bytes, manifest);
    }
}
