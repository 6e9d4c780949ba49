using System.Collections.Immutable;
using System.Globalization;
using MucService.Rooms.SlowMode;
using MucService.Xmpp;

namespace MucService.Rooms.Owners;

/// <summary>
/// Every field of the configuration form but the lists of admins and owners, in the order shown. XEP-0045 #registrar-formtype-owner.
/// Two of <c>muc#roominfo</c> are among them: what a room tells of itself and only its owners know.
/// </summary>
internal static class ConfigFields
{
    private const string Prefix = "muc#roomconfig_";
    private const string Own = "{" + Namespaces.RoomFields + "}";

    /// <summary>Whether a password is needed; read together with <see cref="Secret"/>.</summary>
    public const string PasswordProtected = Prefix + "passwordprotectedroom";

    /// <summary>The password.</summary>
    public const string Secret = Prefix + "roomsecret";

    /// <summary>All fields.</summary>
    public static ImmutableArray<ConfigField> All { get; } =
    [
        Of(RoomField.RoomName, ConfigField.Text(
            Prefix + "roomname", "Natural-Language Room Name", config => config.Name, (config, text) => config with { Name = text })),
        Of(RoomField.RoomDesc, ConfigField.Text(
            Prefix + "roomdesc", "Short Description of Room", config => config.Description, (config, text) => config with { Description = text })),
        Of(RoomField.Lang, Language()),
        Of(RoomField.PersistentRoom, ConfigField.Boolean(
            Prefix + "persistentroom", "Make Room Persistent?", config => config.Persistent, (config, yes) => config with { Persistent = yes })),
        Of(RoomField.PublicRoom, ConfigField.Boolean(
            Prefix + "publicroom", "Make Room Publicly Searchable?", config => config.Public, (config, yes) => config with { Public = yes })),
        Of(RoomField.MembersOnly, ConfigField.Boolean(
            Prefix + "membersonly", "Make Room Members-Only?", config => config.MembersOnly, (config, yes) => config with { MembersOnly = yes })),
        Of(RoomField.AllowInvites, ConfigField.Boolean(
            Prefix + "allowinvites", "Allow Members to Invite Others?", config => config.MembersInvite, (config, yes) => config with { MembersInvite = yes })),
        Of(RoomField.ModeratedRoom, ConfigField.Boolean(
            Prefix + "moderatedroom", "Make Room Moderated?", config => config.Moderated, (config, yes) => config with { Moderated = yes })),
        Of(RoomField.RoomSecret, ConfigField.Boolean(
            PasswordProtected,
            "Password Required to Enter?",
            config => config.Password.Length > 0,
            (config, yes) => yes ? config : config with { Password = "" })),
        Of(RoomField.RoomSecret, ConfigField.Text(Secret, "Password", config => config.Password, (config, text) => config with { Password = text }) with
        {
            Type = FormFieldType.TextPrivate,
        }),
        Of(RoomField.Whois, ConfigField.Choice(
            Prefix + "whois",
            "Who May Discover Real JIDs?",
            [(Whois.Moderators, "moderators", "Moderators Only"), (Whois.Anyone, "anyone", "Anyone")],
            config => config.Whois,
            (config, whois) => config with { Whois = whois })),
        Of(RoomField.ChangeSubject, ConfigField.Boolean(
            Prefix + "changesubject",
            "Allow Participants to Change Subject?",
            config => config.AnyoneChangesSubject,
            (config, yes) => config with { AnyoneChangesSubject = yes })),
        Of(RoomField.AllowPm, PrivateMessages()),
        Of(RoomField.PresenceBroadcast, ConfigField.Roles(
            Prefix + "presencebroadcast",
            "Roles for which Presence is Broadcast",
            config => config.PresenceBroadcast,
            (config, roles) => config with { PresenceBroadcast = roles })),
        Of(RoomField.GetMemberList, ConfigField.Roles(
            Prefix + "getmemberlist",
            "Roles that May Retrieve Member List, Where They May See Real JIDs",
            config => config.ListsFor,
            (config, roles) => config with { ListsFor = roles })),
        Of(RoomField.MaxUsers, MaxUsers()),
        Of(RoomField.MaxHistoryFetch, MaxHistory()),
        Of(RoomField.EnableLogging, ConfigField.Boolean(
            Prefix + "enablelogging",
            "Is What Is Said Here Logged Publicly?",
            config => config.Logged,
            (config, yes) => config with { Logged = yes })),
        Of(RoomField.Registration, ConfigField.Choice(
            Own + "registration",
            "Who Becomes a Member by Registering?",
            [
                (RegistrationPolicy.Open, "open", "Anyone; in a Members-Only Room Admins Decide"),
                (RegistrationPolicy.Approval, "approval", "Admins Decide"),
                (RegistrationPolicy.Closed, "closed", "Nobody: Admins Add Members"),
            ],
            config => config.Registration,
            (config, policy) => config with { Registration = policy })),
        Of(RoomField.RegisteredNicks, ConfigField.Boolean(
            Own + "registered-nicks",
            "Does Who Registered Always Have That Nickname?",
            config => config.NicksLocked,
            (config, yes) => config with { NicksLocked = yes })),
        Of(RoomField.PubSub, PubSubNode()),
        Of(RoomField.ContactJid, Contacts()),
        Of(RoomField.LdapGroup, ConfigField.Text(
            "muc#roominfo_ldapgroup",
            "LDAP Group That Defines Membership, as Told to Others",
            config => config.LdapGroup,
            (config, text) => config with { LdapGroup = text })),
        Of(RoomField.SlowModeDuration, SlowModeFields.Duration),
        .. LinkFields.All,
    ];

