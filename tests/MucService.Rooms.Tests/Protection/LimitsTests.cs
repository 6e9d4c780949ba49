using MucService.Rooms.Protection;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Protection;

/// <summary>Each bound that the operator sets is one: what is beyond it is refused, with a reason of its own and words that name it.</summary>
public class LimitsTests
{
    private static readonly Dictionary<string, (RoomSettings Bound, string Xml, ErrorCondition Condition, RefusalReason Reason)> Rows = new(StringComparer.Ordinal)
    {
        ["sessions of a nick"] = (
            Settings with { MaxSessionsPerOccupant = 1 },
            "<presence from='ada@home.example/phone' to='tea@muc.example/ada'><x xmlns='http://jabber.org/protocol/muc'/></presence>",
            ErrorCondition.ResourceConstraint,
            RefusalReason.Full),
        ["sessions of a domain"] = (
            Settings with { MaxSessionsPerDomain = 2 },
            "<presence from='cy@home.example/phone' to='tea@muc.example/cy'><x xmlns='http://jabber.org/protocol/muc'/></presence>",
            ErrorCondition.ResourceConstraint,
            RefusalReason.Full),
        ["occupants"] = (Settings with { MaxOccupants = 2, ExtraOccupants = 0 }, Enter("bo"), ErrorCondition.ServiceUnavailable, RefusalReason.Full),
        ["nick"] = (Settings with { MaxNickBytes = 3 }, Enter("boaz"), ErrorCondition.PolicyViolation, RefusalReason.Size),
        ["presence"] = (Settings with { MaxPresenceBytes = 20 }, Enter("bo"), ErrorCondition.PolicyViolation, RefusalReason.Size),
        ["message"] = (Settings with { MaxMessageBytes = 10 }, Message("groupchat", "<body>Tea for all</body>"), ErrorCondition.PolicyViolation, RefusalReason.Size),
        ["private message"] = (
            Settings with { MaxMessageBytes = 10 },
            "<message from='ada@home.example/desk' to='tea@muc.example/olga' type='chat'><body>Tea for two</body></message>",
            ErrorCondition.PolicyViolation,
            RefusalReason.Size),
        ["subject"] = (Settings with { MaxSubjectBytes = 3 }, Message("groupchat", "<subject>Scones</subject>"), ErrorCondition.PolicyViolation, RefusalReason.Size),
        ["invitations of a message"] = (
            Settings with { MaxInvitationsPerMessage = 1 },
            Message("normal", "<x xmlns='http://jabber.org/protocol/muc#user'><invite to='cy@away.example'/><invite to='dee@far.example'/></x>"),
            ErrorCondition.PolicyViolation,
            RefusalReason.Size),
        ["reason of an invitation"] = (
            Settings with { MaxReasonBytes = 3 },
            Message("normal", "<x xmlns='http://jabber.org/protocol/muc#user'><invite to='cy@away.example'><reason>Scones</reason></invite></x>"),
            ErrorCondition.PolicyViolation,
            RefusalReason.Size),
        ["lists"] = (Settings with { MaxAffiliations = 2 }, Admin("jid='cy@away.example' affiliation='outcast'"), ErrorCondition.PolicyViolation, RefusalReason.Full),
        ["value of the form"] = (Settings with { MaxConfigValueBytes = 3 }, Submit("muc#roomconfig_roomname", "Scones"), ErrorCondition.NotAcceptable, RefusalReason.Form),
        ["contacts"] = (Settings with { MaxContacts = 0 }, Submit("muc#roominfo_contactjid", "ada@home.example"), ErrorCondition.NotAcceptable, RefusalReason.Form),
    };

    public static TheoryData<string> Bounds => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Bounds))]
    public void What_is_beyond_a_bound_is_refused_and_what_is_not_is_not(string bound)
    {
        var (settings, xml, condition, reason) = Rows[bound];

        var refused = Room(settings).WhenReceived(xml);
        Assert.Empty(refused.Decision.Events);
        Assert.Equal((condition, reason), (refused.Decision.Refusal!.Error.Condition, refused.Decision.Refusal.Reason));
        Assert.False(string.IsNullOrWhiteSpace(refused.Decision.Refusal.Error.Text));

        Assert.Null(Room(Settings).WhenReceived(xml).Decision.Refusal);
    }

    private static Situation Room(RoomSettings settings) => GivenWith(
        settings, Configured(config => config with { AnyoneChangesSubject = true }), Granted(Ada, Affiliation.Owner), Entered(Owner, "olga", Role.Moderator), Entered(Ada, "ada", Role.Moderator));

    private static string Enter(string nick) => $"<presence from='bo@away.example/phone' to='tea@muc.example/{nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>";

    private static string Message(string type, string children) => $"<message from='ada@home.example/desk' to='tea@muc.example' type='{type}'>{children}</message>";

    private static string Admin(string item) =>
        $"<iq from='{Owner}' to='tea@muc.example' id='a' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item {item}/></query></iq>";

    private static string Submit(string field, string value) => $"""
        <iq from='{Owner}' to='{Tea}' id='c' type='set'>
          <query xmlns='http://jabber.org/protocol/muc#owner'>
            <x xmlns='jabber:x:data' type='submit'><field var='{field}'><value>{value}</value></field></x>
          </query>
        </iq>
        """;
}
