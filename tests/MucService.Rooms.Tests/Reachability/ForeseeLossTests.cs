using MucService.Rooms.Reachability;
using Xunit;
using static MucService.Rooms.Tests.Reachability.Links;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Reachability;

/// <summary>What is foreseen of a loss is what happens when it comes, and nothing happens because of the question.</summary>
public sealed class ForeseeLossTests
{
    [Fact]
    public void Who_is_there_is_named_and_what_would_be_sent_is_counted()
    {
        var room = Given(Entered(Ada, "ada", features: Capable), Entered(AdasPhone, "ada", features: Capable), Entered(Bo, "bo"), Entered(Cy, "cy"), Entered(Dee, "dee"));

        var foreseen = Foresee(room);

        Assert.Equal(LossEffect.Annotated, foreseen.Effect);
        Assert.Equal(["bo", "cy"], foreseen.Occupants.Select(nick => nick.Value));
        Assert.Equal((2, 0, 4L), (foreseen.Sessions, foreseen.OutOfSync, foreseen.Stanzas));
        Assert.Equal(room.When(Link(Away, LinkStanding.Unreachable, 1)).Sent.Length, foreseen.Stanzas);
    }

    [Fact]
    public void A_room_that_ejects_would_eject()
    {
        var room = GivenWith(
            Settings with { LinkPolicy = LinkPolicy.Eject }, Entered(Ada, "ada"), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Reachable));

        var foreseen = Foresee(room);

        Assert.Equal(LossEffect.Ejected, foreseen.Effect);
        Assert.Equal(room.When(Link(Away, LinkStanding.Unreachable, 2)).Sent.Length, foreseen.Stanzas);
    }

    [Fact]
    public void A_wave_that_is_too_large_would_eject() =>
        Assert.Equal(
            LossEffect.Ejected,
            Foresee(GivenWith(Settings with { AnnotateLimit = 0 }, Entered(Ada, "ada", features: Capable), Entered(Bo, "bo"))).Effect);

    [Fact]
    public void A_room_that_ignores_links_would_tell_nobody()
    {
        var room = GivenWith(Settings with { LinkPolicy = LinkPolicy.Ignore }, Entered(Ada, "ada", features: Capable), Entered(Bo, "bo"));

        Assert.Equal((LossEffect.Suspended, 0L), (Foresee(room).Effect, Foresee(room).Stanzas));
    }

    [Fact]
    public void Of_who_is_lost_already_nothing_more_is_foreseen_and_they_are_out_of_sync()
    {
        var foreseen = Foresee(Given(Entered(Ada, "ada", features: Capable), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Unreachable)));

        Assert.Equal((LossEffect.None, 1, 1, 0L), (foreseen.Effect, foreseen.Sessions, foreseen.OutOfSync, foreseen.Stanzas));
    }

    [Fact]
    public void Of_a_domain_that_nobody_is_from_there_is_nothing() =>
        Assert.Equal((LossEffect.None, 0, 0L), (Foresee(Given(Entered(Ada, "ada"))).Effect, Foresee(Given(Entered(Ada, "ada"))).Sessions, Foresee(Given(Entered(Ada, "ada"))).Stanzas));

    private static ForeseenLoss Foresee(Situation situation) => ForeseeLoss.Of(situation.Room, Away, Noon);
}
