using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Occupants;

public class InviteTests
{
    private static readonly FullJid Dee = FullJid.Parse("dee@far.example/pad");

    [Theory]
    [InlineData(Role.Visitor)]
    [InlineData(Role.Participant)]
    [InlineData(Role.Moderator)]
    public void To_an_open_room_every_occupant_may_invite(Role role) =>
        Assert.Equal("dee@far.example", Given(Entered(Ada, "ada", role)).WhenReceived(Invitation(Ada)).Sent.Single().To!.ToString());

    [Fact]
    public void Who_is_not_in_the_room_may_not() => Given(Entered(Ada, "ada")).WhenReceived(Invitation(Bo)).ThenRefused(Bo, ErrorCondition.Forbidden);

    [Fact]
    public void To_a_room_that_does_not_exist_nobody_may() => GivenOnly().WhenReceived(Invitation(Bo)).ThenRefused(Bo, ErrorCondition.ItemNotFound);

    [Fact]
    public void To_a_members_only_room_members_may_not() =>
        MembersOnly(membersInvite: false).WhenReceived(Invitation(Ada)).ThenRefused(Ada, ErrorCondition.Forbidden);

    [Fact]
    public void To_a_members_only_room_members_may_where_they_are_allowed_to_and_who_is_invited_becomes_a_member() =>
        MembersOnly(membersInvite: true).WhenReceived(Invitation(Ada)).Then(
            new RoomEvent.AffiliationGranted(Dee.Bare, Affiliation.Member, Ada.Bare, Reason: null),
            new RoomEvent.Invited(new SentInvitation(Ada, Dee.Bare, "i1", Jid.Parse("tea@muc.example/ada"))));

    [Fact]
    public void Moderators_are_told_of_the_new_member() =>
        Given(
                Configured(config => config with { MembersOnly = true }),
                Granted(Ada, Affiliation.Member),
                Entered(Owner, "olga", Role.Moderator),
                Entered(Ada, "ada"))
            .WhenReceived(Invitation(Owner))
            .ThenSendsNothingTo(Ada)
            .ThenSendsTo(Owner, """
                <message from='tea@muc.example' to='olga@home.example/desk'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='dee@far.example'/></x>
                </message>
                """);

    [Fact]
    public void An_outcast_is_not_invited() =>
        Given(Entered(Ada, "ada"), Granted(Dee, Affiliation.Outcast)).WhenReceived(Invitation(Ada)).ThenRefused(Ada, ErrorCondition.NotAllowed);

    [Theory]
    [InlineData("far.example", ErrorCondition.NotAllowed)]
    [InlineData("tea@muc.example", ErrorCondition.NotAllowed)]
    [InlineData("@far.example", ErrorCondition.JidMalformed)]
    [InlineData("", ErrorCondition.JidMalformed)]
    public void An_address_that_nobody_has_is_not_invited(string to, ErrorCondition condition) =>
        Given(Entered(Ada, "ada")).WhenReceived(Invitation(Ada, to)).ThenRefused(Ada, condition);

    [Fact]
    public void Nothing_but_the_invitation_is_passed_on()
    {
        const string xml = """
            <message from='ada@home.example/desk' id='i1' to='tea@muc.example'>
              <body>Buy this</body>
              <x xmlns='http://jabber.org/protocol/muc#user'>
                <status code='110'/>
                <invite to='dee@far.example' from='pope@rome.example'><reason>Tea?</reason><junk xmlns='urn:example:junk'/></invite>
                <password>forged</password>
              </x>
            </message>
            """;

        Given(Entered(Ada, "ada")).WhenReceived(xml).ThenSendsTo(Jid.Parse("dee@far.example"), """
            <message from='tea@muc.example' to='dee@far.example' id='i1'>
              <x xmlns='http://jabber.org/protocol/muc#user'><invite from='tea@muc.example/ada'><reason>Tea?</reason></invite></x>
              <x xmlns='jabber:x:conference' jid='tea@muc.example' reason='Tea?'/>
              <body xml:lang='en'>tea@muc.example/ada invited you to the room tea@muc.example</body>
            </message>
            """);
    }

    [Fact]
    public void A_reason_is_bounded() =>
        Given(Entered(Ada, "ada"))
            .WhenReceived(Invitation(Ada, children: $"<reason>{new string('x', 1025)}</reason>"))
            .ThenRefused(Ada, ErrorCondition.PolicyViolation);

    [Fact]
    public void A_message_invites_a_bounded_number() =>
        Given(Entered(Ada, "ada")).WhenReceived(Message(Ada, string.Concat(Enumerable.Range(0, 21).Select(n => $"<invite to='x{n}@far.example'/>"))))
            .ThenRefused(Ada, ErrorCondition.PolicyViolation);

