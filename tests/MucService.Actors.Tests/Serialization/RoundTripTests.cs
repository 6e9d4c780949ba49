using System.Runtime.Serialization;
using Akka.Actor;
using MucService.Actors.Links;
using MucService.Actors.Rooms;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Serialization;

/// <summary>What is journaled or sent comes back as it was.</summary>
public sealed class RoundTripTests(Protocols protocols) : IClassFixture<Protocols>
{
    public static TheoryData<Type> Said => [.. Protocols.Said];

    [Theory]
    [MemberData(nameof(Said))]
    public void What_is_said_comes_back_with_every_field(Type said)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var sample = Sample.Full(said, seed);
            Assert.Empty(Dump.Defaults(sample));
            Assert.Equal(Dump.Of(sample), Dump.Of(ThereAndBack(sample)));
        }
    }

    [Theory]
    [MemberData(nameof(Said))]
    public void What_is_absent_stays_absent(Type said)
    {
        var sample = Sample.Bare(said);
        Assert.Equal(Dump.Of(sample), Dump.Of(ThereAndBack(sample)));
    }

    [Fact]
    public void Moments_are_kept_whatever_their_zone()
    {
        var at = new DateTimeOffset(2026, 11, 22, 19, 0, 0, TimeSpan.FromHours(2));
        var subject = new RoomEvent.SubjectChanged(new Subject("Tea", Nick.Parse("ada"), at, "1"));

        Assert.Equal(subject, ThereAndBack(subject));
    }

    [Fact]
    public void An_event_that_is_not_journaled_is_refused()
    {
        var exited = new RoomEvent.Exited(FullJid.Parse("ada@home.example/desk"));
        var serializer = protocols.SerializerOf(exited.GetType());

        Assert.Throws<ArgumentException>(() => serializer.ToBinary(exited));
    }

    [Fact]
    public void A_manifest_that_nobody_wrote_is_refused() =>
        Assert.Throws<SerializationException>(() => protocols.SerializerOf(typeof(RoomMessages.Wake)).FromBinary([], "unheard"));

    [Fact]
    public void Serializers_are_told_apart()
    {
        var serializers = Protocols.Said.Select(protocols.SerializerOf).Distinct().ToList();

        Assert.Equal(serializers.Count, serializers.Select(serializer => serializer.Identifier).Distinct().Count());
        Assert.Equal([310_001, 310_002, 310_003, 310_004, 310_005, 310_006], serializers.Select(serializer => serializer.Identifier).Order());
    }

    [Fact]
    public void Messages_of_no_protocol_are_left_to_others()
    {
        using var system = ActorSystem.Create("others", Actors.Serialization.SerializationBindings.Config);

        Assert.IsNotAssignableFrom<Actors.Serialization.ProtocolSerializer>(system.Serialization.FindSerializerForType(typeof(string)));
        Assert.Contains(typeof(LinkMessages.Told), Protocols.Said);
    }

    private object ThereAndBack(object said)
    {
        var serializer = protocols.SerializerOf(said.GetType());
        return serializer.FromBinary(serializer.ToBinary(said), serializer.Manifest(said));
    }
}
