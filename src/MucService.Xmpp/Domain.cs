namespace MucService.Xmpp;

/// <summary>A domain of the XMPP network in its normal form. RFC 7622 section 3.2.</summary>
public readonly record struct Domain
{
    private readonly string? _value;

    private Domain(string value) => _value = value;

    /// <summary>The domain in its normal form: U-labels, lower case, no final dot.</summary>
    public string Value => _value ?? "";

    /// <summary>Reads and normalizes a domain. False if it is not one.</summary>
    public static bool TryParse(ReadOnlySpan<char> written, out Domain domain)
    {
        domain = default;
        if (!DomainCache.TryNormalize(written, out var value))
            return false;

        domain = new Domain(value);
        return true;
    }

    /// <summary>Reads and normalizes a domain.</summary>
    /// <exception cref="FormatException">It is not a domain.</exception>
    public static Domain Parse(string written) =>
        TryParse(written, out var domain) ? domain : throw new FormatException($"'{written}' is not a domain");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