    [Fact]
    public void A_message_of_another_type_is_no_invitation() =>
        Given(Entered(Ada, "ada"))
            .WhenReceived(Invitation(Ada).Replace(" id=", " type='chat' id=", StringComparison.Ordinal))
            .ThenRefused(Ada, ErrorCondition.BadRequest);

    [Theory]
    [InlineData(Whois.Anyone, ErrorCondition.RemoteServerTimeout)]
    [InlineData(Whois.Moderators, ErrorCondition.RecipientUnavailable)]
    public void Nobody_is_invited_from_a_domain_that_cannot_be_reached(Whois whois, ErrorCondition condition) =>
        Given(
                Configured(config => config with { Whois = whois }),
                Entered(Ada, "ada"),
                Entered(Bo, "bo"),
                new RoomEvent.LinkChanged(Bo.Domain, LinkStanding.Unreachable, 1, Noon))
            .WhenReceived(Invitation(Ada, "dee@away.example"))
            .ThenRefused(Ada, condition);

    [Theory]
    [InlineData("item-not-found", Whois.Moderators, "cancel", "item-not-found")]
    [InlineData("service-unavailable", Whois.Moderators, "cancel", "item-not-found")]
    [InlineData("remote-server-not-found", Whois.Moderators, "wait", "recipient-unavailable")]
    [InlineData("remote-server-not-found", Whois.Anyone, "wait", "remote-server-timeout")]
    public void Who_invited_is_told_that_it_did_not_arrive_but_not_what_the_server_said(string condition, Whois whois, string type, string told)
    {
        var outcome = Given(Configured(config => config with { Whois = whois }), Entered(Ada, "ada")).WhenReceived(Invitation(Ada)).Then().WhenReceived($"""
            <message from='dee@far.example' to='tea@muc.example' id='i1' type='error'>
              <error type='cancel' by='far.example'>
                <{condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>
                <text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Secret</text>
              </error>
            </message>
            """);

        outcome.ThenSendsTo(Ada, $"""
            <message from='tea@muc.example' to='ada@home.example/desk' id='i1' type='error'>
              <error by='tea@muc.example' type='{type}'><{told} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
            </message>
            """);
        outcome.ThenAsks(condition.StartsWith("remote", StringComparison.Ordinal) ? [new RoomRequest.ReportBounce(Dee.Domain)] : []);
    }

    [Fact]
    public void An_error_that_answers_no_invitation_is_dropped() =>
        Given(Entered(Ada, "ada")).WhenReceived("""
            <message from='dee@far.example' to='tea@muc.example' id='i1' type='error'>
              <error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
            </message>
            """).ThenNothing();

    [Fact]
    public void Only_who_was_invited_declines() =>
        Given(Entered(Ada, "ada")).WhenReceived(Invitation(Ada)).Then().WhenReceived(Decline(Bo)).ThenRefused(Bo, ErrorCondition.ItemNotFound);

    [Fact]
    public void An_invitation_is_declined_once() =>
        Given(Entered(Ada, "ada"))
            .WhenReceived(Invitation(Ada)).Then()
            .WhenReceived(Decline(Dee)).Then()
            .WhenReceived(Decline(Dee)).ThenRefused(Dee, ErrorCondition.ItemNotFound);

    [Fact]
    public void Who_left_meanwhile_is_told_at_his_bare_address() =>
        Assert.Equal("ada@home.example", Given(Entered(Ada, "ada"), Entered(Bo, "bo"))
            .WhenReceived(Invitation(Ada)).Then()
            .When(new RoomCommand.Exit(Ada)).Then()
            .WhenReceived(Decline(Dee)).Sent.Single().To!.ToString());

    [Fact]
    public void Only_the_last_invitations_are_remembered() =>
        GivenWith(Settings with { InvitationsRemembered = 1 }, Entered(Ada, "ada"))
            .WhenReceived(Invitation(Ada)).Then()
            .WhenReceived(Invitation(Ada, "eve@far.example")).Then()
            .WhenReceived(Decline(Dee)).ThenRefused(Dee, ErrorCondition.ItemNotFound);

    private static Situation MembersOnly(bool membersInvite) => Given(
        Configured(config => config with { MembersOnly = true, MembersInvite = membersInvite }),
        Granted(Ada, Affiliation.Member),
        Entered(Ada, "ada"));

    private static string Invitation(FullJid by, string to = "dee@far.example", string children = "") => Message(by, $"<invite to='{to}'>{children}</invite>");

    private static string Decline(FullJid by) => Message(by, $"<decline to='{Ada.Bare}'/>");

    private static string Message(FullJid by, string children) =>
        $"<message from='{by}' id='i1' to='tea@muc.example'><x xmlns='http://jabber.org/protocol/muc#user'>{children}</x></message>";
}
