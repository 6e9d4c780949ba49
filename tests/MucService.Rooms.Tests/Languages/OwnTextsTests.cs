using MucService.Rooms.Languages;
using MucService.Rooms.Tests.Reachability;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Reachability.Links;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Languages;

/// <summary>What a room says of its own accord is said in the language that is spoken there.</summary>
public sealed class OwnTextsTests
{
    public static TheoryData<string> All => [.. OwnTexts.Languages];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_language_has_every_text_and_none_names_anybody(string language)
    {
        var texts = OwnTexts.In(language);
        string[] said = [texts.ServerUnavailable, texts.ConnectionPaused, texts.Removed, texts.NotInRoom];

        Assert.Equal(language, texts.Lang);
        Assert.Equal(said.Length, said.Distinct().Count());
        Assert.All(said, text => Assert.Matches(@"^\p{Lu}[\p{L} ’']+\.?$", text));
    }

    [Fact]
    public void English_German_French_and_Spanish_are_among_them() => Assert.Superset(new HashSet<string> { "en", "de", "fr", "es" }, OwnTexts.Languages.ToHashSet());

    [Theory]
    [InlineData("de", "de")]
    [InlineData("DE", "de")]
    [InlineData("de-AT", "de")]
    [InlineData("pt-Latn-BR", "pt")]
    [InlineData("", "en")]
    [InlineData("tlh", "en")]
    [InlineData("-", "en")]
    public void A_form_of_a_language_is_that_language_and_an_unknown_one_is_English(string tag, string language) =>
        Assert.Equal(language, OwnTexts.In(tag).Lang);

    [Fact]
    public void The_annotation_is_described_once_in_the_language_of_the_room()
    {
        var sent = Given(Speaking("de-CH"), Entered(Ada, "ada", features: Capable), Entered(Bo, "bo"))
            .When(Link(Away, LinkStanding.Unreachable, 1))
            .SentTo(Ada);

        var description = Assert.Single(Assert.Single(sent).Annotation()!.Children, child => child.Name.Local == "description");
        Assert.Equal("de", description["xml:lang"]);
        Assert.Equal(OwnTexts.In("de").ServerUnavailable, description.Text);
    }

    [Fact]
    public void So_is_the_reason_of_a_removal()
    {
        var sent = Given(Speaking("fr"), Entered(Ada, "ada"), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Unreachable))
            .When(GraceElapsed(Away, Settings.Grace))
            .SentTo(Ada);

        var reason = Assert.Single(sent).Child("x", Namespaces.MucUser)!.Child("item")!.Child("reason")!;
        Assert.Equal("fr", reason["xml:lang"]);
        Assert.Equal(OwnTexts.In("fr").Removed, reason.Text);
    }

    [Fact]
    public void And_what_is_said_to_who_is_not_in_the_room()
    {
        var sent = Given(Speaking("es"), Entered(Ada, "ada"))
            .WhenReceived("<presence from='cy@away.example/desk' to='tea@muc.example/cy'/>")
            .SentTo(FullJid.Parse("cy@away.example/desk"));

        Assert.Equal(OwnTexts.In("es").NotInRoom, Assert.Single(sent).Child("x", Namespaces.MucUser)!.Child("item")!.Child("reason")!.Text);
    }

    private static RoomEvent.Configured Speaking(string language) => Configured(config => config with { Language = language });
}
