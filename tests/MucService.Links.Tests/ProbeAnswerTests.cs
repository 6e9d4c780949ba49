using MucService.Xmpp;
using Xunit;

namespace MucService.Links.Tests;

/// <summary>What the answers to probes say, as hosts and domains write them.</summary>
public sealed class ProbeAnswerTests
{
    private static readonly Domain Service = Domain.Parse("chats.shakespeare.lit");
    private static readonly Domain Remote = Domain.Parse("capulet.lit");

    [Fact]
    public void A_result_from_the_bare_domain_is_proof() => Assert.Equal(ProbeVerdict.Result, Judge(Answer(StanzaType.Result)));

    [Theory]
    [InlineData(ErrorCondition.FeatureNotImplemented)]
    [InlineData(ErrorCondition.ServiceUnavailable)]
    [InlineData(ErrorCondition.ItemNotFound)]
    [InlineData(ErrorCondition.BadRequest)]
    [InlineData(ErrorCondition.NotAcceptable)]
    public void Errors_that_only_a_living_server_makes_are_proof_unless_our_host_made_them(ErrorCondition condition)
    {
        Assert.Equal(ProbeVerdict.ProvingError, Judge(Failed(condition)));
        Assert.Equal(ProbeVerdict.ProvingError, Judge(Failed(condition, by: "capulet.lit")));
        Assert.Equal(ProbeVerdict.Nothing, Judge(Failed(condition, by: "chats.shakespeare.lit")));
        Assert.Equal(ProbeVerdict.Nothing, Judge(Failed(condition, by: "shakespeare.lit")));
    }

    [Fact]
    public void Our_host_answers_for_its_own_domain()
    {
        var host = Domain.Parse("shakespeare.lit");
        var answer = Failed(ErrorCondition.ServiceUnavailable, by: "shakespeare.lit") with { From = new BareJid(host) };

        Assert.Equal(ProbeVerdict.ProvingError, ProbeAnswers.Judge(answer, host, [Service, host]));
    }

    [Theory]
    [InlineData(ErrorCondition.Forbidden)]
    [InlineData(ErrorCondition.NotAllowed)]
    [InlineData(ErrorCondition.PolicyViolation)]
    public void Refusals_are_neither_proof_nor_loss(ErrorCondition condition) => Assert.Equal(ProbeVerdict.Refused, Judge(Failed(condition)));

    [Theory]
    [InlineData(ErrorCondition.RemoteServerNotFound)]
    [InlineData(ErrorCondition.RemoteServerTimeout)]
    public void Which_of_the_two_it_was_means_nothing_and_who_made_it_neither(ErrorCondition condition)
    {
        Assert.Equal(ProbeVerdict.Bounced, Judge(Failed(condition)));
        Assert.Equal(ProbeVerdict.Bounced, Judge(Failed(condition, by: "chats.shakespeare.lit")));
    }

    [Fact]
    public void Every_other_condition_says_nothing()
    {
        ErrorCondition[] telling =
        [
            ErrorCondition.FeatureNotImplemented, ErrorCondition.ServiceUnavailable, ErrorCondition.ItemNotFound, ErrorCondition.BadRequest,
            ErrorCondition.NotAcceptable, ErrorCondition.Forbidden, ErrorCondition.NotAllowed, ErrorCondition.PolicyViolation,
            ErrorCondition.RemoteServerNotFound, ErrorCondition.RemoteServerTimeout,
        ];
        Assert.All(Enum.GetValues<ErrorCondition>().Except(telling), condition => Assert.Equal(ProbeVerdict.Nothing, Judge(Failed(condition))));
    }

    [Theory]
    [InlineData("mallory@capulet.lit")]
    [InlineData("mallory@capulet.lit/phone")]
    [InlineData("capulet.lit/resource")]
    [InlineData("montague.lit")]
    public void Nobody_but_the_bare_domain_speaks_for_the_domain(string from)
    {
        foreach (var condition in Enum.GetValues<ErrorCondition>())
            Assert.Equal(ProbeVerdict.Nothing, Judge(Failed(condition) with { From = Jid.Parse(from) }));
        Assert.Equal(ProbeVerdict.Nothing, Judge(Answer(StanzaType.Result) with { From = Jid.Parse(from) }));
    }

    [Fact]
    public void A_stanza_that_is_no_answer_says_nothing()
    {
        Assert.Equal(ProbeVerdict.Nothing, Judge(Answer(StanzaType.Get)));
        Assert.Equal(ProbeVerdict.Nothing, Judge(Answer(StanzaType.Result) with { From = null }));
    }

    private static ProbeVerdict Judge(Stanza answer) => ProbeAnswers.Judge(answer, Remote, [Service, Domain.Parse("shakespeare.lit")]);

    private static Stanza Answer(StanzaType type) =>
        new() { Kind = StanzaKind.Iq, Type = type, Id = "x", From = new BareJid(Remote), To = new BareJid(Service) };

    private static Stanza Failed(ErrorCondition condition, string? by = null) =>
        Answer(StanzaType.Error).With((StanzaError.Of(condition) with { By = by is null ? null : Jid.Parse(by) }).ToElement());
}
