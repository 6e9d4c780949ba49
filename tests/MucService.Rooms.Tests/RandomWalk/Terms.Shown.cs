using System.Globalization;

namespace MucService.Rooms.Tests.RandomWalk;

/// <content>How terms are shown: to owners in the form, to anybody in the room's information.</content>
internal sealed partial record Terms
{
    /// <summary>#registrar-formtype-owner: the values that the form shows, field by field, those of a field joined.</summary>
    public IEnumerable<(string Field, string Values)> InTheForm =>
    [
        ("muc#roomconfig_roomname", Name), ("muc#roomconfig_roomdesc", Description), ("muc#roomconfig_lang", Language), ("muc#roomconfig_persistentroom", Bit(Persistent)),
        ("muc#roomconfig_publicroom", Bit(!Hidden)), ("muc#roomconfig_membersonly", Bit(MembersOnly)), ("muc#roomconfig_allowinvites", Bit(MembersInvite)),
        ("muc#roomconfig_moderatedroom", Bit(Moderated)), ("muc#roomconfig_passwordprotectedroom", Bit(Password.Length > 0)), ("muc#roomconfig_roomsecret", Password),
        ("muc#roomconfig_whois", NonAnonymous ? "anyone" : "moderators"), ("muc#roomconfig_changesubject", Bit(AnyoneChangesSubject)), ("muc#roomconfig_allowpm", Private),
        ("muc#roomconfig_presencebroadcast", Broadcast), ("muc#roomconfig_getmemberlist", ListsFor), ("muc#roomconfig_maxusers", MaxOccupants), ("muc#maxhistoryfetch", Fetched),
        ("muc#roomconfig_enablelogging", Bit(Logged)), ("{urn:x-mucservice:rooms:0}registration", Registration), ("{urn:x-mucservice:rooms:0}registered-nicks", Bit(NicksLocked)),
        ("muc#roomconfig_pubsub", PubSub), ("muc#roominfo_contactjid", Contacts), ("muc#roominfo_ldapgroup", LdapGroup), ("muc#roomconfig_slow_mode_duration", SlowMode),
    ];

    /// <summary>#registrar-formtype-roominfo: what the room tells anybody of itself; #security-leaks: of what is said and of how many are in it, where anybody may enter.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="people">How many there are.</param>
    public IEnumerable<(string Field, string Values)> InTheInformation(string subject, int people) =>
    [
        .. Told("muc#roominfo_description", Description), .. Told("muc#roominfo_contactjid", Contacts), .. Told("muc#roominfo_ldapgroup", LdapGroup),
        .. Told("muc#roominfo_lang", Language), .. Told("muc#roomconfig_pubsub", PubSub), ("muc#maxhistoryfetch", Fetched),
        ("muc#roomconfig_changesubject", AnyoneChangesSubject ? "true" : "false"), ("muc#roominfo_subjectmod", AnyoneChangesSubject ? "true" : "false"),
        .. IsOpen ? [("muc#roominfo_subject", subject), ("muc#roominfo_occupants", people.ToString(CultureInfo.InvariantCulture))] : Array.Empty<(string, string)>(),
    ];

    /// <summary>How many messages who enters is sent at most.</summary>
    private string Fetched => MaxHistory.Length > 0 ? MaxHistory : Model.HistorySize.ToString(CultureInfo.InvariantCulture);

    private static (string, string)[] Told(string field, string value) => value.Length == 0 ? [] : [(field, value)];

    private static string Bit(bool yes) => yes ? "1" : "0";
}
