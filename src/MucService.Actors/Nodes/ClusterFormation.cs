using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using MucService.Storage;

namespace MucService.Actors.Nodes;

/// <summary>
/// Who may form a cluster where none answers: whoever gets a lease in the database that all members of a running cluster prolong. So any
/// node can begin when all were down, and none begins a second cluster because it cannot reach the first.
/// </summary>
/// <param name="leases">The table of leases.</param>
/// <param name="seeds">The nodes that may form a cluster, and through which others join.</param>
public sealed class ClusterFormation(LeaseTable leases, ImmutableArray<Address> seeds)
{
    private const string Lease = "cluster-formation";
    private const string Members = "the members";
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Prolonging = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Asking = TimeSpan.FromSeconds(2);

    /// <summary>Joins the cluster that answers, or forms one, whichever may be. Completes when the node is a member.</summary>
    /// <param name="cluster">Of this node.</param>
    /// <param name="up">Completes when the node is a member.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task JoinAsync(Cluster cluster, Task up, CancellationToken cancel)
    {
        var self = cluster.SelfAddress;
        var owner = $"{self} {Guid.NewGuid():N}";
        ImmutableList<Address> others = [.. seeds.Where(seed => !seed.Equals(self))];
        bool? formed = null;
        while (!up.IsCompleted)
        {
            var forms = seeds.Contains(self) && await HoldsAsync(() => leases.TryTakeAsync(Lease, owner, Length));
            if (forms != formed)
                cluster.JoinSeedNodes(forms ? others.Insert(0, self) : others);
            formed = forms;
            await Task.WhenAny(up, Task.Delay(Asking, cancel));
            cancel.ThrowIfCancellationRequested();
        }

        if (formed is true)
            await HoldsAsync(() => leases.ReleaseAsync(Lease, owner));
        _ = ProlongAsync(cluster);
    }

    /// <summary>The last member of a cluster ends: whoever starts next need not wait.</summary>
    public async Task EndAsync(Cluster cluster)
    {
        if (cluster.State.Members.Count <= 1)
            await HoldsAsync(() => leases.ReleaseAsync(Lease, Members));
    }

    private async Task ProlongAsync(Cluster cluster)
    {
        var ended = cluster.System.WhenTerminated;
        while (!ended.IsCompleted && !cluster.IsTerminated)
        {
            if (cluster.SelfMember.Status == MemberStatus.Up)
                await HoldsAsync(() => leases.TryTakeAsync(Lease, Members, Length));
            await Task.WhenAny(ended, Task.Delay(Prolonging));
        }
    }

    // Without the database nobody has the lease; that is an answer, not a fault.
    private static async Task<bool> HoldsAsync(Func<Task<bool>> ask)
    {
        try
        {
            return await ask();
        }
        catch (StorageFaultException)
        {
            return false;
        }
    }
}
