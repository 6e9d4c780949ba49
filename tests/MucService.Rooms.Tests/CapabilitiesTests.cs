using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests;

/// <summary>Which of the hashes in a presence is asked for. XEP-0115, XEP-0390.</summary>
public sealed class CapabilitiesTests
{
    private static readonly Element Older = new Element("c", Namespaces.Caps).With("node", "https://client.example").With("ver", "v").With("hash", "sha-1");

    [Fact]
    public void The_newer_way_comes_first_and_the_older_is_what_is_asked_for_instead()
    {
        var (first, instead) = Read(Older, Newer(("sha-256", "newer")));

        Assert.Equal(new Capabilities("urn:xmpp:caps", "newer", "sha-256"), first);
        Assert.Equal(new Capabilities("https://client.example", "v", "sha-1"), instead);
        Assert.Equal((first, instead), Read(Newer(("sha-256", "newer")), Older));
        Assert.Equal("urn:xmpp:caps#sha-256.newer", first!.NodeToAsk());
        Assert.Equal("https://client.example#v", instead!.NodeToAsk());
    }

    [Fact]
    public void Of_several_hashes_one_that_can_be_verified_is_taken()
    {
        Assert.Equal("good", Of(Newer(("blake2b-256", "bad"), ("sha-512", "other"), ("sha-256", "good")))!.Ver);
        Assert.Equal("v", Of(Newer(("sha-1", "weak"), ("md5", "weaker")), Older)!.Ver);
        Assert.Null(Of(Newer(("sha-1", "weak"))));
        Assert.Null(Of(Newer(("sha-256", " "))));
    }

    [Fact]
    public void The_older_way_does_not_pass_for_the_newer() =>
        Assert.Null(Of(new Element("c", Namespaces.Caps).With("node", "urn:xmpp:caps").With("ver", "v").With("hash", "sha-256")));

    [Fact]
    public void A_presence_without_either_announces_nothing() => Assert.Null(Of(new Element("show", Namespaces.Component)));

    private static Capabilities? Of(params Element[] children) => Read(children).First;

    private static (Capabilities? First, Capabilities? Instead) Read(params Element[] children) => Capabilities.Of([.. children.Select(Payload.Of)]);

    private static Element Newer(params (string Algo, string Hash)[] hashes)
    {
        var c = new Element("c", Namespaces.Caps2);
        foreach (var (algo, hash) in hashes)
            c = c.With(new Element("hash", Namespaces.Hashes).With("algo", algo).WithText(hash));
        return c;
    }
}
