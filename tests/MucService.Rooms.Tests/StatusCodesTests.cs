using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests;

/// <summary>
/// Every status code of the registry in its place: what brings it about, who is told it, and who is not. XEP-0045 #registrar-statuscodes-init.
/// </summary>
public class StatusCodesTests
{
    /// <summary>
    /// 101 is told only to who asked to be registered and was away when admins decided (<c>ApproveRegistrationTests</c>): as a courtesy to others
    /// it would let anybody who makes a room write to anybody. 102 and 103 are about members who are away, whom rooms do not show. 332 is told when
    /// the operator retires a service (<c>ShutDownTests</c>), not at the end of the process, which rooms survive.
    /// </summary>
    private static readonly StatusCode[] ToldElsewhere =
        [StatusCode.AffiliationChanged, StatusCode.ShowsUnavailable, StatusCode.HidesUnavailable, StatusCode.ServiceClosing];

    private static readonly Situation Room = Given(
        Configured(config => config with { Persistent = true }), Entered(Owner, "olga", Role.Moderator), Entered(Ada, "ada"), Entered(Bo, "bo"));

    private static readonly Dictionary<StatusCode, Place> Places = new()
    {
        [StatusCode.RealJidsPublic] = new(NonAnonymous, Enter(Cy, "cy"), Told: [Cy], NotTold: [Owner, Ada]),
        [StatusCode.ConfigurationChanged] = new(Room, Configure("roomname", "Tea"), Told: [Owner, Ada, Bo], NotTold: []),
        [StatusCode.SelfPresence] = new(Room, Enter(Cy, "cy"), Told: [Cy], NotTold: [Owner, Ada]),
        [StatusCode.LoggingEnabled] = new(Room, Configure("enablelogging", "1"), Told: [Owner, Ada, Bo], NotTold: []),
        [StatusCode.LoggingDisabled] = new(Logged, Configure("enablelogging", "0"), Told: [Owner, Ada, Bo], NotTold: []),
        [StatusCode.NonAnonymous] = new(Room, Configure("whois", "anyone"), Told: [Owner, Ada, Bo], NotTold: []),
        [StatusCode.SemiAnonymous] = new(NonAnonymous, Configure("whois", "moderators"), Told: [Owner, Ada, Bo], NotTold: []),
        [StatusCode.Created] = new(GivenOnly(), Enter(Cy, "cy"), Told: [Cy], NotTold: []),
        [StatusCode.NickAssigned] = new(Room, Enter(AdasPhone, "ADA"), Told: [AdasPhone], NotTold: [Owner, Ada]),
        [StatusCode.Banned] = new(Room, Change("jid='bo@away.example' affiliation='outcast'"), Told: [Owner, Ada, Bo], NotTold: []),
        [StatusCode.NickChanged] = new(Room, "<presence from='bo@away.example/phone' to='tea@muc.example/bob'/>", Told: [Owner, Ada, Bo], NotTold: []),
        [StatusCode.Kicked] = new(Room, Change("nick='bo' role='none'"), Told: [Owner, Ada, Bo], NotTold: []),
        [StatusCode.AffiliationLost] = new(MembersOnly, Change("jid='bo@away.example' affiliation='none'"), Told: [Owner, Ada, Bo], NotTold: []),
        [StatusCode.MembersOnly] = new(Room, Configure("membersonly", "1"), Told: [Owner, Ada, Bo], NotTold: []),
        [StatusCode.TechnicalRemoval] = new(Spoken, Gone, Told: [Owner, Ada, Bo], NotTold: []),
    };

    private static Situation NonAnonymous => With(config => config with { Whois = Whois.Anyone });

    private static Situation Logged => With(config => config with { Logged = true });

    private static Situation MembersOnly => Given(
        Granted(Ada, Affiliation.Member), Granted(Bo, Affiliation.Member), Configured(config => config with { MembersOnly = true }),
        Entered(Owner, "olga", Role.Moderator), Entered(Ada, "ada"), Entered(Bo, "bo"));

    private static Situation Spoken =>
        Room.WhenReceived("<message from='ada@home.example/desk' id='m1' to='tea@muc.example' type='groupchat'><body>Tea?</body></message>").Then();

    private static string Gone => """
        <message from='bo@away.example/phone' id='m1' to='tea@muc.example/ada' type='error'>
          <error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
        </message>
        """;

    public static TheoryData<StatusCode> Codes => [.. Places.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_is_told_in_its_place_and_only_there(StatusCode code)
    {
        var place = Places[code];
        var outcome = place.Room.WhenReceived(place.Received, TimeSpan.FromMinutes(1));

        Assert.All(place.Told, who => Assert.Contains(((int)code).ToString(System.Globalization.CultureInfo.InvariantCulture), CodesTold(outcome, who)));
        Assert.All(place.NotTold, who => Assert.DoesNotContain(((int)code).ToString(System.Globalization.CultureInfo.InvariantCulture), CodesTold(outcome, who)));
    }

    [Fact]
    public void Every_code_has_its_place_or_a_reason_why_it_has_none_here() =>
        Assert.Equal(Enum.GetValues<StatusCode>().Order(), Places.Keys.Concat(ToldElsewhere).Order());

    [Fact]
    public void A_technical_removal_is_no_kick() =>
        Assert.DoesNotContain("307", CodesTold(Spoken.WhenReceived(Gone, TimeSpan.FromMinutes(1)), Ada));

    private static IEnumerable<string?> CodesTold(Outcome outcome, FullJid who) =>
        from stanza in outcome.SentTo(who)
        let x = stanza.Child("x", Namespaces.MucUser)
        where x is not null
        from child in x.Children
        where child.Name.Local == "status"
        select child["code"];

    private static Situation With(Func<RoomConfig, RoomConfig> change) =>
        Given(Configured(change), Entered(Owner, "olga", Role.Moderator), Entered(Ada, "ada"), Entered(Bo, "bo"));

    private static string Enter(FullJid who, string nick) =>
        $"<presence from='{who}' to='tea@muc.example/{nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>";

    private static string Change(string item) =>
        $"<iq from='{Owner}' id='c1' to='tea@muc.example' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item {item}/></query></iq>";

    private static string Configure(string field, string value) => $"""
        <iq from='{Owner}' id='c1' to='tea@muc.example' type='set'>
          <query xmlns='http://jabber.org/protocol/muc#owner'>
            <x xmlns='jabber:x:data' type='submit'><field var='muc#roomconfig_{field}'><value>{value}</value></field></x>
          </query>
        </iq>
        """;

    private sealed record Place(Situation Room, string Received, FullJid[] Told, FullJid[] NotTold);
}
