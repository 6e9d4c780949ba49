using System.Collections.Concurrent;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>Which services are retired for good, as this node knows; read on the streams' loops.</summary>
internal sealed class Retirements
{
    /// <summary>What is said where the operator gave no reason.</summary>
    public const string NoReason = "This service is retired.";

    private readonly ConcurrentDictionary<Domain, string> _reasons = [];

    /// <summary>Why a service was retired, or null if it was not.</summary>
    public string? ReasonOf(Domain service) => _reasons.GetValueOrDefault(service);

    /// <summary>A service is retired.</summary>
    public void Add(Domain service, string? reason) => _reasons[service] = reason ?? NoReason;

    /// <summary>Reads from the tables which services are retired.</summary>
    /// <exception cref="StorageFaultException">The database does not answer.</exception>
    public async Task ReadAsync(IRoomStore store, IEnumerable<Domain> services, CancellationToken cancel)
    {
        foreach (var service in services)
        {
            if (await store.TombstoneAsync(new BareJid(service), cancel) is { } tombstone)
                Add(service, tombstone.Reason);
        }
    }
}
