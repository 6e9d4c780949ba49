using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Owners;

/// <summary>Every field of the registry is in the form, can be set by owners, and cannot where the operator has locked it. XEP-0045 #registrar-formtype-owner.</summary>
public class RegistryFieldsTests
{
    private static readonly Dictionary<string, (RoomField Field, string Value)> Rows = new(StringComparer.Ordinal)
    {
        ["muc#maxhistoryfetch"] = (RoomField.MaxHistoryFetch, "5"),
        ["muc#roomconfig_allowinvites"] = (RoomField.AllowInvites, "1"),
        ["muc#roomconfig_allowpm"] = (RoomField.AllowPm, "none"),
        ["muc#roomconfig_changesubject"] = (RoomField.ChangeSubject, "1"),
        ["muc#roomconfig_enablelogging"] = (RoomField.EnableLogging, "1"),
        ["muc#roomconfig_getmemberlist"] = (RoomField.GetMemberList, "moderator"),
        ["muc#roomconfig_lang"] = (RoomField.Lang, "en"),
        ["muc#roomconfig_maxusers"] = (RoomField.MaxUsers, "10"),
        ["muc#roomconfig_membersonly"] = (RoomField.MembersOnly, "1"),
        ["muc#roomconfig_moderatedroom"] = (RoomField.ModeratedRoom, "1"),
        ["muc#roomconfig_persistentroom"] = (RoomField.PersistentRoom, "1"),
        ["muc#roomconfig_presencebroadcast"] = (RoomField.PresenceBroadcast, "moderator"),
        ["muc#roomconfig_publicroom"] = (RoomField.PublicRoom, "0"),
        ["muc#roomconfig_pubsub"] = (RoomField.PubSub, "xmpp:pubsub.example?;node=news"),
        ["muc#roomconfig_roomadmins"] = (RoomField.RoomAdmins, "bo@away.example"),
        ["muc#roomconfig_roomdesc"] = (RoomField.RoomDesc, "Tea for all"),
        ["muc#roomconfig_roomname"] = (RoomField.RoomName, "Tea"),
        ["muc#roomconfig_roomowners"] = (RoomField.RoomOwners, "bo@away.example"),
        ["muc#roomconfig_roomsecret"] = (RoomField.RoomSecret, "sesame"),
        ["muc#roomconfig_whois"] = (RoomField.Whois, "anyone"),
    };

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_owner_sets_it_and_cannot_where_it_is_locked(string name)
    {
        var (field, value) = Rows[name];

        Assert.NotNull(Form(Given())[name]);
        Assert.NotEmpty(Given().WhenReceived(Submit(name, value)).Decision.Events);

        var locked = GivenWith(Settings with { LockedFields = [field] });
        Assert.Null(Form(locked)[name]);
        Assert.Empty(locked.WhenReceived(Submit(name, value)).ThenRefused(Owner, ErrorCondition.NotAcceptable).Decision.Events);
    }

    [Fact]
    public void Whether_a_password_is_needed_goes_with_the_password()
    {
        Assert.NotNull(Form(Given())["muc#roomconfig_passwordprotectedroom"]);
        Assert.Null(Form(GivenWith(Settings with { LockedFields = [RoomField.RoomSecret] }))["muc#roomconfig_passwordprotectedroom"]);
    }

    private static string Submit(string name, string value) => $"""
        <iq from='{Owner}' to='{Tea}' id='c' type='set'>
          <query xmlns='http://jabber.org/protocol/muc#owner'>
            <x xmlns='jabber:x:data' type='submit'><field var='{name}'><value>{value}</value></field></x>
          </query>
        </iq>
        """;

    private static DataForm Form(Situation room)
    {
        var result = room.WhenReceived($"<iq from='{Owner}' to='{Tea}' id='c' type='get'><query xmlns='{Namespaces.MucOwner}'/></iq>").Sent.Single();
        return DataForm.From(result.Child("query", Namespaces.MucOwner)!.Child("x", Namespaces.DataForms))!;
    }
}