    private static ConfigField Of(RoomField field, ConfigField shown) => shown.LockedWhere(settings => settings.LockedFields.Contains(field));

    private static ConfigField Language() =>
        ConfigField.Text(Prefix + "lang", "Natural Language for Room Discussions", config => config.Language, (config, text) => config with { Language = text })
            .Where(LanguageTag.IsOne, "must be a language tag like 'en'");

    private static ConfigField PubSubNode() =>
        ConfigField.Text(Prefix + "pubsub", "XMPP URI of Associated Publish-Subscribe Node", config => config.PubSubNode, (config, text) => config with { PubSubNode = text })
            .Where(text => text.StartsWith("xmpp:", StringComparison.OrdinalIgnoreCase), "must be an XMPP URI like 'xmpp:pubsub.shakespeare.lit?;node=news'");

    private static ConfigField PrivateMessages() => ConfigField.Choice<Role?>(
        Prefix + "allowpm",
        "Who May Send Private Messages?",
        [
            (Role.Visitor, "anyone", "Anyone"),
            (Role.Participant, "participants", "Participants and Moderators"),
            (Role.Moderator, "moderators", "Moderators Only"),
            (null, "none", "Nobody"),
        ],
        config => config.PrivateMessagesFrom,
        (config, role) => config with { PrivateMessagesFrom = role });

    private static ConfigField MaxUsers()
    {
        int[] usual = [10, 20, 30, 50, 100, 200, 500, 1000, 2000, 5000];
        return new ConfigField(Prefix + "maxusers", FormFieldType.ListSingle, "Maximum Number of Occupants")
        {
            Get = config => [Word(config.MaxOccupants)],
            Set = (config, settings, values) => values switch
            {
                ["none" or "0" or ""] => config with { MaxOccupants = 0 },
                [var word] when IsNumber(word, settings.MaxOccupants, out var most) => config with { MaxOccupants = most },
                _ => ConfigReading.Fault($"must be a number up to {settings.MaxOccupants}, or none"),
            },
            Options = (config, settings) => usual
                .Append(config.MaxOccupants)
                .Where(most => most > 0 && most <= settings.MaxOccupants)
                .Order()
                .Distinct()
                .Select(most => new FormOption(Word(most), Word(most)))
                .Append(new FormOption("No Limit of Its Own", "none")),
        };

        static string Word(int most) => most == 0 ? "none" : most.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>As many as the room keeps is no choice of the room: it follows the operator's.</summary>
    private static ConfigField MaxHistory() =>
        new("muc#maxhistoryfetch", FormFieldType.TextSingle, "Maximum Number of History Messages Returned by Room")
        {
            Get = config => config.MaxHistory is { } most ? [most.ToString(CultureInfo.InvariantCulture)] : [],
            Set = (config, settings, values) => values switch
            {
                [] or [""] => config with { MaxHistory = null },
                [var word] when IsNumber(word, settings.HistorySize, out var most) => config with { MaxHistory = most < settings.HistorySize ? most : null },
                _ => ConfigReading.Fault($"must be a number up to {settings.HistorySize}"),
            },
        };

    private static ConfigField Contacts() => new("muc#roominfo_contactjid", FormFieldType.JidMulti, "Whom to Turn to About the Room, as Told to Others")
    {
        Get = config => config.Contacts.Select(jid => jid.ToString()),
        Set = (config, settings, values) =>
        {
            if (!ListFields.TryRead(values, out var jids, out var wrong))
                return ConfigReading.Fault(wrong);
            if (jids.Length > settings.MaxContacts)
                return ConfigReading.Fault($"may hold at most {settings.MaxContacts} addresses");

            return jids.SequenceEqual(config.Contacts) ? config : config with { Contacts = jids };
        },
    };

    private static bool IsNumber(string word, int most, out int number) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= most;
}
