using System.Globalization;
using MucService.Actors.Caps;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Caps;

/// <summary>Somebody announces something new with every presence. He costs one question a minute, and takes nothing from others.</summary>
public sealed class CapabilityFloodTests : AskingCapabilities
{
    private static readonly Element Info = new Element("query", Namespaces.DiscoInfo)
        .With(new Element("feature", Namespaces.DiscoInfo).With("var", Namespaces.PresenceAnnotations));

    private static readonly Capabilities Honest = new("https://client.example", CapsHash.Compute(Info, "sha-1")!, "sha-1");

    [Fact]
    public void One_session_with_a_new_hash_in_every_presence_is_asked_once_a_minute()
    {
        var mallory = FullJid.Parse("mallory@evil.example/phone");
        for (var i = 0; i < 5_000; i++)
            Announce(mallory, i);
        Settle(Caps);
        Assert.Equal(mallory, Host.ExpectMsg<HostMessages.Ask>().Iq.To!.Full);
        Host.ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        ExpectJulietIsAsked();

        Advance(Seconds(61), Caps, stepMilliseconds: 1000);
        var again = Assert.Single(Asked(), ask => ask.Iq.To!.Full == mallory);
        Assert.EndsWith("#4999", again.Iq.Child("query", Namespaces.DiscoInfo)!["node"], StringComparison.Ordinal);
    }

    [Fact]
    public void One_domain_with_thousands_of_sessions_leaves_room_for_others()
    {
        for (var i = 0; i < 5_000; i++)
            Announce(FullJid.Parse($"puppet@evil.example/{i.ToString(CultureInfo.InvariantCulture)}"), i);
        Settle(Caps);
        Assert.Equal(CapabilityQuestions.MostPerDomain, Asked().Count);

        // So many may be unanswered; the next is asked when one of them is late.
        Announce(Juliet, Honest);
        Advance(Seconds(21), Caps, stepMilliseconds: 1000);
        var ask = Assert.Single(Asked(), ask => ask.Iq.To!.Full == Juliet);
        Answer(ask);
        Assert.Equal(Juliet, ExpectMsg<CapabilityMessages.Learned>().Session);
    }

    [Fact]
    public void Verified_hashes_of_an_attacker_are_forgotten_before_those_in_use()
    {
        var verified = new VerifiedHashes(100);
        verified.Add(new VerifiedHash(HashName.Of(Honest), ClientFeatures.Annotations));
        for (var i = 0; i < 10_000; i++)
        {
            verified.Add(new VerifiedHash(new HashName(false, "sha-1", i.ToString(CultureInfo.InvariantCulture)), ClientFeatures.None));
            Assert.True(verified.TryGet(HashName.Of(Honest), out _));
        }
    }

    private void ExpectJulietIsAsked()
    {
        Announce(Juliet, Honest);
        var ask = Host.ExpectMsg<HostMessages.Ask>();
        Assert.Equal(Juliet, ask.Iq.To!.Full);
        Answer(ask);
        Assert.Equal(Juliet, ExpectMsg<CapabilityMessages.Learned>().Session);
    }

    /// <summary>All that was asked up to now.</summary>
    private List<HostMessages.Ask> Asked()
    {
        Settle(Caps);
        var asked = new List<HostMessages.Ask>();
        while (Host.HasMessages)
            asked.Add(Host.ExpectMsg<HostMessages.Ask>());
        return asked;
    }

    private void Announce(FullJid session, int number) =>
        Announce(session, new Capabilities("https://evil.example", number.ToString(CultureInfo.InvariantCulture), "sha-1"));

    private void Announce(FullJid session, Capabilities announced) => Query(session, announced);

    private void Answer(HostMessages.Ask ask) => Answer(ask, Info);
}
