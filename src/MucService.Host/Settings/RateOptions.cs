using System.Globalization;
using Microsoft.Extensions.Options;
using MucService.Rooms.Protection;

namespace MucService.Host.Settings;

/// <summary>How often something may be done, written <c>60/20s</c>: sixty at once, and sixty again in each twenty seconds. Section <c>Muc:Rooms:Rates</c>.</summary>
public sealed class RateOptions
{
    /// <summary>The limits of one bare JID in one room.</summary>
    public OccupantRateOptions Occupant { get; init; } = new();

    /// <summary>The limits of one room.</summary>
    public RoomRateOptions Room { get; init; } = new();
}

/// <summary>The limits of one bare JID in one room, with all its sessions. Generous to people, and to bridges for a few of them.</summary>
public sealed class OccupantRateOptions
{
    /// <summary>Messages to all; one of many KiB counts several times.</summary>
    public string Messages { get; init; } = "60/20s";

    /// <summary>Messages to one; one of many KiB counts several times.</summary>
    public string PrivateMessages { get; init; } = "60/20s";

    /// <summary>Changes of presence.</summary>
    public string Presences { get; init; } = "30/1m";

    /// <summary>Entries.</summary>
    public string Entries { get; init; } = "30/1m";

    /// <summary>Changes of nick.</summary>
    public string NickChanges { get; init; } = "10/1m";

    /// <summary>Iqs to the room and through it: a client that enters a large room may ask for everybody's avatar.</summary>
    public string Iqs { get; init; } = "1000/1m";

    /// <summary>Invitations, each person counted.</summary>
    public string Invitations { get; init; } = "40/10m";

    /// <summary>Changes of the subject.</summary>
    public string Subjects { get; init; } = "10/1m";

    internal Rates ToRates() => new()
    {
        Messages = RateText.Parse(Messages),
        PrivateMessages = RateText.Parse(PrivateMessages),
        Presences = RateText.Parse(Presences),
        Entries = RateText.Parse(Entries),
        NickChanges = RateText.Parse(NickChanges),
        Iqs = RateText.Parse(Iqs),
        Invitations = RateText.Parse(Invitations),
        Subjects = RateText.Parse(Subjects),
    };
}

/// <summary>The limits of one room, for all who are in it together; its moderators are let through.</summary>
public sealed class RoomRateOptions
{
    /// <summary>Messages to all; one of many KiB counts several times.</summary>
    public string Messages { get; init; } = "400/20s";

    /// <summary>Messages to one; one of many KiB counts several times.</summary>
    public string PrivateMessages { get; init; } = "1000/20s";

    /// <summary>Changes of presence.</summary>
    public string Presences { get; init; } = "1000/20s";

    /// <summary>Entries of those who are not in the room yet; its members are let through.</summary>
    public string Entries { get; init; } = "500/20s";

    /// <summary>Changes of nick.</summary>
    public string NickChanges { get; init; } = "100/1m";

    /// <summary>Iqs of occupants.</summary>
    public string Iqs { get; init; } = "20000/1m";

    /// <summary>Invitations, each person counted.</summary>
    public string Invitations { get; init; } = "200/10m";

    /// <summary>Changes of the subject.</summary>
    public string Subjects { get; init; } = "20/1m";

    internal Rates ToRates() => new()
    {
        Messages = RateText.Parse(Messages),
        PrivateMessages = RateText.Parse(PrivateMessages),
        Presences = RateText.Parse(Presences),
        Entries = RateText.Parse(Entries),
        NickChanges = RateText.Parse(NickChanges),
        Iqs = RateText.Parse(Iqs),
        Invitations = RateText.Parse(Invitations),
        Subjects = RateText.Parse(Subjects),
    };
}

internal sealed class RateOptionsValidator : IValidateOptions<RateOptions>
{
    public ValidateOptionsResult Validate(string? name, RateOptions options) => ValidateOptionsResult.Success;
}

internal sealed class OccupantRateOptionsValidator : IValidateOptions<OccupantRateOptions>
{
    public ValidateOptionsResult Validate(string? name, OccupantRateOptions options) => RateText.Validate(
        name,
        (nameof(options.Messages), options.Messages),
        (nameof(options.PrivateMessages), options.PrivateMessages),
        (nameof(options.Presences), options.Presences),
        (nameof(options.Entries), options.Entries),
        (nameof(options.NickChanges), options.NickChanges),
        (nameof(options.Iqs), options.Iqs),
        (nameof(options.Invitations), options.Invitations),
        (nameof(options.Subjects), options.Subjects));
}

internal sealed class RoomRateOptionsValidator : IValidateOptions<RoomRateOptions>
{
    public ValidateOptionsResult Validate(string? name, RoomRateOptions options) => RateText.Validate(
        name,
        (nameof(options.Messages), options.Messages),
        (nameof(options.PrivateMessages), options.PrivateMessages),
        (nameof(options.Presences), options.Presences),
        (nameof(options.Entries), options.Entries),
        (nameof(options.NickChanges), options.NickChanges),
        (nameof(options.Iqs), options.Iqs),
        (nameof(options.Invitations), options.Invitations),
        (nameof(options.Subjects), options.Subjects));
}

/// <summary>A rate as people write it: <c>60/20s</c>, or <c>unlimited</c>.</summary>
internal static class RateText
{
    private const int MostAtOnce = 1_000_000;
    private const string Unlimited = "unlimited";
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Reads a rate. False if it is not one.</summary>
    public static bool TryParse(string text, out Rate rate)
    {
        rate = Rate.Unlimited;
        if (text == Unlimited)
            return true;

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0
            || !int.TryParse(text.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var burst)
            || !Duration.TryParse(text[(slash + 1)..], out var period))
        {
            return false;
        }

        rate = new Rate(burst, period);
        return burst is > 0 and <= MostAtOnce && period >= TimeSpan.FromSeconds(1) && period <= Longest;
    }

    /// <summary>Reads a rate that is known to be one.</summary>
    public static Rate Parse(string text) => TryParse(text, out var rate) ? rate : throw new FormatException(text);

    /// <summary>Checks some.</summary>
    public static ValidateOptionsResult Validate(string? section, params ReadOnlySpan<(string Key, string Text)> rates)
    {
        var faults = new FaultList(section);
        foreach (var (key, text) in rates)
            faults.Unless(TryParse(text, out _), key, $"must be a number and a time such as 60/20s, 1 to {MostAtOnce} in 1s to {Duration.Text(Longest)}, or unlimited, and is '{text}'");
        return faults.Build();
    }
}
