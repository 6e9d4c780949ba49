using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;

namespace MucService.Actors.Nodes;

/// <summary>A node of the cluster, as this node sees it.</summary>
/// <param name="Address">The address that it listens at for other nodes, and the port.</param>
/// <param name="State">For a person: <c>up</c>, or what it is about to become; <c>unreachable</c> if somebody does not hear it.</param>
/// <param name="IsThis">True for this node.</param>
public sealed record ClusterNode(string Address, string State, bool IsThis)
{
    /// <summary>All nodes, oldest first.</summary>
    internal static IReadOnlyList<ClusterNode> All(ActorSystem system)
    {
        var cluster = Cluster.Get(system);
        var state = cluster.State;
        return [.. state.Members.Order(Member.AgeOrdering).Select(member => Of(member, state.Unreachable, member.UniqueAddress == cluster.SelfUniqueAddress))];
    }

    private static ClusterNode Of(Member member, ImmutableHashSet<Member> unreachable, bool isThis)
    {
        var state = unreachable.Contains(member) ? "unreachable" : member.Status switch
        {
            MemberStatus.Joining or MemberStatus.WeaklyUp => "joining",
            MemberStatus.Up => "up",
            MemberStatus.Leaving or MemberStatus.Exiting => "leaving",
            _ => "removed",
        };
        return new ClusterNode($"{member.Address.Host}:{member.Address.Port}", state, isThis);
    }
}
