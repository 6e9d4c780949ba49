using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Admins;

/// <summary>Admins decide who is registered. XEP-0045 #register, #regapprove.</summary>
public class ApproveRegistrationTests
{
    private const string Ask = """
        <iq from='cy@away.example/desk' id='r1' to='tea@muc.example' type='set'>
          <query xmlns='jabber:iq:register'>
            <x xmlns='jabber:x:data' type='submit'>
              <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field>
              <field var='muc#register_first'><value>Cyrus</value></field>
              <field var='muc#register_roomnick'><value>king</value></field>
            </x>
          </query>
        </iq>
        """;

    private static readonly RegistrationRequest Request = new(Cy.Bare, Nick("king"), Noon);

    private static Situation Room(params RoomEvent[] happened) =>
        Given([Configured(config => config with { MembersOnly = true }), Granted(Ada, Affiliation.Admin), Granted(Bo, Affiliation.Member), .. happened]);

    private static Situation Asked(params RoomEvent[] happened) => Room([new RoomEvent.RegistrationRequested(Request), .. happened]);

    private static string Answer(FullJid by, string allow, string nick = "king") => $"""
        <message from='{by}' to='{Tea}' id='a'>
          <x xmlns='jabber:x:data' type='submit'>
            <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field>
            <field var='muc#jid'><value>{Cy.Bare}</value></field>
            <field var='muc#register_roomnick'><value>{nick}</value></field>
            <field var='muc#register_allow'><value>{allow}</value></field>
          </x>
        </message>
        """;

    [Fact]
    public void A_stranger_who_asks_for_membership_waits_and_every_admin_is_asked()
    {
        var asked = Room().WhenReceived(Ask);

        asked.Then(new RoomEvent.RegistrationRequested(Request));
        asked.ThenSendsTo(Cy, "<iq from='tea@muc.example' to='cy@away.example/desk' id='r1' type='result'/>");
        Assert.Empty(asked.SentTo(Bo.Bare));
        foreach (var admin in (BareJid[])[Owner.Bare, Ada.Bare])
        {
            var form = DataForm.From(asked.SentTo(admin).Single().Child("x", Namespaces.DataForms))!;
            Assert.Equal((DataFormType.Form, Namespaces.MucRegister), (form.Type, form.Scope));
            Assert.Equal((Cy.Bare.ToString(), "king", "Cyrus"), (form.Text("muc#jid"), form.Text("muc#register_roomnick"), form.Text("muc#register_first")));
            Assert.False(form.Boolean("muc#register_allow"));
        }
    }

    [Fact]
    public void So_it_is_in_any_room_whose_owners_want_it_so() =>
        Given(Configured(config => config with { Registration = RegistrationPolicy.Approval }))
            .WhenReceived(Ask).Then(new RoomEvent.RegistrationRequested(Request));

    [Fact]
    public void Who_is_approved_is_a_member_with_his_nick_and_told_so_with_101() =>
        Asked().WhenReceived(Answer(Ada, "1"))
            .Then(new RoomEvent.AffiliationGranted(Cy.Bare, Affiliation.Member, Ada.Bare, Reason: null, Nick("king")))
            .ThenSendsNothingTo(Ada)
            .ThenSendsTo(Cy.Bare, """
                <message from='tea@muc.example' to='cy@away.example'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <item affiliation='member' jid='cy@away.example' nick='king' role='none'/>
                    <status code='101'/>
                  </x>
                </message>
                """);

    [Fact]
    public void Who_is_in_the_room_is_shown_to_all_as_a_member() =>
        Given(Configured(config => config with { Registration = RegistrationPolicy.Approval }), new RoomEvent.RegistrationRequested(Request), Entered(Cy, "cy"), Entered(Bo, "bo"))
            .WhenReceived(Answer(Owner, "true"))
            .ThenSendsNothingTo(Cy.Bare)
            .ThenSendsTo(Bo, """
                <presence from='tea@muc.example/cy' to='bo@away.example/phone'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='participant'/></x>
                </presence>
                """);

    [Fact]
    public void Who_is_denied_is_told_so_and_may_ask_again()
    {
        var denied = Asked().WhenReceived(Answer(Ada, "0"));

        denied.Then(new RoomEvent.RegistrationDenied(Cy.Bare));
        Assert.Single(denied.SentTo(Cy.Bare));
        denied.Then().WhenReceived(Ask).Then(new RoomEvent.RegistrationRequested(Request));
    }

    [Fact]
    public void Only_admins_decide_and_only_about_who_asked()
    {
        Asked().WhenReceived(Answer(Bo, "1")).ThenRefused(Bo, ErrorCondition.Forbidden);
        Asked().WhenReceived(Answer(Ada, "1", nick: "queen")).ThenRefused(Ada, ErrorCondition.ItemNotFound);
        Room().WhenReceived(Answer(Ada, "1")).ThenRefused(Ada, ErrorCondition.ItemNotFound);
        Asked().WhenReceived(Answer(Ada, "perhaps")).ThenRefused(Ada, ErrorCondition.BadRequest);
    }

    [Fact]
    public void A_nick_that_somebody_else_has_by_now_is_a_conflict() =>
        Asked(new RoomEvent.AffiliationGranted(Bo.Bare, Affiliation.Member, Owner.Bare, Reason: null, Nick("king")))
            .WhenReceived(Answer(Ada, "1")).ThenRefused(Ada, ErrorCondition.Conflict);

    [Fact]
    public void Who_waits_does_not_ask_again_until_it_is_forgotten()
    {
        Asked().WhenReceived(Ask).ThenRefused(Cy, ErrorCondition.ResourceConstraint);
        Assert.NotEmpty(Asked().WhenReceived(Ask, TimeSpan.FromDays(30)).Decision.Events);
    }

    [Fact]
    public void So_many_wait_and_no_more()
    {
        var room = new Situation(Asked().Room with { Settings = Settings with { MaxRegistrationRequests = 1 } });

        room.WhenReceived(Ask.Replace("cy@", "dee@", StringComparison.Ordinal).Replace("king", "queen", StringComparison.Ordinal))
            .ThenRefused(FullJid.Parse("dee@away.example/desk"), ErrorCondition.ResourceConstraint);
    }

    [Fact]
    public void Any_affiliation_answers_the_request() =>
        Assert.Empty(Asked(new RoomEvent.AffiliationGranted(Cy.Bare, Affiliation.Outcast, Owner.Bare, Reason: null)).Room.Registrations);

    [Fact]
    public void Where_nobody_registers_it_is_not_announced()
    {
        static bool Announces(RegistrationPolicy policy) => Disco.Features(Given(Configured(config => config with { Registration = policy }))
            .WhenReceived("<iq from='cy@away.example/desk' id='i' to='tea@muc.example' type='get'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
            .Sent.Single().Child("query", Namespaces.DiscoInfo)!).Contains(Namespaces.MucRegister);

        Assert.True(Announces(RegistrationPolicy.Open));
        Assert.False(Announces(RegistrationPolicy.Closed));
    }
}
