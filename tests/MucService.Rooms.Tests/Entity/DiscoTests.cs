using System.Collections.Immutable;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Entity;

public class DiscoTests
{
    [Fact]
    public void The_features_follow_the_configuration()
    {
        var usual = Features(RoomConfig.Default);
        var strict = Features(new RoomConfig
        {
            Password = "p", Public = false, Persistent = true, MembersOnly = true, Moderated = true, Whois = Whois.Anyone,
        });

        Assert.Equal(
            ["muc_open", "muc_public", "muc_semianonymous", "muc_temporary", "muc_unmoderated", "muc_unsecured"],
            usual.Except(strict).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["muc_hidden", "muc_membersonly", "muc_moderated", "muc_nonanonymous", "muc_passwordprotected", "muc_persistent"],
            strict.Except(usual).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_room_that_not_everyone_may_enter_keeps_its_subject_to_itself()
    {
        var subject = new RoomEvent.SubjectChanged(new Subject("Scones", Nick("ada"), Noon, "sid-0"));

        Assert.Equal("Scones", Form(Given(subject)).Text("muc#roominfo_subject"));
        Assert.Null(Form(Given(Configured(config => config with { MembersOnly = true }), subject))["muc#roominfo_subject"]);
    }

    [Fact]
    public void Occupants_are_listed_where_anyone_may_enter()
    {
        Assert.Equal(["tea@muc.example/ada"], Items(RoomConfig.Default, Cy));
        Assert.Empty(Items(new RoomConfig { Public = false }, Cy));
        Assert.Equal(["tea@muc.example/ada"], Items(new RoomConfig { Public = false }, Ada));
        Assert.Empty(Items(new RoomConfig { PresenceBroadcast = [] }, Cy));
    }

    [Fact]
    public void A_room_that_discards_nothing_has_no_list_of_allowed_traffic() =>
        Given().WhenReceived("""
            <iq from='ada@home.example/desk' id='i1' to='tea@muc.example' type='get'>
              <query xmlns='http://jabber.org/protocol/disco#info' node='http://jabber.org/protocol/muc#traffic'/>
            </iq>
            """).ThenRefused(Ada, ErrorCondition.ServiceUnavailable);

    [Fact]
    public void A_room_answers_a_ping_and_says_so()
    {
        Given().WhenReceived(Pings(Ada)).ThenSendsTo(Ada, "<iq from='tea@muc.example' to='ada@home.example/desk' id='p1' type='result'/>");
        Assert.Contains(Namespaces.Ping, Features(RoomConfig.Default));
        GivenOnly().WhenReceived(Pings(Ada)).ThenRefused(Ada, ErrorCondition.ItemNotFound);

        static string Pings(FullJid by) => $"<iq from='{by}' id='p1' to='tea@muc.example' type='get'><ping xmlns='urn:xmpp:ping'/></iq>";
    }

    [Fact]
    public void A_room_that_does_not_exist_or_is_locked_is_not_found()
    {
        GivenOnly().WhenReceived(Query("info", Ada)).ThenRefused(Ada, ErrorCondition.ItemNotFound);
        GivenOnly(new RoomEvent.Created(Owner.Bare, Noon, Locked: true)).WhenReceived(Query("items", Ada)).ThenRefused(Ada, ErrorCondition.ItemNotFound);
    }

    private static string Query(string what, FullJid by) =>
        $"<iq from='{by}' id='i1' to='tea@muc.example' type='get'><query xmlns='http://jabber.org/protocol/disco#{what}'/></iq>";

    private static Element Info(Situation room) => room.WhenReceived(Query("info", Ada)).Sent.Single().Child("query", Namespaces.DiscoInfo)!;

    private static ImmutableHashSet<string> Features(RoomConfig config) => Disco.Features(Info(Given(Configured(config))));

    private static DataForm Form(Situation room) => DataForm.In(Info(room), Namespaces.MucRoomInfo)!;

    private static IEnumerable<string?> Items(RoomConfig config, FullJid asker) =>
        Given(Configured(config), Entered(Ada, "ada")).WhenReceived(Query("items", asker)).Sent.Single()
            .Child("query", Namespaces.DiscoItems)!.Children.Select(item => item["jid"]);
}
