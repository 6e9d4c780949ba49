using System.Xml.Linq;
using MucService.Rooms.OccupantIds;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.AffiliationVersions;

/// <summary>XEP-0463.</summary>
public class AffiliationVersionTests
{
    private static readonly OccupantIdKey Key = new(new string('a', 64));
    private static readonly RoomEvent Created = new RoomEvent.Created(Owner.Bare, Noon, Locked: false, Key);

    private static readonly Situation Open =
        GivenOnly(Created, Configured(config => config with { Whois = Whois.Anyone }), Entered(Owner, "olga", Role.Moderator), Granted(Ada, Affiliation.Member));

    [Fact]
    public void Who_knows_nothing_is_sent_all_lists_before_any_presence()
    {
        var sent = Open.WhenReceived(Enter(Bo, "<mav xmlns='urn:xmpp:muc:affiliations:1'/>")).SentTo(Bo).ToList();

        AssertLists(sent[0], since: null, Key.VersionOf(1), ("ada@home.example", "member"), ("olga@home.example", "owner"));
        Assert.All(sent.Skip(1), stanza => Assert.NotEqual(StanzaType.Normal, stanza.Type));
        Assert.Equal(Key.VersionOf(1), Mav(sent.Single(IsOwnPresence))["until"]);
    }

    [Fact]
    public void Who_knows_a_version_is_sent_what_changed_since()
    {
        var room = Open
            .WhenReceived(Set(("ada@home.example", "none"))).Then()
            .WhenReceived(Set(("cy@away.example", "admin"))).Then()
            .WhenReceived(Set(("dee@home.example", "member"))).Then()
            .WhenReceived(Set(("dee@home.example", "none"))).Then();

        AssertLists(
            room.WhenReceived(Enter(Bo, Since(Key.VersionOf(1)))).SentTo(Bo).First(),
            Key.VersionOf(1),
            Key.VersionOf(5),
            ("ada@home.example", "none"),
            ("cy@away.example", "admin"));
    }

    [Fact]
    public void Where_the_operator_wants_none_told_none_is_and_the_room_does_not_say_that_it_could()
    {
        var room = new Situation(Open.Room with { Settings = Settings with { AffiliationVersions = false } });
        var sent = room.WhenReceived(Enter(Bo, "<mav xmlns='urn:xmpp:muc:affiliations:1'/>")).SentTo(Bo).ToList();
        var changed = room.WhenReceived(Set(("ada@home.example", "none"))).SentTo(Owner);
        var info = room.WhenReceived($"<iq from='{Bo}' id='i' to='tea@muc.example' type='get'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>").SentTo(Bo).Single();

        Assert.DoesNotContain(sent.Concat(changed), stanza => stanza.Child("x", Namespaces.MucUser)?.Child("mav", Namespaces.AffiliationVersions) is not null);
        Assert.DoesNotContain(sent, stanza => stanza.Kind == StanzaKind.Message && stanza.Type == StanzaType.Normal);
        Assert.DoesNotContain(info.Child("query", Namespaces.DiscoInfo)!.Children, feature => feature["var"] == Namespaces.AffiliationVersions);
    }

    [Fact]
    public void Who_knows_the_lists_is_told_their_version_only()
    {
        var sent = Open.WhenReceived(Enter(Bo, Since(Key.VersionOf(1)))).SentTo(Bo).ToList();

        Assert.Equal(StanzaKind.Presence, sent[0].Kind);
        Assert.Equal(Key.VersionOf(1), Mav(sent.Single(IsOwnPresence))["until"]);
    }

    [Theory]
    [InlineData("unheard-of")]
    [InlineData("")]
    public void Who_names_a_version_that_the_room_does_not_know_is_sent_everything(string version) =>
        AssertLists(Open.WhenReceived(Enter(Bo, Since(version))).SentTo(Bo).First(), since: null, Key.VersionOf(1), ("ada@home.example", "member"), ("olga@home.example", "owner"));

