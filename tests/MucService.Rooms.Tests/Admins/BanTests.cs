using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Admins;

public class BanTests
{
    private static readonly FullJid BosDesk = FullJid.Parse("bo@away.example/desk");

    private static RoomCommand.Administrate Ban(FullJid by, string jid, string? reason = null) => new(
        by, [new AdminItem(null, BareJid.Parse(jid), Affiliation.Outcast, null, reason)])
    {
        Stanza = Stanza($"<iq from='{by}' to='{Tea}' id='b' type='set'><query xmlns='{Namespaces.MucAdmin}'/></iq>"),
    };

    [Fact]
    public void A_ban_removes_every_session_of_the_bare_jid() =>
        Given(Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo"), Entered(BosDesk, "bo"), Entered(Cy, "cy"))
            .When(Ban(Owner, "bo@away.example", "Treason"))
            .Then(
                new RoomEvent.AffiliationGranted(Bo.Bare, Affiliation.Outcast, Owner.Bare, "Treason"),
                new RoomEvent.Exited(Bo),
                new RoomEvent.Exited(BosDesk))
            .ThenSendsTo(Cy, """
                <presence from='tea@muc.example/bo' to='cy@away.example/desk' id='19b7e943200-sid-1' type='unavailable'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <item affiliation='outcast' role='none'><actor nick='olga'/><reason>Treason</reason></item>
                    <status code='301'/>
                  </x>
                </presence>
                """);

    /// <summary>The room ends with him, and its lists.</summary>
    [Fact]
    public void The_last_occupant_of_a_temporary_room_may_be_banned_and_is_told_that_he_is() =>
        Given(Entered(Bo, "bo")).When(Ban(Owner, "bo@away.example")).ThenSendsTo(Bo, """
            <presence from='tea@muc.example/bo' to='bo@away.example/phone' id='19b7e943200-sid-1' type='unavailable'>
              <x xmlns='http://jabber.org/protocol/muc#user'>
                <item affiliation='outcast' jid='bo@away.example/phone' role='none'/><status code='110'/><status code='301'/>
              </x>
            </presence>
            """).ThenForgets();

    [Fact]
    public void A_banned_domain_removes_everybody_there_who_is_not_listed_himself() =>
        Given(Granted(Cy, Affiliation.Member), Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo"), Entered(Cy, "cy"))
            .When(Ban(Owner, "away.example"))
            .Then(
                new RoomEvent.AffiliationGranted(BareJid.Parse("away.example"), Affiliation.Outcast, Owner.Bare, null),
                new RoomEvent.Exited(Bo));

    [Fact]
    public void A_banned_domain_makes_an_outcast_of_everybody_there()
    {
        var room = Given(new RoomEvent.AffiliationGranted(BareJid.Parse("away.example"), Affiliation.Outcast, Owner.Bare, null)).Room;

        Assert.Equal(Affiliation.Outcast, room.AffiliationOf(Bo.Bare));
        Assert.Equal(Affiliation.None, room.AffiliationOf(Ada.Bare));
    }

    [Fact]
    public void Banning_oneself_is_a_conflict() =>
        Given(Granted(Ada, Affiliation.Admin), Entered(Ada, "ada", Role.Moderator))
            .When(Ban(Ada, "ada@home.example"))
            .ThenRefused(Ada, ErrorCondition.Conflict);

    [Fact]
    public void An_admin_may_not_ban_an_owner() =>
        Given(Granted(Ada, Affiliation.Admin), Entered(Ada, "ada", Role.Moderator))
            .When(Ban(Ada, "olga@home.example"))
            .ThenRefused(Ada, ErrorCondition.NotAllowed);

    [Fact]
    public void A_moderator_who_is_no_admin_may_not_ban() =>
        Given(Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo"))
            .When(Ban(Ada, "bo@away.example"))
            .ThenRefused(Ada, ErrorCondition.Forbidden);

    [Fact]
    public void The_operators_admins_cannot_be_banned() =>
        GivenWith(Settings with { Admins = [Bo.Bare] }, Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo", Role.Moderator))
            .When(Ban(Owner, "bo@away.example"))
            .ThenRefused(Owner, ErrorCondition.NotAllowed);

    [Fact]
    public void The_ban_of_somebody_who_is_not_there_is_told_to_those_who_see_real_jids() =>
        Given(Entered(Owner, "olga", Role.Moderator), Entered(Cy, "cy"))
            .When(Ban(Owner, "bo@away.example", "Treason"))
            .ThenSendsNothingTo(Cy)
            .ThenSendsTo(Owner, """
                <message from='tea@muc.example' to='olga@home.example/desk' id='19b7e943200-sid-1'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <item affiliation='outcast' jid='bo@away.example'><reason>Treason</reason></item>
                    <status code='301'/>
                  </x>
                </message>
                <iq from='tea@muc.example' to='olga@home.example/desk' id='b' type='result'/>
                """);

    [Fact]
    public void Lists_hold_only_so_many() =>
        GivenWith(Settings with { MaxAffiliations = 2 }, Granted(Ada, Affiliation.Member))
            .When(Ban(Owner, "bo@away.example"))
            .ThenRefused(Owner, ErrorCondition.PolicyViolation);
}
