using System.Globalization;
using MucService.Rooms.Protection;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Reachability.Links;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Reachability;

/// <summary>The domain of half of a room of a thousand is lost at once, and comes back.</summary>
public sealed class StormTests
{
    private const int Half = 500;

    private static readonly RoomSettings Roomy = Settings with { AnnotateLimit = 300_000 };

    [Fact]
    public void Each_annotated_presence_is_said_once_and_fanned_out()
    {
        var outcome = Crowd().When(Link(Away, LinkStanding.Unreachable, 1));

        // Two forms of each: with the real JID for moderators, without for the others.
        Assert.Equal(2 * Half, outcome.Decision.Outgoing.Length);
        Assert.All(outcome.Decision.Outgoing, outgoing => Assert.IsType<Outgoing.ToMany>(outgoing));
        Assert.Single(outcome.Decision.Events);
        Assert.Equal(Half * Half, outcome.Sent.Length);
        Assert.Equal(Half, outcome.After.Suspensions.Count);
    }

    [Fact]
    public void Nobody_who_was_lost_is_sent_a_thing() =>
        Assert.DoesNotContain(Crowd().When(Link(Away, LinkStanding.Unreachable, 1)).Sent, stanza => stanza.To!.Domain == Away);

    [Fact]
    public void A_loss_that_was_passed_before_the_room_was_told_of_it_says_nothing()
    {
        var back = Crowd().When(Link(Away, LinkStanding.Reachable, 2));

        Assert.Empty(back.Sent);
        back.Then().When(Link(Away, LinkStanding.Unreachable, 1)).ThenNothing();
    }

    [Fact]
    public void The_return_takes_back_each_of_them_once_and_tells_those_who_were_lost_only_what_they_missed()
    {
        var lost = Crowd().When(Link(Away, LinkStanding.Unreachable, 1)).Then();
        var back = lost.When(Link(Away, LinkStanding.Reachable, 2, TimeSpan.FromMinutes(1)));

        Assert.Empty(back.After.Suspensions);
        Assert.Equal(Half * Half, back.Sent.Count(stanza => stanza.To!.Domain == Home));
        Assert.All(back.Sent.Where(stanza => stanza.To!.Domain == Home), stanza => Assert.Empty(stanza.Annotation()!.Children));
        Assert.DoesNotContain(back.Sent, stanza => stanza.To!.Domain == Away);
    }

    [Fact]
    public void One_stanza_more_than_allowed_ejects_instead_and_costs_one_presence_for_each()
    {
        var outcome = Crowd(Settings with { AnnotateLimit = (Half * Half) - 1 }).When(Link(Away, LinkStanding.Unreachable, 1));

        Assert.Equal(Half, outcome.Decision.Events.OfType<RoomEvent.Exited>().Count());
        Assert.Empty(outcome.Sent.Where(stanza => stanza.Annotation() is not null));
        Assert.Equal(Half * Half, outcome.Sent.Count(stanza => stanza.To!.Domain == Home));
        Assert.Equal(Half, outcome.Decision.Requests.OfType<RoomRequest.KeepNotice>().Count());
    }

    [Fact]
    public void Who_is_told_otherwise_than_before_is_told_each_presence_by_one_that_is_fanned_out()
    {
        var fewer = Crowd().When(Link(Away, LinkStanding.Unreachable, 1)).Then().WhenReceived(Tell("moderators"));
        var more = fewer.Then().WhenReceived(Tell("everyone"));

        foreach (var (outcome, states) in new[] { (fewer, 0), (more, 2) })
        {
            var annotated = outcome.Sent.Where(stanza => stanza.Annotation() is not null).ToList();
            Assert.Equal(Half * Half, annotated.Count);
            Assert.Equal(Half * Half, outcome.Decision.Wave);
            Assert.All(annotated, stanza => Assert.Equal((Home, states), (stanza.To!.Domain, stanza.Annotation()!.Children.Length)));
            Assert.InRange(outcome.Decision.Outgoing.Length, Half, Half + 10);
        }
    }

