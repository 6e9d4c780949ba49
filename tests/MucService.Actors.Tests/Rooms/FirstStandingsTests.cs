using MucService.Actors.Links;
using MucService.Actors.Rooms;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Rooms;

/// <summary>Whoever can be reached is not told how a room is before it is known whose servers cannot be.</summary>
public sealed class FirstStandingsTests
{
    private static readonly Domain s_capulet = Domain.Parse("capulet.lit");
    private static readonly Domain s_montague = Domain.Parse("montague.lit");

    private readonly FirstStandings _first = new([s_capulet, s_montague]);

    [Fact]
    public void A_domain_that_can_be_reached_waits_until_it_is_known_of_all_others()
    {
        Assert.Empty(_first.Take(Told(s_montague, LinkStanding.Reachable)));
        Assert.False(_first.IsOver);
        Assert.Equal([Told(s_capulet, LinkStanding.Unreachable), Told(s_montague, LinkStanding.Reachable)], _first.Take(Told(s_capulet, LinkStanding.Unreachable)));
        Assert.True(_first.IsOver);
    }

    [Fact]
    public void One_that_cannot_be_reached_waits_for_nothing() =>
        Assert.Equal([Told(s_capulet, LinkStanding.Unreachable)], _first.Take(Told(s_capulet, LinkStanding.Unreachable)));

    [Theory]
    [InlineData(LinkStanding.Reachable, 0)]
    [InlineData(LinkStanding.Unknown, 3)]
    public void A_link_that_says_nothing_of_its_domain_yet_does_not_count_as_told(LinkStanding standing, long epoch)
    {
        _first.Take(Told(s_montague, LinkStanding.Reachable));
        Assert.DoesNotContain(Told(s_montague, LinkStanding.Reachable), _first.Take(new LinkMessages.Told(s_capulet, standing, epoch)));
        Assert.False(_first.IsOver);
        Assert.Equal(
            [Told(s_capulet, LinkStanding.Unreachable), Told(s_montague, LinkStanding.Reachable)], _first.Take(Told(s_capulet, LinkStanding.Unreachable)));
    }

    [Fact]
    public void What_is_told_again_while_it_waits_counts_as_it_is_last()
    {
        _first.Take(Told(s_montague, LinkStanding.Reachable));
        var later = new LinkMessages.Told(s_montague, LinkStanding.Reachable, Epoch: 5);
        Assert.Empty(_first.Take(later));
        Assert.Equal([later], _first.Rest());
        Assert.True(_first.IsOver);
    }

    private static LinkMessages.Told Told(Domain remote, LinkStanding standing) => new(remote, standing, Epoch: 3);
}