    [Fact]
    public void After_a_restart_the_current_version_is_known_and_an_older_one_is_not()
    {
        var room = Open.WhenReceived(Set(("cy@away.example", "admin"))).Then().Room;
        var restarted = new Situation(room with { AffiliationLog = room.AffiliationLog with { Changes = [] } });

        Assert.Equal(StanzaKind.Presence, restarted.WhenReceived(Enter(Bo, Since(Key.VersionOf(2)))).SentTo(Bo).First().Kind);
        AssertLists(
            restarted.WhenReceived(Enter(Bo, Since(Key.VersionOf(1)))).SentTo(Bo).First(),
            since: null,
            Key.VersionOf(2),
            ("ada@home.example", "member"),
            ("cy@away.example", "admin"),
            ("olga@home.example", "owner"));
    }

    [Fact]
    public void Outcasts_are_told_to_those_who_may_read_their_list()
    {
        var room = Open.WhenReceived(Set(("eve@evil.example", "outcast"))).Then();

        Assert.DoesNotContain("eve", Lists(room.WhenReceived(Enter(Bo, Since(""))).SentTo(Bo).First()), StringComparison.Ordinal);
        Assert.Contains("eve@evil.example", Lists(room.WhenReceived(Enter(FullJid.Parse("olga@home.example/phone"), Since(""), "olga")).SentTo(Jid.Parse("olga@home.example/phone")).First()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_one_may_not_know_is_not_shown_by_an_empty_answer() =>
        AssertLists(
            Open.WhenReceived(Set(("eve@evil.example", "outcast"))).Then().WhenReceived(Enter(Bo, Since(Key.VersionOf(1)))).SentTo(Bo).First(),
            since: null,
            Key.VersionOf(2),
            ("ada@home.example", "member"),
            ("olga@home.example", "owner"));

    [Fact]
    public void Who_may_read_no_list_is_refused_and_enters_all_the_same()
    {
        var sent = GivenOnly(Created, Entered(Owner, "olga", Role.Moderator)).WhenReceived(Enter(Bo, "<mav xmlns='urn:xmpp:muc:affiliations:1'/>")).SentTo(Bo).ToList();

        Assert.Equal((StanzaKind.Message, StanzaType.Error), (sent[0].Kind, sent[0].Type));
        var error = sent[0].Child("error", Namespaces.Component)!;
        Assert.Equal(("auth", "tea@muc.example"), (error["type"], error["by"]));
        Assert.NotNull(error.Child("forbidden", Namespaces.StanzaErrors));
        Assert.Contains(sent, IsOwnPresence);
    }

    [Fact]
    public void Long_lists_come_in_several_messages_whose_versions_meet()
    {
        var room = Open.Room.After([.. Enumerable.Range(0, 1200).Select(number => Granted(FullJid.Parse($"m{number}@home.example/x"), Affiliation.Member))]);

        var messages = new Situation(room).WhenReceived(Enter(Bo, Since(""))).SentTo(Bo).TakeWhile(stanza => stanza.Kind == StanzaKind.Message).ToList();

        Assert.Equal(3, messages.Count);
        Assert.Null(Mav(messages[0])["since"]);
        Assert.Equal(Mav(messages[0])["until"], Mav(messages[1])["since"]);
        Assert.Equal(Mav(messages[1])["until"], Mav(messages[2])["since"]);
        Assert.Equal(Key.VersionOf(1201), Mav(messages[2])["until"]);
        Assert.Equal(1202, messages.Sum(message => message.Child("x", Namespaces.MucUser)!.Children.Length - 1));
    }

    [Fact]
    public void A_change_is_told_with_both_versions_whether_he_is_there_or_not()
    {
        var room = Open.WhenReceived(Enter(Bo, "")).Then();

        var present = room.WhenReceived(Set(("bo@away.example", "admin"))).SentTo(Owner).First(stanza => stanza.Kind == StanzaKind.Presence);
        var absent = room.WhenReceived(Set(("cy@away.example", "admin"))).SentTo(Bo).Single();

        Assert.All([present, absent], stanza => Assert.Equal((Key.VersionOf(1), Key.VersionOf(2)), (Mav(stanza)["since"], Mav(stanza)["until"])));
    }

    [Fact]
    public void Who_is_banned_is_seen_to_go_with_both_versions() =>
        Assert.Equal(
            Key.VersionOf(2),
            Mav(Open.WhenReceived(Enter(Bo, "")).Then().WhenReceived(Set(("bo@away.example", "outcast"))).SentTo(Owner).First(stanza => stanza.Type == StanzaType.Unavailable))["until"]);

    [Fact]
    public void One_request_is_one_change_of_version()
    {
        var sent = Open.WhenReceived(Enter(Bo, "")).Then().WhenReceived(Set(("cy@away.example", "admin"), ("dee@home.example", "member"))).SentTo(Bo);

        Assert.All(sent, stanza => Assert.Equal((Key.VersionOf(1), Key.VersionOf(3)), (Mav(stanza)["since"], Mav(stanza)["until"])));
        Assert.Equal(2, sent.Count());
    }

    [Fact]
    public void The_same_affiliation_with_another_nick_is_no_change()
    {
        var granted = new RoomEvent.AffiliationGranted(Ada.Bare, Affiliation.Member, Owner.Bare, Reason: null, Nick("ada"));

        Assert.Equal(Open.Room.AffiliationLog.Number, Open.Room.After(granted).AffiliationLog.Number);
    }

    [Fact]
    public void Others_do_not_see_what_somebody_asked_for_nor_whether_he_may_know() =>
        Assert.All(
            Open.WhenReceived(Enter(Bo, Since("secret"))).SentTo(Owner),
            stanza => Assert.DoesNotContain("mav", StanzaXml.Render(stanza).ToString(), StringComparison.Ordinal));

    [Fact]
    public void The_room_announces_it() => Assert.Contains(
        Namespaces.AffiliationVersions,
        Disco.Features(Open.WhenReceived($"<iq from='{Bo}' to='{Tea}' id='i' type='get'><query xmlns='{Namespaces.DiscoInfo}'/></iq>").Sent.Single().Child("query", Namespaces.DiscoInfo)!));

    private static bool IsOwnPresence(Stanza stanza) =>
        stanza.Kind == StanzaKind.Presence && stanza.Child("x", Namespaces.MucUser)?.Children.Any(child => child["code"] == "110") == true;

    private static Element Mav(Stanza stanza) => stanza.Child("x", Namespaces.MucUser)!.Child("mav", Namespaces.AffiliationVersions)!;

    private static string Lists(Stanza message) => StanzaXml.Render(message).ToString(SaveOptions.DisableFormatting);

    private static void AssertLists(Stanza message, string? since, string until, params (string Jid, string Affiliation)[] items)
    {
        Assert.Equal((StanzaKind.Message, "tea@muc.example"), (message.Kind, message.From!.ToString()));
        Assert.Equal((since, until), (Mav(message)["since"], Mav(message)["until"]));
        Assert.Equal(
            items,
            message.Child("x", Namespaces.MucUser)!.Children.Where(child => child.Name.Local == "item").Select(item => (item["jid"]!, item["affiliation"]!)));
    }

    private static string Since(string version) => $"<mav xmlns='urn:xmpp:muc:affiliations:1' since='{version}'/>";

    private static string Enter(FullJid who, string mav, string nick = "bo") =>
        $"<presence from='{who}' to='{Tea}/{nick}'><x xmlns='http://jabber.org/protocol/muc'>{mav}</x></presence>";

    private static string Set(params (string Jid, string Affiliation)[] items) => $"""
        <iq from='{Owner}' to='{Tea}' id='a' type='set'>
          <query xmlns='http://jabber.org/protocol/muc#admin'>{string.Concat(items.Select(item => $"<item jid='{item.Jid}' affiliation='{item.Affiliation}'/>"))}</query>
        </iq>
        """;
}