    [Fact]
    public void An_owner_who_changes_his_mind_all_the_time_has_to_wait()
    {
        var traffic = new RoomTraffic();
        var room = Crowd().When(Link(Away, LinkStanding.Unreachable, 1)).After;
        Decision Flips(string to, TimeSpan later)
        {
            var decision = Room.Receive(room, Stanza(Tell(to)), new Arrival(Noon + later, "sid-1"), traffic);
            room = room.After(decision.Events.AsSpan());
            return decision;
        }

        Assert.Null(Flips("moderators", TimeSpan.Zero).Refusal);
        var refused = Flips("everyone", TimeSpan.FromMinutes(1));
        Assert.Equal((RefusalReason.RoomRateOfAnnotations, ErrorType.Wait), (refused.Refusal!.Reason, refused.Refusal.Error.Type));
        Assert.Single(refused.Outgoing);
        Assert.Equal(AnnotateTo.Moderators, room.Config.Links.AnnotateTo);
        Assert.Null(Flips("everyone", TimeSpan.FromMinutes(10)).Refusal);
    }

    [Fact]
    public void Who_would_have_been_ejected_for_the_size_of_the_wave_is_ejected_when_all_are_to_be_told()
    {
        var lost = Crowd(Settings with { AnnotateLimit = (Half * Half) - 1, AnnotateTo = AnnotateTo.Moderators }).When(Link(Away, LinkStanding.Unreachable, 1));
        Assert.Equal(Half, lost.After.Suspensions.Count);

        var outcome = lost.Then().WhenReceived(Tell("everyone"));

        Assert.Equal(Half, outcome.Decision.Events.OfType<RoomEvent.Exited>().Count());
        Assert.Empty(outcome.Sent.Where(stanza => stanza.Annotation() is not null));
    }

    [Fact]
    public void A_domain_has_no_more_sessions_in_a_room_than_the_operator_allows()
    {
        var room = GivenWith(Settings with { MaxSessionsPerDomain = 2 }, Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Cy, "cy"), Granted(Dee, Affiliation.Member));
        const string Puppet = "<presence from='puppet@away.example/x' to='tea@muc.example/puppet'><x xmlns='http://jabber.org/protocol/muc'/></presence>";

        room.WhenReceived(Puppet).ThenRefused(FullJid.Parse("puppet@away.example/x"), ErrorCondition.ResourceConstraint);

        // Other domains, who is in already, and who looks after the room are let in.
        Assert.Single(room.WhenReceived(Puppet.Replace("away.example", "other.example", StringComparison.Ordinal)).Decision.Events);
        Assert.Single(room.WhenReceived("<presence from='bo@away.example/phone' to='tea@muc.example/bo'><x xmlns='http://jabber.org/protocol/muc'/></presence>").Decision.Events);
        var admin = FullJid.Parse("puppet@away.example/x");
        Assert.Single(room.And(Granted(admin, Affiliation.Admin)).WhenReceived(Puppet).Decision.Events);
    }

    private const string Field = "{" + Namespaces.LinkFields + "}annotate-to";

    private static string Tell(string whom) => $"""
        <iq from='{Owner}' to='{Tea}' type='set' id='1'>
          <query xmlns='http://jabber.org/protocol/muc#owner'>
            <x xmlns='jabber:x:data' type='submit'>
              <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>
              <field var='{Field}'><value>{whom}</value></field>
            </x>
          </query>
        </iq>
        """;

    private static Situation Crowd() => Crowd(Roomy);

    private static Situation Crowd(RoomSettings settings) => GivenWith(
        settings,
        [.. Enumerable.Range(0, Half).SelectMany(number => new RoomEvent[] { Somebody(number, "home.example"), Somebody(number, "away.example") })]);

    private static RoomEvent.Entered Somebody(int number, string domain) => Entered(
        FullJid.Parse(string.Create(CultureInfo.InvariantCulture, $"user{number}@{domain}/x")), string.Create(CultureInfo.InvariantCulture, $"{number} at {domain}"), features: Capable);
}
