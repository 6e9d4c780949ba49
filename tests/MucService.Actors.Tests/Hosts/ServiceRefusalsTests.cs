using System.Text;
using Akka.TestKit.Xunit2;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Actors.Nodes;
using MucService.Rooms.Protection;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Hosts;

/// <summary>What is refused outside rooms says why and by whom, and has a reason to be counted by.</summary>
public sealed class ServiceRefusalsTests : TestKit
{
    private static readonly Domain Service = Domain.Parse("muc.example");
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(ErrorCondition.BadRequest, ErrorType.Modify, RefusalReason.Malformed)]
    [InlineData(ErrorCondition.ItemNotFound, ErrorType.Cancel, RefusalReason.NoSuchThing)]
    [InlineData(ErrorCondition.FeatureNotImplemented, ErrorType.Cancel, RefusalReason.Unsupported)]
    [InlineData(ErrorCondition.ServiceUnavailable, ErrorType.Cancel, RefusalReason.Unsupported)]
    [InlineData(ErrorCondition.ResourceConstraint, ErrorType.Wait, RefusalReason.Storage)]
    public void The_service_says_what_is_wrong(ErrorCondition condition, ErrorType type, RefusalReason reason)
    {
        var refusal = ServiceRefusals.To(Parse("<iq from='ada@home.example/desk' to='muc.example' id='1' type='get'/>"), ServiceRefusals.Of(condition));

        Assert.Equal(reason, refusal.Refusal!.Reason);
        AssertSays(refusal.Stanza, condition, type, by: "muc.example");
    }

    [Fact]
    public async Task A_room_that_has_too_much_to_do_is_named_as_who_refuses_whoever_the_stanza_is_for()
    {
        var (host, rooms, other) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        var window = new InboundWindow(1 << 20);
        var arrivals = new Arrivals(TimeProvider.System);
        var kept = new KeptStanzas(arrivals, window, TimeProvider.System, bytesPerRoom: 400, bytesPerStanza: 4000);
        var router = new StanzaRouter(
            Service, new PendingAsks(TimeProvider.System), arrivals, window, new LinkBoard(TimeProvider.System), new SessionChecks(), other, rooms, other, new Keeping(kept, other, host, () => true));
        var message = Parse($"<message from='ada@home.example/desk' to='tea@muc.example/bo' id='1' type='chat'><body>{new string('x', 300)}</body></message>");

        await router.RouteAsync([message, message], CancellationToken.None);

        var refusal = host.ExpectMsg<HostMessages.Send>(Long);
        Assert.Equal(RefusalReason.Busy, refusal.Refusal!.Reason);
        AssertSays(refusal.Stanza, ErrorCondition.ResourceConstraint, ErrorType.Wait, by: "tea@muc.example");
    }

    [Theory]
    [InlineData("<iq from='ada@home.example/desk' to='tea@muc.example' id='1' type='result'/>")]
    [InlineData("<message from='ada@home.example/desk' to='tea@muc.example' type='error'/>")]
    [InlineData("<presence from='ada@home.example/desk' to='tea@muc.example/ada' type='unavailable'/>")]
    public void What_must_not_be_answered_is_not_refused(string xml) => Assert.Null(ServiceRefusals.ByRoom(Parse(xml), ServiceRefusals.Busy));

    private static void AssertSays(Stanza refusal, ErrorCondition condition, ErrorType type, string by)
    {
        var error = StanzaError.From(refusal.Child("error", Namespaces.Component));
        Assert.Equal((condition, type, by), (error.Condition, error.Type, error.By?.ToString()));
        Assert.False(string.IsNullOrWhiteSpace(error.Text));
    }

    private static Stanza Parse(string xml) => StanzaParser.ParseStanza(Encoding.UTF8.GetBytes(xml));
}
