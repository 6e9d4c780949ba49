using Akka.Actor;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Links;

/// <summary>What a supervisor finds out about single sessions.</summary>
public sealed partial class LinkSupervisorTests
{
    [Theory]
    [InlineData(ClientFeatures.Known | ClientFeatures.Ping, "query")]
    [InlineData(ClientFeatures.Ping, "ping")]
    public void A_session_that_can_answer_is_asked_and_service_unavailable_proves_it_gone(ClientFeatures features, string question)
    {
        var link = StartUp();
        link.Tell(new LinkMessages.ProbeSession(Service, Juliet, features));
        link.Tell(new LinkMessages.ProbeSession(Service, Juliet, features));
        var ask = _host.ExpectMsg<HostMessages.Ask>();
        Assert.Equal(question, Assert.Single(ask.Iq.Payloads).Name.Local);
        _host.ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        Advance(Seconds(2), link);
        link.Tell(new HostMessages.Answered(ask.Tag, Failure(ask.Iq, ErrorCondition.ServiceUnavailable)), _host);
        Assert.Equal(new LinkMessages.SessionLost(Service, Juliet) { Ago = Seconds(2) }, _node.ExpectMsg<LinkMessages.SessionLost>());
    }

    [Fact]
    public void A_session_that_announces_nothing_is_sent_a_message_that_nobody_sees()
    {
        var link = StartUp();
        link.Tell(new LinkMessages.ProbeSession(Service, Juliet, ClientFeatures.None));
        var ask = _host.ExpectMsg<HostMessages.AskByMessage>();
        Assert.Equal(StanzaType.Groupchat, ask.Message.Type);
        Assert.Equal("no-store", Assert.Single(ask.Message.Payloads).Name.Local);
        link.Tell(new HostMessages.Answered(ask.Tag, Failure(ask.Message, ErrorCondition.ServiceUnavailable)), _host);
        _node.ExpectMsg<LinkMessages.SessionLost>();
    }

    [Fact]
    public void A_session_probe_that_does_not_arrive_is_evidence_about_the_link()
    {
        var link = StartUp();
        link.Tell(new LinkMessages.ProbeSession(Service, Juliet, ClientFeatures.Known));
        Answer(_host.ExpectMsg<HostMessages.Ask>(), ErrorCondition.RemoteServerTimeout);
        ExpectPing();
        Assert.Equal("Suspect", Describe(link).State);
        _node.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_session_that_is_not_reached_while_its_domain_answers_is_probed_and_the_second_time_gone()
    {
        var link = StartUp();
        Advance(Seconds(3), link);
        link.Tell(new LinkMessages.Bounced(Service, Remote, Juliet, ClientFeatures.Known), ActorRefs.NoSender);
        Answer(ExpectPing());
        Assert.Equal(Juliet, _host.ExpectMsg<HostMessages.Ask>().Iq.To);
        _node.ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        Advance(Seconds(3), link);
        link.Tell(new LinkMessages.Bounced(Service, Remote, Juliet, ClientFeatures.Known), ActorRefs.NoSender);
        Describe(link);
        Advance(Seconds(1), link);
        Answer(ExpectPing());
        Assert.Equal(new LinkMessages.SessionLost(Service, Juliet) { Ago = Seconds(1) }, _node.ExpectMsg<LinkMessages.SessionLost>());
    }

    [Fact]
    public void Of_a_session_that_is_not_reached_again_after_a_minute_nothing_is_held_against_it()
    {
        var link = StartUp();
        Advance(Seconds(3), link);
        link.Tell(new LinkMessages.Bounced(Service, Remote, Juliet, ClientFeatures.Known));
        Answer(ExpectPing());
        for (var turn = 0; turn < 7; turn++)
        {
            Advance(Seconds(10), link);
            Answer(ExpectPing());
        }

        link.Tell(new LinkMessages.Bounced(Service, Remote, Juliet, ClientFeatures.Known));
        Answer(ExpectPing());
        _node.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void When_the_domain_itself_is_lost_its_sessions_are_not_to_blame()
    {
        var link = StartUp();
        Advance(Seconds(3), link);
        link.Tell(new LinkMessages.Bounced(Service, Remote, Juliet, ClientFeatures.Known));
        Answer(ExpectPing(), ErrorCondition.RemoteServerNotFound);
        Assert.Equal(LinkStanding.Unreachable, ExpectTransition().Standing);
        _node.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }
}
