using Microsoft.Extensions.Options;

namespace MucService.Host.Settings;

/// <summary>Whom people can turn to, shown to anyone who asks the service what it is. Section <c>Muc:Contact</c>. XEP-0157.</summary>
public sealed class ContactOptions
{
    /// <summary>About abuse.</summary>
    public IReadOnlyList<string> Abuse { get; init; } = [];

    /// <summary>The administrators.</summary>
    public IReadOnlyList<string> Admin { get; init; } = [];

    /// <summary>For praise and blame.</summary>
    public IReadOnlyList<string> Feedback { get; init; } = [];

    /// <summary>For business.</summary>
    public IReadOnlyList<string> Sales { get; init; } = [];

    /// <summary>About security.</summary>
    public IReadOnlyList<string> Security { get; init; } = [];

    /// <summary>Where it is said how the service is doing.</summary>
    public IReadOnlyList<string> Status { get; init; } = [];

    /// <summary>For help.</summary>
    public IReadOnlyList<string> Support { get; init; } = [];

    /// <summary>All of them under their names in XEP-0157.</summary>
    internal IEnumerable<(string Setting, string Field, IReadOnlyList<string> Addresses)> All() =>
    [
        (nameof(Abuse), "abuse-addresses", Abuse),
        (nameof(Admin), "admin-addresses", Admin),
        (nameof(Feedback), "feedback-addresses", Feedback),
        (nameof(Sales), "sales-addresses", Sales),
        (nameof(Security), "security-addresses", Security),
        (nameof(Status), "status-addresses", Status),
        (nameof(Support), "support-addresses", Support),
    ];
}

internal sealed class ContactOptionsValidator : IValidateOptions<ContactOptions>
{
    public ValidateOptionsResult Validate(string? name, ContactOptions options)
    {
        var faults = new FaultList(name);
        foreach (var (setting, _, addresses) in options.All())
        {
            for (var i = 0; i < addresses.Count; i++)
                faults.Unless(IsUri(addresses[i]), $"{setting}:{i}", $"must be a URI such as mailto:help@shakespeare.lit or xmpp:help@shakespeare.lit, and is '{addresses[i]}'");
        }

        return faults.Build();
    }

    // A path is a URI too, to .NET on Unix, and surely a mistake.
    private static bool IsUri(string written) => Uri.TryCreate(written, UriKind.Absolute, out var uri) && !uri.IsFile;
}
