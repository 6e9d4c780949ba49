using Microsoft.Extensions.Options;
using MucService.Xmpp;

namespace MucService.Host.Settings;

/// <summary>Who is not let in, whatever rooms say. Section <c>Muc:Block</c>.</summary>
public sealed class BlockOptions
{
    /// <summary>Domains, each with everybody there.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];
}

internal sealed class BlockOptionsValidator : IValidateOptions<BlockOptions>
{
    public ValidateOptionsResult Validate(string? name, BlockOptions options)
    {
        var faults = new FaultList(name);
        for (var i = 0; i < options.Domains.Count; i++)
            faults.Unless(Domain.TryParse(options.Domains[i], out _), $"{nameof(options.Domains)}:{i}", $"must be a domain, and is '{options.Domains[i]}'");
        return faults.Build();
    }
}
