using System.Text;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.VCards;

/// <summary>XEP-0486. Pictures and hashes from its examples, © XMPP Standards Foundation, used under its permission notice.</summary>
public class RoomVCardTests
{
    private const string Svg =
        "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSIzMiIgaGVpZ2h0PSIzMiI+CiA8cmVjdCB4PSIwIiB5PSIwIiB3aWR0aD0iMzIiIGhlaWdodD0iMzIiIGZpbGw9InJlZCIvPgo8L3N2Zz4K";

    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgAQMAAABJtOi3AAAAB3RJTUUH4ggVERoVAPsrMgAAAAlwSFlzAAALEgAACxIB0t1+/AAAABl0RVh0U29mdHdhcmUAd3d3Lmlua3NjYXBlLm9yZ5vuPBoAAAAEZ0FNQQAAsY8L/GEFAAAAIGNIUk0AAHomAACAhAAA+gAAAIDoAAB1MAAA6mAAADqYAAAXcJy6UTwAAAAGUExURf8AAP///0EdNBEAAAABYktHRAH/Ai3eAAAADElEQVQI12NgGNwAAACgAAFhJX1HAAAAAElFTkSuQmCC";

    private const string SvgHash = "a31c4bd04de69663cfd7f424a8453f4674da37ff";
    private const string PngHash = "b9b256f999ded52c2fa14fb007c2e5b979450cbb";

