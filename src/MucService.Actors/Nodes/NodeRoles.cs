using Akka.Cluster;

namespace MucService.Actors.Nodes;

/// <summary>What nodes say of themselves, as roles in the cluster, that those of earlier versions cannot: all members know it before they send them anything.</summary>
public static class NodeRoles
{
    /// <summary>It understands <see cref="Rooms.RoomMessages.DeliverMany"/>, and output that is gathered.</summary>
    public const string TakesManyDelivered = "takes-many-delivered";

    /// <summary>The roles of a node of this version.</summary>
    public static IReadOnlyList<string> OfThisVersion { get; } = [TakesManyDelivered];

    /// <summary>True if all members have a role: whichever of them has a room, it understands.</summary>
    internal static bool AllHave(this Cluster cluster, string role)
    {
        foreach (var member in cluster.State.Members)
        {
            if (!member.HasRole(role))
                return false;
        }

        return true;
    }
}
