using MucService.Rooms.Protection;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Protection;

/// <summary>Every refusal says why, by whom, and has a reason.</summary>
public class ExplanationTests
{
    private const string SayXml = "<message from='ada@home.example/desk' to='tea@muc.example' type='groupchat'><body>Tea?</body></message>";
    private const string SubjectXml = "<message from='ada@home.example/desk' to='tea@muc.example' type='groupchat'><subject>Tea</subject></message>";
    private const string WhisperXml = "<message from='ada@home.example/desk' to='tea@muc.example/eve' type='chat'><body>Tea?</body></message>";

    public static TheoryData<string, RefusalReason, string> Refusals => new()
    {
        { Enter(""), RefusalReason.Password, "A password is needed here." },
        { Enter("<password>x</password>"), RefusalReason.Password, "The password is wrong." },
        { SayXml, RefusalReason.NotInRoom, "You are not in this room." },
        { WhisperXml, RefusalReason.NotInRoom, "You are not in this room." },
        { "<presence from='ada@home.example/desk' to='tea@muc.example'/>", RefusalReason.Malformed, "A room is entered with a nick: tea@muc.example/nick." },
        { Kick("nobody"), RefusalReason.NoSuchOccupant, "Nobody in this room has this nick." },
        { Kick("bo"), RefusalReason.Rights, "You may not do that to yourself." },
        { Kick("olga"), RefusalReason.Rights, "You may not do that to somebody of this standing." },
        { "<iq from='ada@home.example/desk' id='f' to='tea@muc.example' type='get'><unheard-of xmlns='urn:example'/></iq>", RefusalReason.Unsupported, "This room does not know what you ask for." },
        { "<iq from='ada@home.example/desk' id='f' to='tea@muc.example' type='get'/>", RefusalReason.Malformed, "This is not how the protocol has it." },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void It_says_what_is_wrong(string xml, RefusalReason reason, string text)
    {
        var outcome = Given(Configured(config => config with { Password = "sesame" }), Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo", Role.Moderator))
            .WhenReceived(xml);

        Assert.Equal(reason, outcome.Decision.Refusal!.Reason);
        var error = StanzaError.From(Assert.Single(outcome.Sent).Child("error", Namespaces.Component));
        Assert.Equal(text, error.Text);
        Assert.Equal<Jid>(Tea, error.By);
    }

    [Fact]
    public void A_room_that_is_locked_is_none_for_others_and_one_that_is_not_there_neither()
    {
        var enter = Enter("");

        Assert.Equal(RefusalReason.NoSuchRoom, GivenOnly(new RoomEvent.Created(Owner.Bare, Noon, Locked: true)).WhenReceived(enter).Decision.Refusal!.Reason);
        Assert.Equal(RefusalReason.NoSuchRoom, GivenOnly().WhenReceived(SayXml).Decision.Refusal!.Reason);
    }

    [Fact]
    public void Who_is_banned_is_told_so_whatever_he_asks_for() =>
        Assert.Equal(
            RefusalReason.Banned,
            Given(Granted(Ada, Affiliation.Outcast)).WhenReceived("<iq from='ada@home.example/desk' id='r' to='tea@muc.example' type='get'><query xmlns='jabber:iq:register'/></iq>")
                .Decision.Refusal!.Reason);

    [Fact]
    public void Who_has_no_voice_or_may_not_change_the_subject_is_told_which()
    {
        var room = Given(Configured(config => config with { Moderated = true }), Entered(Ada, "ada", Role.Visitor));

        Assert.Equal("You have no voice in this room.", room.WhenReceived(SayXml).Decision.Refusal!.Error.Text);
        Assert.Equal("You may not change the subject of this room.", room.WhenReceived(SubjectXml).Decision.Refusal!.Error.Text);
    }

    public static TheoryData<ErrorCondition> Conditions => [.. ErrorTypes.Conditions];

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Whatever_a_room_refuses_with_has_a_type_of_its_condition_and_says_by_whom(ErrorCondition condition)
    {
        var stanza = StanzaXml.Parse(SayXml);
        var decision = Decision.Refuse(Given(Entered(Ada, "ada")).Room, stanza, (Refusal)StanzaError.Of(condition));

        var error = StanzaError.From(Assert.IsType<Outgoing.ToOne>(Assert.Single(decision.Outgoing)).Stanza.Child("error", Namespaces.Component));
        Assert.Contains(error.Type, ErrorTypes.Of(condition));
        Assert.Equal<Jid>(Tea, error.By);
        Assert.NotNull(decision.Refusal);
    }

    private static string Enter(string inside) =>
        $"<presence from='ada@home.example/desk' to='tea@muc.example/ada'><x xmlns='http://jabber.org/protocol/muc'>{inside}</x></presence>";

    private static string Kick(string nick) =>
        $"<iq from='bo@away.example/phone' id='k' to='tea@muc.example' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item nick='{nick}' role='none'/></query></iq>";
}
