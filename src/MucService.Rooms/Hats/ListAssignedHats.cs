using System.Collections.Immutable;
using MucService.Rooms.AdHoc;
using MucService.Xmpp;

namespace MucService.Rooms.Hats;

/// <summary>Who wears what. XEP-0317, "Listing Assigned Hats".</summary>
internal static class ListAssignedHats
{
    public static AdHocCommand Command { get; } = new(HatForms.Node + ":list-assigned", "List who wears which hat")
    {
        MayRun = HatForms.MayKnowWearers,
        Run = (room, command, _) => Decision.Nothing.Telling(RunAdHoc.Completed(
            command,
            HatForms.Table("Assigned Hats List", Rows(room), HatForms.Jid, HatForms.Uri, HatForms.Title, HatForms.Hue))),
    };

    private static ImmutableArray<ImmutableArray<FormField>> Rows(RoomState room) =>
    [
        .. from jid in room.Hats.Worn.Keys.OrderBy(jid => jid.ToString(), StringComparer.Ordinal)
           from hat in room.Hats.WornBy(jid)
           select Row(jid, hat),
    ];

    private static ImmutableArray<FormField> Row(BareJid jid, Hat hat) =>
    [
        HatForms.Cell(HatForms.Jid, jid.ToString()),
        HatForms.Cell(HatForms.Uri, hat.Uri),
        HatForms.Cell(HatForms.Title, hat.Title),
        HatForms.Cell(HatForms.Hue, hat.Hue),
    ];
}
