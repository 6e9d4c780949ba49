using System.Collections.Immutable;
using MucService.Rooms.Hats;

namespace MucService.Rooms.AdHoc;

/// <summary>The commands of a room.</summary>
internal static class AdHocCommands
{
    /// <summary>All of them, in the order listed.</summary>
    public static ImmutableArray<AdHocCommand> All { get; } =
        [CreateHat.Command, DestroyHat.Command, ListHats.Command, AssignHat.Command, UnassignHat.Command, ListAssignedHats.Command];
}
