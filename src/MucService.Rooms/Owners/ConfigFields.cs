using System.Collections.Immutable;
using System.Globalization;
using MucService.Rooms.SlowMode;
using MucService.Xmpp;

namespace MucService.Rooms.Owners;

/// <summary>Every field of the configuration form, in the order shown. XEP-0045 #registrar-formtype-owner.</summary>
internal static class ConfigFields
{
    private const string Prefix = "muc#roomconfig_";

    /// <summary>Whether a password is needed; read together with <see cref="Secret"/>.</summary>
    public const string PasswordProtected = Prefix + "passwordprotectedroom";

    /// <summary>The password.</summary>
    public const string Secret = Prefix + "roomsecret";

    /// <summary>All fields.</summary>
    public static ImmutableArray<ConfigField> All { get; } =
    [
        ConfigField.Text(Prefix + "roomname", "Natural-Language Room Name", config => config.Name, (config, text) => config with { Name = text }),
        ConfigField.Text(
            Prefix + "roomdesc", "Short Description of Room", config => config.Description, (config, text) => config with { Description = text }),
        Language(),
        ConfigField.Boolean(
            Prefix + "persistentroom", "Make Room Persistent?", config => config.Persistent, (config, yes) => config with { Persistent = yes }),
        ConfigField.Boolean(
            Prefix + "publicroom", "Make Room Publicly Searchable?", config => config.Public, (config, yes) => config with { Public = yes }),
        ConfigField.Boolean(
            Prefix + "membersonly", "Make Room Members-Only?", config => config.MembersOnly, (config, yes) => config with { MembersOnly = yes }),
        ConfigField.Boolean(
            Prefix + "allowinvites", "Allow Members to Invite Others?", config => config.MembersInvite, (config, yes) => config with { MembersInvite = yes }),
        ConfigField.Boolean(
            Prefix + "moderatedroom", "Make Room Moderated?", config => config.Moderated, (config, yes) => config with { Moderated = yes }),
        ConfigField.Boolean(
            PasswordProtected,
            "Password Required to Enter?",
            config => config.Password.Length > 0,
            (config, yes) => yes ? config : config with { Password = "" }),
        new ConfigField(Secret, FormFieldType.TextPrivate, "Password")
        {
            Get = config => config.Password.Length > 0 ? [config.Password] : [],
            Set = (config, _, values) => values.Length <= 1
                ? config with { Password = values is [var password] ? password : "" }
                : ConfigReading.Fault("must have one value"),
        },
        ConfigField.Choice(
            Prefix + "whois",
            "Who May Discover Real JIDs?",
            [(Whois.Moderators, "moderators", "Moderators Only"), (Whois.Anyone, "anyone", "Anyone")],
            config => config.Whois,
            (config, whois) => config with { Whois = whois }),
        ConfigField.Boolean(
            Prefix + "changesubject",
            "Allow Participants to Change Subject?",
            config => config.AnyoneChangesSubject,
            (config, yes) => config with { AnyoneChangesSubject = yes }),
        ConfigField.Choice<Role?>(
            Prefix + "allowpm",
            "Who May Send Private Messages?",
            [
                (Role.Visitor, "anyone", "Anyone"),
                (Role.Participant, "participants", "Participants and Moderators"),
                (Role.Moderator, "moderators", "Moderators Only"),
                (null, "none", "Nobody"),
            ],
            config => config.PrivateMessagesFrom,
            (config, role) => config with { PrivateMessagesFrom = role }),
        PresenceBroadcast(),
        MaxUsers(),
        SlowModeFields.Duration,
        .. LinkFields.All,
    ];

    private static ConfigField Language()
    {
        var text = ConfigField.Text(
            Prefix + "lang", "Natural Language for Room Discussions", config => config.Language, (config, text) => config with { Language = text });
        return text with
        {
            Set = (config, settings, values) => values is [var tag] && !IsLanguageTag(tag)
                ? ConfigReading.Fault("must be a language tag like 'en'")
                : text.Set(config, settings, values),
        };
    }

    /// <summary>The shape of RFC 5646, not its registry.</summary>
    public static bool IsLanguageTag(string tag) =>
        tag.Length <= 35 && tag.Split('-').All(part => part.Length is > 0 and <= 8 && part.All(char.IsAsciiLetterOrDigit));

    private static ConfigField PresenceBroadcast()
    {
        (Role Role, string Label)[] roles = [(Role.Moderator, "Moderator"), (Role.Participant, "Participant"), (Role.Visitor, "Visitor")];
        return new ConfigField(Prefix + "presencebroadcast", FormFieldType.ListMulti, "Roles for which Presence is Broadcast")
        {
            Get = config => roles.Where(role => config.PresenceBroadcast.Contains(role.Role)).Select(role => MucUser.Word(role.Role)),
            Set = (config, _, values) =>
            {
                var chosen = roles.Where(role => values.Contains(MucUser.Word(role.Role))).Select(role => role.Role).ToImmutableHashSet();
                if (values.Any(value => roles.All(role => MucUser.Word(role.Role) != value)))
                    return ConfigReading.Fault("may hold moderator, participant, visitor");

                return chosen.SetEquals(config.PresenceBroadcast) ? config : config with { PresenceBroadcast = chosen };
            },
            Options = (_, _) => roles.Select(role => new FormOption(role.Label, MucUser.Word(role.Role))),
        };
    }

    private static ConfigField MaxUsers()
    {
        int[] usual = [10, 20, 30, 50, 100, 200, 500, 1000, 2000, 5000];
        return new ConfigField(Prefix + "maxusers", FormFieldType.ListSingle, "Maximum Number of Occupants")
        {
            Get = config => [Word(config.MaxOccupants)],
            Set = (config, settings, values) => values switch
            {
                ["none" or "0" or ""] => config with { MaxOccupants = 0 },
                [var word] when int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most <= settings.MaxOccupants =>
                    config with { MaxOccupants = most },
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
}
