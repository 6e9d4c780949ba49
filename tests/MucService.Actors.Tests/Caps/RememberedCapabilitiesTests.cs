using Akka.Actor;
using MucService.Actors.Caps;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Caps;

/// <summary>What was verified is known after a restart, and to other nodes. XEP-0115 #impl-cache.</summary>
public sealed class RememberedCapabilitiesTests : AskingCapabilities
{
    private static readonly Element Pings = new Element("query", Namespaces.DiscoInfo)
        .With(new Element("identity", Namespaces.DiscoInfo).With("category", "client").With("type", "pc"))
        .With(new Element("feature", Namespaces.DiscoInfo).With("var", Namespaces.Ping));

    private static readonly Element Annotates = Pings.With(new Element("feature", Namespaces.DiscoInfo).With("var", Namespaces.PresenceAnnotations));
    private static readonly Capabilities AnnouncesPings = new("https://client.example", CapsHash.Compute(Pings, "sha-1")!, "sha-1");
    private static readonly Capabilities AnnouncesAnnotations = new("https://client.example", CapsHash.Compute(Annotates, "sha-256")!, "sha-256");

    [Fact]
    public async Task Nobody_is_asked_again_after_a_restart()
    {
        Learn(Caps, AnnouncesAnnotations, Annotates);
        AwaitKept(1, Caps);

        var known = await CapabilitiesActor.ReadAsync(Store, 10, CancellationToken.None);
        Assert.Equal(ClientFeatures.Known | ClientFeatures.Annotations | ClientFeatures.Ping, known.Of(PresenceWith(AnnouncesAnnotations)));
        Assert.Equal(ClientFeatures.None, known.Of(PresenceWith(AnnouncesPings)));
        AssertKnown(Start(known), AnnouncesAnnotations, ClientFeatures.Known | ClientFeatures.Annotations | ClientFeatures.Ping);
    }

    [Fact]
    public async Task What_is_forgotten_in_favour_of_another_is_not_kept()
    {
        var caps = Start(most: 1);
        Learn(caps, AnnouncesAnnotations, Annotates);
        AwaitKept(1, caps);
        Learn(caps, AnnouncesPings, Pings);

        AwaitCondition(() => Kept(caps) is [var only] && only.EndsWith(" 5", StringComparison.Ordinal), Seconds(60));
        Assert.Equal(ClientFeatures.Known | ClientFeatures.Ping, (await CapabilitiesActor.ReadAsync(Store, 10, CancellationToken.None)).Of(PresenceWith(AnnouncesPings)));
    }

    [Fact]
    public void What_another_node_has_verified_is_known_within_two_minutes()
    {
        Learn(Caps, AnnouncesPings, Pings);
        AwaitKept(1, Caps);
        var other = Start(amongNodes: true);

        // Read once a minute, in its own time: the first reading may have been of nothing.
        Advance(Seconds(61), other);
        AwaitCondition(
            () =>
            {
                var asker = CreateTestProbe();
                other.Tell(new CapabilityMessages.Query(Service, Juliet, AnnouncesPings), asker);
                Settle(other);
                return asker.HasMessages;
            },
            Seconds(60));
    }

    [Fact]
    public void What_storage_refuses_is_written_within_a_minute()
    {
        Store.RefusesHashes = true;
        Learn(Caps, AnnouncesPings, Pings);
        Advance(Seconds(2), Caps);
        Assert.Empty(Kept(Caps));

        Store.RefusesHashes = false;
        Advance(Seconds(60), Caps);
        AwaitKept(1, Caps);
    }

    [Theory]
    [InlineData("")]
    [InlineData("caps sha-1 abc")]
    [InlineData("caps sha-1 abc many")]
    [InlineData("other sha-1 abc 1")]
    [InlineData("caps sha-1 a b 1")]
    public void What_is_no_hash_is_none(string text) => Assert.Null(VerifiedHash.TryParse(text));

    [Theory]
    [InlineData(false, "caps sha-1 q07I= 5")]
    [InlineData(true, "ecaps2 sha-1 q07I= 5")]
    public void What_is_kept_is_read_as_it_was(bool isSecond, string text)
    {
        var verified = new VerifiedHash(new HashName(isSecond, "sha-1", "q07I="), ClientFeatures.Known | ClientFeatures.Ping);
        Assert.Equal(text, verified.ToString());
        Assert.Equal(verified, VerifiedHash.TryParse(text));
    }

    private static SessionPresence PresenceWith(Capabilities announced) => SessionPresence.Of(
        [new Element("c", Namespaces.Caps).With("node", announced.Node).With("ver", announced.Ver).With("hash", announced.Hash)], DateTimeOffset.UnixEpoch);

    private void Learn(IActorRef caps, Capabilities announced, Element info)
    {
        caps.Tell(new CapabilityMessages.Query(Service, FullJid.Parse($"juliet@capulet.lit/{announced.Hash}"), announced), TestActor);
        var ask = Host.ExpectMsg<HostMessages.Ask>();
        caps.Tell(new HostMessages.Answered(ask.Tag, ask.Iq.Answer(StanzaType.Result).With(info)), Host);
        ExpectMsg<CapabilityMessages.Learned>();
    }

    private void AssertKnown(IActorRef caps, Capabilities announced, ClientFeatures features)
    {
        caps.Tell(new CapabilityMessages.Query(Service, Juliet, announced), TestActor);
        Assert.Equal(new CapabilityMessages.Learned(Juliet, features), ExpectMsg<CapabilityMessages.Learned>());
        Host.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    private IReadOnlyList<string> Kept(IActorRef caps)
    {
        Advance(Seconds(0.25), caps);
        return Store.VerifiedHashesAsync(CapabilitiesActor.Vocabulary, 10, CancellationToken.None).GetAwaiter().GetResult();
    }

    private void AwaitKept(int count, IActorRef caps) => AwaitCondition(() => Kept(caps).Count == count, Seconds(60), TimeSpan.FromMilliseconds(10));
}
