using System.Collections.Immutable;
using Akka.Actor;

namespace MucService.Actors.Nodes;

/// <summary>The nodes that are being drained: they are about to leave, and their shards move to others. For any thread.</summary>
internal sealed class DrainedNodes
{
    private ImmutableHashSet<Address> _all = [];

    /// <summary>A node begins to be drained.</summary>
    public void Add(Address node) => ImmutableInterlocked.Update(ref _all, all => all.Add(node));

    /// <summary>A node is gone: another one may have its address.</summary>
    public void Remove(Address node) => ImmutableInterlocked.Update(ref _all, all => all.Remove(node));

    /// <summary>True while a node is being drained.</summary>
    public bool Contains(Address node) => _all.Contains(node);
}
