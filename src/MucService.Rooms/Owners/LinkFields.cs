using System.Collections.Immutable;
using System.Globalization;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Rooms.Owners;

/// <summary>
/// What owners decide about links: four fields of our own in the configuration form. They show what holds, and what was never chosen goes on
/// following the service. What the operator locked is not shown, and cannot be changed.
/// </summary>
internal static class LinkFields
{
    private const string Prefix = "{" + Namespaces.LinkFields + "}";
    private const string NotAsAsked = "not what XEP-0310 asks";

    private static readonly TimeSpan LongestGrace = TimeSpan.FromDays(7);

    /// <summary>All of them.</summary>
    public static ImmutableArray<ConfigField> All { get; } =
    [
        Of(LinkField.Policy, ConfigField.Choice<LinkPolicy?>(
            Prefix + "policy",
            "What Happens to Occupants Whose Server Cannot Be Reached",
            [
                (LinkPolicy.Annotate, "annotate", "They Stay and Others Are Told"),
                (LinkPolicy.Eject, "eject", "They Are Removed at Once"),
                (LinkPolicy.Ignore, "ignore", $"They Stay and Nobody Is Told ({NotAsAsked})"),
            ],
            config => config.Links.Policy,
            (config, policy) => config with { Links = config.Links with { Policy = policy } })),
        Of(LinkField.Grace, Grace()),
        Of(LinkField.AnnotateTo, ConfigField.Choice<AnnotateTo?>(
            Prefix + "annotate-to",
            "Who Is Told That a Server Cannot Be Reached",
            [(AnnotateTo.Everyone, "everyone", "Everyone"), (AnnotateTo.Moderators, "moderators", $"Moderators Only ({NotAsAsked})")],
            config => config.Links.AnnotateTo,
            (config, to) => config with { Links = config.Links with { AnnotateTo = to } })),
        Of(LinkField.Resync, ConfigField.Choice<Resync?>(
            Prefix + "resync",
            "What Those Who Stayed Are Sent When Their Server Is Back",
            [
                (Resync.Full, "full", "Presence and Messages"),
                (Resync.Presence, "presence", "Presence Only"),
                (Resync.None, "none", "Nothing: They Are Removed and May Enter Again"),
            ],
            config => config.Links.Resync,
            (config, resync) => config with { Links = config.Links with { Resync = resync } })),
    ];

    private static ConfigField Grace() => new(Prefix + "grace", FormFieldType.TextSingle, "Seconds Until They Are Removed")
    {
        Get = config => config.Links.Grace is { } grace ? [Seconds(grace)] : [],
        Set = (config, _, values) =>
            values is [var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= 1 && seconds <= LongestGrace.TotalSeconds
                ? config with { Links = config.Links with { Grace = TimeSpan.FromSeconds(seconds) } }
                : ConfigReading.Fault($"must be a number of seconds from 1 to {Seconds(LongestGrace)}"),
    };

    private static string Seconds(TimeSpan time) => ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static ConfigField Of(LinkField locked, ConfigField field) => field with
    {
        IsLocked = settings => settings.LockedLinkFields.Contains(locked),
        Set = (config, settings, values) =>
        {
            var asItHolds = LinkTerms.Of(settings, config).In(config);
            var read = field.Set(asItHolds, settings, values);
            if (read.Config is null)
                return read;
            if (field.Get(read.Config).SequenceEqual(field.Get(asItHolds)))
                return config;

            return settings.LockedLinkFields.Contains(locked) ? ConfigReading.Fault(ConfigField.DecidedByService) : field.Set(config, settings, values);
        },
    };
}
