namespace MucService.Xmpp;

/// <summary>
/// Domains that were read lately, by how they were written: nearly every address names one of a few domains, and each
/// of these shall be one string in memory. Bounded: a new domain takes the place of another, so strangers cannot fill it.
/// </summary>
internal static class DomainCache
{
    private const int Places = 4096;

    private static readonly Entry?[] Entries = new Entry?[Places];

    /// <summary>The normal form of a domain. False if it is not one.</summary>
    public static bool TryNormalize(ReadOnlySpan<char> written, out string domain)
    {
        ref var place = ref Place(written);
        if (place is { } known && written.SequenceEqual(known.Written))
        {
            domain = known.Domain;
            return true;
        }

        if (!DomainNames.TryNormalize(written, out domain))
            return false;

        var isNormal = written.SequenceEqual(domain);
        if (!isNormal && Place(domain) is { } normal && normal.Written == domain)
            domain = normal.Domain;
        place = new Entry(isNormal ? domain : written.ToString(), domain);
        return true;
    }

    // The hash of strings is seeded at random in each process: nobody can aim at a place.
    private static ref Entry? Place(ReadOnlySpan<char> written) => ref Entries[string.GetHashCode(written, StringComparison.Ordinal) & (Places - 1)];

    private sealed record Entry(string Written, string Domain);
}
