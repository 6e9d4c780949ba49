using Xunit;

namespace MucService.Xmpp.Tests;

/// <summary>Stanza errors. RFC 6120 section 8.3.</summary>
public sealed class StanzaErrorTests
{
    [Fact]
    public void Every_condition_is_read_as_it_was_written()
    {
        foreach (var condition in Enum.GetValues<ErrorCondition>())
        {
            var error = StanzaError.Of(condition, "why") with { By = Jid.Parse("chats.shakespeare.lit"), Type = ErrorType.Wait, Uri = "xmpp:a@b" };
            Assert.Equal(error, StanzaError.From(error.ToElement()));
        }
    }

    [Theory]
    [InlineData("<error xmlns='jabber:component:accept'/>", ErrorType.Cancel, ErrorCondition.UndefinedCondition)]
    [InlineData("<error xmlns='jabber:component:accept' type='2'/>", ErrorType.Cancel, ErrorCondition.UndefinedCondition)]
    [InlineData("<error xmlns='jabber:component:accept' type='wait'><other xmlns='urn:example'/></error>", ErrorType.Wait, ErrorCondition.UndefinedCondition)]
    [InlineData(
        "<error xmlns='jabber:component:accept'><recipient-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>",
        ErrorType.Wait,
        ErrorCondition.RecipientUnavailable)]
    public void What_an_error_lacks_is_what_is_usual(string xml, ErrorType type, ErrorCondition condition)
    {
        var error = StanzaError.From(Elements.Parse(xml));

        Assert.Equal((type, condition), (error.Type, error.Condition));
    }

    [Fact]
    public void A_stanza_is_refused_to_its_sender()
    {
        var stanza = new Stanza
        {
            Kind = StanzaKind.Iq,
            Type = StanzaType.Get,
            Id = "1",
            From = Jid.Parse("ada@home.example/desk"),
            To = Jid.Parse("tea@muc.example"),
        };

        var refused = stanza.Refuse(StanzaError.Of(ErrorCondition.ItemNotFound));

        Assert.Equal((StanzaType.Error, "1", stanza.To, stanza.From), (refused.Type, refused.Id, refused.From, refused.To));
        Assert.Equal(ErrorCondition.ItemNotFound, StanzaError.From(refused.Child("error", Namespaces.Component)).Condition);
    }
}
