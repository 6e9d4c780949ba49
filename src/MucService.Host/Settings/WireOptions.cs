using Microsoft.Extensions.Options;

namespace MucService.Host.Settings;

/// <summary>The bounds of what is read from the host. Section <c>Muc:Wire</c>. A stanza beyond them is refused; the stream lives.</summary>
public sealed class WireOptions
{
    /// <summary>How long a stanza may be, in bytes.</summary>
    public int MaxStanzaBytes { get; init; } = 524_288;

    /// <summary>How deep a stanza's elements may be nested.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>How many attributes an element may have.</summary>
    public int MaxAttributes { get; init; } = 64;

    /// <summary>How many bytes may wait to be written to a host; over it, output is refused to whoever makes it.</summary>
    public int MaxQueuedBytes { get; init; } = 16_777_216;

    /// <summary>How many bytes of stanzas may be read and not handled; over it, the streams are not read.</summary>
    public long MaxAcceptedBytes { get; init; } = 67_108_864;

    /// <summary>How often a stream is proved by a ping that the host routes back.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the host may be silent after a ping before the stream is taken for dead.</summary>
    public TimeSpan PingDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether each stanza of a room carries a mark of the room's instance and its epoch.</summary>
    public bool MarkInstances { get; init; }
}

internal sealed class WireOptionsValidator : IValidateOptions<WireOptions>
{
    public ValidateOptionsResult Validate(string? name, WireOptions options)
    {
        var faults = new FaultList(name);
        // RFC 6120 section 13.12: a bound below 10000 bytes is not allowed.
        faults.Range(options.MaxStanzaBytes, 10_000, 16_777_216, nameof(options.MaxStanzaBytes));
        faults.Range(options.MaxDepth, 8, 1000, nameof(options.MaxDepth));
        faults.Range(options.MaxAttributes, 8, 1000, nameof(options.MaxAttributes));
        faults.Range(options.MaxQueuedBytes, 1_048_576, 1_073_741_824, nameof(options.MaxQueuedBytes));
        faults.Range(options.MaxAcceptedBytes, 1_048_576, 4_294_967_296, nameof(options.MaxAcceptedBytes));
        faults.Range(options.PingInterval, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), nameof(options.PingInterval));
        faults.Range(options.PingDeadline, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), nameof(options.PingDeadline));
        return faults.Build();
    }
}
