using System.Collections;
using Microsoft.Extensions.Options;

namespace MucService.Host.Settings;

/// <summary>Reads the section <c>Muc</c>, and finds all that is wrong with it at once.</summary>
internal static class SettingsReader
{
    /// <summary>The section that is ours.</summary>
    public const string Root = "Muc";

    /// <summary>The options, and what is wrong with them; to be used only where nothing is.</summary>
    public static (MucOptions Options, IReadOnlyList<string> Faults) Read(IConfiguration configuration)
    {
        var shape = SettingShape.Of(configuration.GetSection(Root), typeof(MucOptions));
        var sound = new ConfigurationBuilder().AddInMemoryCollection(shape.Sound).Build();
        var options = sound.GetSection(Root).Get<MucOptions>() ?? new MucOptions();

        // A value that is not of its type was left out, and its default is sound: each fault is found once.
        return (options, [.. shape.Faults, .. Validate(Root, options)]);
    }

    /// <summary>Asks the validator of a section, and those of the sections in it.</summary>
    public static IEnumerable<string> Validate(string name, object options)
    {
        var faults = new List<string>();
        if (ValidatorOf(options) is { } validate && validate(name, options) is { Failed: true } result)
            faults.AddRange(result.Failures);

        foreach (var property in SettingShape.SettingsOf(options.GetType()))
        {
            var value = property.GetValue(options);
            if (SettingShape.IsSection(property.PropertyType) && value is not null)
                faults.AddRange(Validate($"{name}:{property.Name}", value));
            else if (SettingShape.ItemOf(property.PropertyType) is { } item && SettingShape.IsSection(item))
                faults.AddRange(((IEnumerable)value!).Cast<object>().SelectMany((entry, i) => Validate($"{name}:{property.Name}:{i}", entry)));
        }

        return faults;
    }

    private static Func<string, object, ValidateOptionsResult>? ValidatorOf(object options) => options switch
    {
        MucOptions => With(new MucOptionsValidator()),
        ComponentOptions => With(new ComponentOptionsValidator()),
        StorageOptions => With(new StorageOptionsValidator()),
        ClusterOptions => With(new ClusterOptionsValidator()),
        AdminOptions => With(new AdminOptionsValidator()),
        HealthOptions => With(new HealthOptionsValidator()),
        LinkOptions => With(new LinkOptionsValidator()),
        LinkDomainOptions => With(new LinkDomainOptionsValidator()),
        LinkDampingOptions => With(new LinkDampingOptionsValidator()),
        RoomOptions => With(new RoomOptionsValidator()),
        TombstoneOptions => With(new TombstoneOptionsValidator()),
        RoomDefaultsOptions => With(new RoomDefaultsOptionsValidator()),
        NameOptions => With(new NameOptionsValidator()),
        RateOptions => With(new RateOptionsValidator()),
        OccupantRateOptions => With(new OccupantRateOptionsValidator()),
        RoomRateOptions => With(new RoomRateOptionsValidator()),
        BlockOptions => With(new BlockOptionsValidator()),
        BlockListOptions => With(new BlockListOptionsValidator()),
        ContactOptions => With(new ContactOptionsValidator()),
        WireOptions => With(new WireOptionsValidator()),
        _ => null,
    };

    private static Func<string, object, ValidateOptionsResult> With<T>(IValidateOptions<T> validator)
        where T : class =>
        (name, options) => validator.Validate(name, (T)options);
}
