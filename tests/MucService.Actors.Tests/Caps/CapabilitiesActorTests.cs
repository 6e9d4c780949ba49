using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Caps;

/// <summary>What clients announce is believed only where the hash verifies it. XEP-0115.</summary>
public sealed class CapabilitiesActorTests : AskingCapabilities
{
    private static readonly Element Info = new Element("query", Namespaces.DiscoInfo)
        .With(new Element("identity", Namespaces.DiscoInfo).With("category", "client").With("type", "pc"))
        .With(new Element("feature", Namespaces.DiscoInfo).With("var", Namespaces.Ping))
        .With(new Element("feature", Namespaces.DiscoInfo).With("var", Namespaces.PresenceAnnotations));

    private static readonly Capabilities Announced = new("https://client.example", CapsHash.Compute(Info, "sha-1")!, "sha-1");
    private static readonly FullJid Mallory = FullJid.Parse("mallory@capulet.lit/phone");

    [Fact]
    public void A_new_hash_is_asked_for_at_the_session_that_announces_it()
    {
        Query(Juliet);
        var ask = Host.ExpectMsg<HostMessages.Ask>();
        Assert.Equal(Juliet, ask.Iq.To!.Full);
        Assert.Equal($"https://client.example#{Announced.Ver}", ask.Iq.Child("query", Namespaces.DiscoInfo)!["node"]);
        Answer(ask, Info);
        Assert.Equal(
            new CapabilityMessages.Learned(Juliet, ClientFeatures.Known | ClientFeatures.Annotations | ClientFeatures.Ping),
            ExpectMsg<CapabilityMessages.Learned>());
    }

    [Fact]
    public void A_verified_hash_is_known_of_everyone_who_announces_it()
    {
        Query(Juliet);
        Answer(Host.ExpectMsg<HostMessages.Ask>(), Info);
        ExpectMsg<CapabilityMessages.Learned>();
        Query(Mallory);
        Assert.Equal(Mallory, ExpectMsg<CapabilityMessages.Learned>().Session);
        Host.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void One_question_serves_all_who_wait()
    {
        Query(Juliet);
        Query(Mallory);
        var ask = Host.ExpectMsg<HostMessages.Ask>();
        Host.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Answer(ask, Info);
        Assert.Equal([Juliet, Mallory], ReceiveN(2).Cast<CapabilityMessages.Learned>().Select(learned => learned.Session).Order(ByText));
    }

    [Fact]
    public void An_answer_that_the_hash_does_not_verify_is_not_believed_and_the_next_is_asked()
    {
        Query(Mallory);
        Query(Juliet);
        Answer(Host.ExpectMsg<HostMessages.Ask>(), new Element("query", Namespaces.DiscoInfo));
        var next = Host.ExpectMsg<HostMessages.Ask>();
        Assert.Equal(Juliet, next.Iq.To!.Full);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Answer(next, Info);
        ReceiveN(2);
    }

    [Fact]
    public void A_session_is_asked_at_most_once_a_minute_and_a_lost_question_is_asked_again_later()
    {
        Query(Juliet);
        Host.ExpectMsg<HostMessages.Ask>();
        Advance(Seconds(21), Caps, stepMilliseconds: 1000);
        Query(Juliet);
        Host.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Advance(Seconds(40), Caps, stepMilliseconds: 1000);
        Answer(Host.ExpectMsg<HostMessages.Ask>(), Info);
        ExpectMsg<CapabilityMessages.Learned>();
    }

    [Fact]
    public void What_could_not_be_asked_is_asked_as_soon_as_there_is_a_stream()
    {
        Query(Juliet);
        Caps.Tell(new HostMessages.NotSent(Host.ExpectMsg<HostMessages.Ask>().Tag), Host);
        Host.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        OpenStream();
        Answer(Host.ExpectMsg<HostMessages.Ask>(), Info);
        Assert.Equal(Juliet, ExpectMsg<CapabilityMessages.Learned>().Session);
    }

    [Fact]
    public void What_a_lost_stream_may_have_taken_with_it_is_asked_again_on_the_next_and_either_answer_counts()
    {
        Query(Juliet);
        var lost = Host.ExpectMsg<HostMessages.Ask>();
        OpenStream();
        Host.ExpectMsg<HostMessages.Ask>();
        Answer(lost, Info);
        Assert.Equal(Juliet, ExpectMsg<CapabilityMessages.Learned>().Session);
    }

    [Fact]
    public void The_stream_of_another_service_asks_nothing_again()
    {
        Query(Juliet);
        Host.ExpectMsg<HostMessages.Ask>();
        Sys.EventStream.Publish(new HostMessages.StreamOpened(Domain.Parse("other.example")));
        Host.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_hash_function_that_we_do_not_know_is_not_asked_for()
    {
        Caps.Tell(new CapabilityMessages.Query(Service, Juliet, Announced with { Hash = "rot-13" }), TestActor);
        Host.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_hash_of_the_newer_kind_is_asked_for_at_its_own_node_and_verified_in_its_own_way()
    {
        Query(Juliet, Newer(Info));
        var ask = Host.ExpectMsg<HostMessages.Ask>();
        Assert.Equal($"urn:xmpp:caps#sha-256.{CapabilityHash.Compute(Info, "sha-256")}", ask.Iq.Child("query", Namespaces.DiscoInfo)!["node"]);
        Answer(ask, Info);
        Assert.Equal(Juliet, ExpectMsg<CapabilityMessages.Learned>().Session);

        // The same text as ver of the older kind is another hash.
        Query(Mallory, Newer(Info) with { Node = "https://client.example" });
        Host.ExpectMsg<HostMessages.Ask>();
    }

    [Fact]
    public void Whoever_does_not_prove_the_newer_hash_is_known_by_the_older_one()
    {
        Query(Juliet, Newer(Info), Announced);
        Refuse(Host.ExpectMsg<HostMessages.Ask>());
        Host.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Advance(Seconds(61), Caps, stepMilliseconds: 1000);
        var ask = Host.ExpectMsg<HostMessages.Ask>();
        Assert.Equal(Announced.NodeToAsk(), ask.Iq.Child("query", Namespaces.DiscoInfo)!["node"]);
        Answer(ask, Info);
        Assert.Equal(Juliet, ExpectMsg<CapabilityMessages.Learned>().Session);
    }

    [Fact]
    public void An_older_hash_that_is_known_already_spares_the_question()
    {
        Query(Juliet);
        Answer(Host.ExpectMsg<HostMessages.Ask>(), Info);
        ExpectMsg<CapabilityMessages.Learned>();
        Query(Mallory, Newer(Info), Announced);
        Assert.Equal(Mallory, ExpectMsg<CapabilityMessages.Learned>().Session);
        Host.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    private void OpenStream() => Sys.EventStream.Publish(new HostMessages.StreamOpened(Service));

    private static Capabilities Newer(Element info) => new(Namespaces.Caps2, CapabilityHash.Compute(info, "sha-256")!, "sha-256");

    private void Refuse(HostMessages.Ask ask) =>
        Caps.Tell(new HostMessages.Answered(ask.Tag, ask.Iq.Refuse(StanzaError.Of(ErrorCondition.ItemNotFound))), Host);

    private static readonly IComparer<FullJid> ByText = Comparer<FullJid>.Create((one, other) => string.CompareOrdinal(one.ToString(), other.ToString()));

    private void Query(FullJid session) => Query(session, Announced);
}
