using MucService.Rooms.AdHoc;
using MucService.Xmpp;

namespace MucService.Rooms.Hats;

/// <summary>Taking a hat from somebody. XEP-0317 #remove.</summary>
internal static class UnassignHat
{
    public static AdHocCommand Command { get; } = new(HatForms.Node + ":unassign", "Take a hat from somebody")
    {
        MayRun = HatForms.MayManage,
        Form = room => HatForms.ToFillIn("Removing a Hat", "Fill out this form to remove a hat.").With(HatForms.Person).With(HatForms.Choice(room)),
        Run = Decide,
    };

    public static RoomState Evolve(RoomState room, RoomEvent.HatUnassigned taken) => room with { Hats = room.Hats.Unassign(taken.From, taken.Uri) };

    private static Decision Decide(RoomState room, RoomCommand.RunAdHoc command, DataForm form)
    {
        if (!AssignHat.TryRead(room, command, form, out var jid, out var uri, out var refusal))
            return refusal;
        if (!room.Hats.Worn.GetValueOrDefault(jid, []).Contains(uri))
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound, "He does not wear this hat.");

        return ShowHats.Change(room, command, RunAdHoc.Completed(command), new RoomEvent.HatUnassigned(jid, uri));
    }
}
