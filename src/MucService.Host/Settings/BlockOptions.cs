using Microsoft.Extensions.Options;
using MucService.Xmpp;

namespace MucService.Host.Settings;

/// <summary>Who is not let in, whatever rooms say. Section <c>Muc:Block</c>.</summary>
public sealed class BlockOptions
{
    /// <summary>Domains, each with everybody there.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>Lists that others publish and that are to be followed.</summary>
    public IReadOnlyList<BlockListOptions> Lists { get; init; } = [];
}

/// <summary>A list that somebody else publishes over pubsub, of hashes of bare JIDs and domains. Section <c>Muc:Block:Lists:0</c>.</summary>
public sealed class BlockListOptions
{
    /// <summary>The pubsub service that has it; nobody else is believed.</summary>
    public string Service { get; init; } = "";

    /// <summary>Its node.</summary>
    public string Node { get; init; } = "muc_bans_sha256";

    /// <summary>How many entries are taken at most.</summary>
    public int MaxEntries { get; init; } = 10_000;

    /// <summary>How often it is read as a whole, in case an event was lost.</summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromHours(1);
}

internal sealed class BlockListOptionsValidator : IValidateOptions<BlockListOptions>
{
    public ValidateOptionsResult Validate(string? name, BlockListOptions options)
    {
        var faults = new FaultList(name);
        faults.Unless(BareJid.TryParse(options.Service, out _), nameof(options.Service), "must be the domain or bare JID of a pubsub service, e.g. lists.example");
        faults.Unless(options.Node.Length is > 0 and <= 1023, nameof(options.Node), "must be the name of a node");
        faults.Range(options.MaxEntries, 1, 1_000_000, nameof(options.MaxEntries));
        faults.Range(options.Refresh, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7), nameof(options.Refresh));
        return faults.Build();
    }
}

internal sealed class BlockOptionsValidator : IValidateOptions<BlockOptions>
{
    public ValidateOptionsResult Validate(string? name, BlockOptions options)
    {
        var faults = new FaultList(name);
        for (var i = 0; i < options.Domains.Count; i++)
            faults.Unless(Domain.TryParse(options.Domains[i], out _), $"{nameof(options.Domains)}:{i}", $"must be a domain, and is '{options.Domains[i]}'");
        var names = options.Lists.Select(list => $"{list.Service.ToUpperInvariant()}/{list.Node}").ToList();
        for (var i = 0; i < names.Count; i++)
            faults.Unless(names.IndexOf(names[i]) == i, $"{nameof(options.Lists)}:{i}", "names a list that is there already");
        return faults.Build();
    }
}
