using System.Collections.Immutable;
using MucService.Rooms.AdHoc;
using MucService.Xmpp;

namespace MucService.Rooms.Hats;

/// <summary>The hats there are. XEP-0317, "Listing Hats".</summary>
internal static class ListHats
{
    public static AdHocCommand Command { get; } = new(HatForms.Node + ":list", "List the hats")
    {
        MayRun = HatForms.MayKnow,
        Run = (room, command, _) => Decision.Nothing.Telling(RunAdHoc.Completed(
            command,
            HatForms.Table("Hats List", [.. room.Hats.Defined.Select(Row)], HatForms.Title, HatForms.Uri, HatForms.Hue))),
    };

    private static ImmutableArray<FormField> Row(Hat hat) =>
        [HatForms.Cell(HatForms.Title, hat.Title), HatForms.Cell(HatForms.Uri, hat.Uri), HatForms.Cell(HatForms.Hue, hat.Hue)];
}