    private static readonly Situation Tearoom = Given(Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo"));

    [Fact]
    public void An_owner_publishes_an_avatar_and_everybody_hears_of_it()
    {
        var outcome = Tearoom.WhenReceived(Publish(Owner, Photo(Svg)));

        Assert.IsType<RoomEvent.VCardChanged>(Assert.Single(outcome.Decision.Events));
        outcome.ThenSendsTo(Owner, $"""
            <iq from='tea@muc.example' to='olga@home.example/desk' id='v' type='result'/>
            <message from='tea@muc.example' to='olga@home.example/desk' type='groupchat'>
              <x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x>
            </message>
            <presence from='tea@muc.example' to='olga@home.example/desk'><x xmlns='vcard-temp:x:update'><photo>{SvgHash}</photo></x></presence>
            """);
        outcome.ThenSendsTo(Bo, $"""
            <message from='tea@muc.example' to='bo@away.example/phone' type='groupchat'>
              <x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x>
            </message>
            <presence from='tea@muc.example' to='bo@away.example/phone'><x xmlns='vcard-temp:x:update'><photo>{SvgHash}</photo></x></presence>
            """);
    }

    [Fact]
    public void Anybody_reads_it_byte_for_byte()
    {
        var card = $"<vCard xmlns='vcard-temp'>\n  <FN>Tea &amp; \"scones\"</FN><X xmlns='urn:x' b=\"2\" a='1'></X>{Photo(Svg)}</vCard>";
        var room = Tearoom.WhenReceived(Iq(Owner, "set", card)).Then();

        var sent = room.WhenReceived(Iq(Cy, "get", "<vCard xmlns='vcard-temp'/>")).SentTo(Cy).Single();

        var received = StanzaXml.Parse(Iq(Owner, "set", card)).Payloads.Single();
        Assert.Equal(StanzaType.Result, sent.Type);
        Assert.Equal(Encoding.UTF8.GetString(received.Bytes.Span), Encoding.UTF8.GetString(sent.Payloads.Single().Bytes.Span));
    }

    [Fact]
    public void Where_there_is_none_an_empty_one_is_given() =>
        Tearoom.WhenReceived(Iq(Cy, "get", "<vCard xmlns='vcard-temp'/>")).ThenSendsTo(Cy, """
            <iq from='tea@muc.example' to='cy@away.example/desk' id='v' type='result'><vCard xmlns='vcard-temp'/></iq>
            """);

    [Fact]
    public void The_hashes_of_all_pictures_stand_in_the_rooms_information()
    {
        Assert.Equal([SvgHash, PngHash], Hashes(Tearoom.WhenReceived(Publish(Owner, Photo(Svg) + Photo(Png))).Then())!);
        Assert.Null(Hashes(Tearoom));
        Assert.Null(Hashes(Tearoom.WhenReceived(Publish(Owner, "<FN>Tea</FN>")).Then()));
    }

    [Fact]
    public void Line_breaks_in_base64_change_nothing() =>
        Assert.Equal([SvgHash], Hashes(Tearoom.WhenReceived(Publish(Owner, Photo(Svg.Insert(60, "\n  ").Insert(20, " ")))).Then())!);

    [Fact]
    public void An_empty_vCard_takes_the_avatar_away()
    {
        var outcome = Tearoom.WhenReceived(Publish(Owner, Photo(Svg))).Then().WhenReceived(Publish(Owner, ""));

        outcome.Then(new RoomEvent.VCardChanged(null)).ThenSendsTo(Bo, """
            <message from='tea@muc.example' to='bo@away.example/phone' type='groupchat'>
              <x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x>
            </message>
            <presence from='tea@muc.example' to='bo@away.example/phone'><x xmlns='vcard-temp:x:update'><photo/></x></presence>
            """);
        Assert.Null(Hashes(outcome.Then()));
    }

    [Fact]
    public void The_same_again_is_no_change() =>
        Tearoom.WhenReceived(Publish(Owner, Photo(Svg))).Then().WhenReceived(Publish(Owner, Photo(Svg))).ThenNoEvent().ThenSendsNothingTo(Bo);

    [Fact]
    public void Who_enters_a_room_with_an_avatar_is_told_its_hash_first()
    {
        var entry = $"<presence from='{Cy}' to='tea@muc.example/cy'><x xmlns='http://jabber.org/protocol/muc'/></presence>";

        var first = Tearoom.WhenReceived(Publish(Owner, Photo(Svg))).Then().WhenReceived(entry).SentTo(Cy).First();
        Assert.Equal("tea@muc.example", first.From!.ToString());
        Assert.NotNull(first.Payload("x", Namespaces.VCardUpdate));
        Assert.All(Tearoom.WhenReceived(entry).SentTo(Cy), stanza => Assert.Null(stanza.Payload("x", Namespaces.VCardUpdate)));
    }

    [Fact]
    public void Only_owners_publish_and_are_told_so_by_the_XEPs_words() =>
        Given(Granted(Bo, Affiliation.Admin), Entered(Bo, "bo", Role.Moderator)).WhenReceived(Publish(Bo, "")).ThenNoEvent().ThenSendsTo(Bo, """
            <iq from='tea@muc.example' to='bo@away.example/phone' id='v' type='error'>
              <vCard xmlns='vcard-temp'></vCard>
              <error by='tea@muc.example' type='auth'>
                <forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>
                <text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas' xml:lang='en'>Only owners are allowed to set avatars.</text>
              </error>
            </iq>
            """);

    [Fact]
    public void One_that_is_too_large_is_refused() =>
        GivenWith(Settings with { MaxVCardBytes = 100 }, Entered(Owner, "olga", Role.Moderator))
            .WhenReceived(Publish(Owner, Photo(Svg)))
            .ThenRefused(Owner, ErrorCondition.PolicyViolation);

    [Fact]
    public void A_picture_that_is_not_base64_is_refused() =>
        Tearoom.WhenReceived(Publish(Owner, Photo("not base64!"))).ThenRefused(Owner, ErrorCondition.BadRequest);

    [Fact]
    public void A_room_that_does_not_exist_or_is_locked_is_not_found()
    {
        GivenOnly().WhenReceived(Publish(Owner, Photo(Svg))).ThenRefused(Owner, ErrorCondition.ItemNotFound);
        GivenOnly(new RoomEvent.Created(Owner.Bare, Noon, Locked: true))
            .WhenReceived(Iq(Cy, "get", "<vCard xmlns='vcard-temp'/>"))
            .ThenRefused(Cy, ErrorCondition.ItemNotFound);
    }

    [Fact]
    public void A_room_that_is_destroyed_leaves_none_behind() =>
        Assert.Null(Tearoom.WhenReceived(Publish(Owner, Photo(Svg))).Then().When(new RoomCommand.Destroy(Owner, null, null, null)).After.VCard);

    private static string[]? Hashes(Situation room) => DataForm.In(
        room.WhenReceived($"<iq from='{Cy}' to='{Tea}' id='i' type='get'><query xmlns='{Namespaces.DiscoInfo}'/></iq>").Sent.Single().Child("query", Namespaces.DiscoInfo)!,
        Namespaces.MucRoomInfo)!["muc#roominfo_avatarhash"]?.Values.ToArray();

    private static string Photo(string base64) => $"<PHOTO><TYPE>image/svg+xml</TYPE><BINVAL>{base64}</BINVAL></PHOTO>";

    private static string Publish(FullJid by, string content) => Iq(by, "set", $"<vCard xmlns='vcard-temp'>{content}</vCard>");

    private static string Iq(FullJid by, string type, string card) => $"<iq from='{by}' to='{Tea}' id='v' type='{type}'>{card}</iq>";
}
