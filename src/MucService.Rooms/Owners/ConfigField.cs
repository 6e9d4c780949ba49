using System.Collections.Immutable;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Rooms.Owners;

/// <summary>One field of the configuration form: how it is shown, and what a submitted value makes of a configuration.</summary>
/// <param name="Name">Its name in the registry. XEP-0045 #registrar-formtype-owner.</param>
/// <param name="Type">Its XEP-0004 type.</param>
/// <param name="Label">What it is, for a person.</param>
internal sealed record ConfigField(string Name, FormFieldType Type, string Label)
{
    /// <summary>The values it has now.</summary>
    public required Func<RoomConfig, IEnumerable<string>> Get { get; init; }

    /// <summary>The configuration with the values submitted, or what is wrong with them.</summary>
    public required Func<RoomConfig, RoomSettings, ImmutableArray<string>, ConfigReading> Set { get; init; }

    /// <summary>What there is to choose from, for the list types.</summary>
    public Func<RoomConfig, RoomSettings, IEnumerable<FormOption>> Options { get; init; } = (_, _) => [];

    /// <summary>The whole numbers that it takes, or null. XEP-0122.</summary>
    public FormRange? Range { get; init; }

    /// <summary>True where the operator decides it, and it is not shown.</summary>
    public Func<RoomSettings, bool> IsLocked { get; init; } = _ => false;

    /// <summary>The field as a form shows it.</summary>
    public FormField Show(RoomState room) => new()
    {
        Name = Name,
        Type = Type,
        Label = Label,
        Values = [.. Get(AsItHolds(room))],
        Options = [.. Options(room.Config, room.Settings)],
        Range = Range,
    };

    /// <summary>
    /// This field, which the operator may lock: not shown then, and refused where it is submitted with another value than the room has or a
    /// new room would have.
    /// </summary>
    public ConfigField LockedWhere(Func<RoomSettings, bool> isLocked)
    {
        var (get, set) = (Get, Set);
        return this with
        {
            IsLocked = isLocked,
            Set = (config, settings, values) =>
            {
                var read = set(config, settings, values);
                if (read.Config is null || !isLocked(settings))
                    return read;

                if (get(read.Config).SequenceEqual(get(config)))
                    return config;

                return get(read.Config).SequenceEqual(get(settings.Defaults)) ? read : ConfigReading.Fault(DecidedByService);
            },
        };
    }

    /// <summary>What is wrong with a value of a locked field.</summary>
    public const string DecidedByService = "is decided by the service";

    /// <summary>The configuration with every choice made that was left to the service.</summary>
    private static RoomConfig AsItHolds(RoomState room) => LinkTerms.Of(room).In(room.Config) with
    {
        MaxHistory = Math.Min(room.Config.MaxHistory ?? int.MaxValue, room.Settings.HistorySize),
    };

    /// <summary>A field with a yes or no. XEP-0004 #protocol-fieldtypes.</summary>
    public static ConfigField Boolean(string name, string label, Func<RoomConfig, bool> get, Func<RoomConfig, bool, RoomConfig> set) =>
        new(name, FormFieldType.Boolean, label)
        {
            Get = config => [get(config) ? "1" : "0"],
            Set = (config, _, values) => values switch
            {
                ["1" or "true"] => set(config, true),
                ["0" or "false"] => set(config, false),
                _ => ConfigReading.Fault("must be 0 or 1"),
            },
        };

    /// <summary>A field with a line of text, bounded like all of them.</summary>
    public static ConfigField Text(string name, string label, Func<RoomConfig, string> get, Func<RoomConfig, string, RoomConfig> set) =>
        new(name, FormFieldType.TextSingle, label)
        {
            Get = config => get(config) is { Length: > 0 } text ? [text] : [],
            Set = (config, _, values) => values switch
            {
                [] => set(config, ""),
                [var text] => set(config, text),
                _ => ConfigReading.Fault("must have one value"),
            },
        };

    /// <summary>This field of a line of text, for texts of a certain kind only; it may be empty.</summary>
    /// <param name="isSound">True for a text that may be.</param>
    /// <param name="otherwise">What is wrong with others.</param>
    public ConfigField Where(Func<string, bool> isSound, string otherwise)
    {
        var set = Set;
        return this with
        {
            Set = (config, settings, values) => values is [{ Length: > 0 } text] && !isSound(text) ? ConfigReading.Fault(otherwise) : set(config, settings, values),
        };
    }

    /// <summary>A field with some of the roles.</summary>
    public static ConfigField Roles(
        string name, string label, Func<RoomConfig, ImmutableHashSet<Role>> get, Func<RoomConfig, ImmutableHashSet<Role>, RoomConfig> set)
    {
        (Role Role, string Label)[] roles = [(Role.Moderator, "Moderator"), (Role.Participant, "Participant"), (Role.Visitor, "Visitor")];
        return new ConfigField(name, FormFieldType.ListMulti, label)
        {
            Get = config => roles.Where(role => get(config).Contains(role.Role)).Select(role => MucUser.Word(role.Role)),
            Set = (config, _, values) =>
            {
                if (values.Any(value => roles.All(role => MucUser.Word(role.Role) != value)))
                    return ConfigReading.Fault("may hold moderator, participant, visitor");

                var chosen = roles.Where(role => values.Contains(MucUser.Word(role.Role))).Select(role => role.Role).ToImmutableHashSet();
                return chosen.SetEquals(get(config)) ? config : set(config, chosen);
            },
            Options = (_, _) => roles.Select(role => new FormOption(role.Label, MucUser.Word(role.Role))),
        };
    }

    /// <summary>A field with one of several values.</summary>
    public static ConfigField Choice<TValue>(
        string name,
        string label,
        ImmutableArray<(TValue Value, string Word, string Label)> choices,
        Func<RoomConfig, TValue> get,
        Func<RoomConfig, TValue, RoomConfig> set) =>
        new(name, FormFieldType.ListSingle, label)
        {
            Get = config => choices.Where(choice => Equals(choice.Value, get(config))).Select(choice => choice.Word),
            Set = (config, _, values) =>
            {
                var chosen = choices.Where(choice => values is [var word] && choice.Word == word).ToArray();
                return chosen is [var one]
                    ? set(config, one.Value)
                    : ConfigReading.Fault($"must be one of {string.Join(", ", choices.Select(choice => choice.Word))}");
            },
            Options = (_, _) => choices.Select(choice => new FormOption(choice.Label, choice.Word)),
        };
}

/// <summary>What reading a submitted field gives: a configuration, or what is wrong.</summary>
internal readonly record struct ConfigReading(RoomConfig? Config, string? Wrong)
{
    /// <summary>It is wrong.</summary>
    public static ConfigReading Fault(string text) => new(null, text);

    public static implicit operator ConfigReading(RoomConfig config) => new(config, null);
}
