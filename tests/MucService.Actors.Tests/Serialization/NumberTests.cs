using MucService.Links;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;
using Proto = MucService.Actors.Serialization.Proto;

namespace MucService.Actors.Tests.Serialization;

/// <summary>Enumerations are kept by number: a number once kept means the same for ever.</summary>
public sealed class NumberTests
{
    [Theory]
    [InlineData(typeof(StanzaKind), typeof(Proto.StanzaKind))]
    [InlineData(typeof(StanzaType), typeof(Proto.StanzaType))]
    [InlineData(typeof(ErrorCondition), typeof(Proto.ErrorCondition))]
    [InlineData(typeof(Affiliation), typeof(Proto.Affiliation))]
    [InlineData(typeof(Role), typeof(Proto.Role))]
    [InlineData(typeof(LinkStanding), typeof(Proto.LinkStanding))]
    [InlineData(typeof(LinkHold), typeof(Proto.LinkHold))]
    [InlineData(typeof(Whois), typeof(Proto.Whois))]
    public void A_value_has_the_number_that_the_protocol_names(Type ours, Type kept) =>
        Assert.Equal(Numbers(kept), Numbers(ours));

    [Fact]
    public void The_bits_of_features_are_fixed() =>
        Assert.Equal(
            [("None", 0), ("Known", 1), ("Annotations", 2), ("Ping", 4)],
            Numbers(typeof(ClientFeatures)));

    private static IEnumerable<(string Name, int Number)> Numbers(Type type) =>
        [.. Enum.GetNames(type).Select(name => (name, Convert.ToInt32(Enum.Parse(type, name)))).OrderBy(pair => pair.Item2)];
}
