using MucService.Rooms.AdHoc;
using MucService.Xmpp;

namespace MucService.Rooms.Hats;

/// <summary>Destroying a hat; nobody wears it any more. XEP-0317 #destroy.</summary>
internal static class DestroyHat
{
    public static AdHocCommand Command { get; } = new(HatForms.Node + ":destroy", "Destroy a hat")
    {
        MayRun = HatForms.MayManage,
        Form = room => HatForms.ToFillIn("Destroying a Hat", "Fill out this form to destroy a hat.").With(HatForms.Choice(room)),
        Run = Decide,
    };

    public static RoomState Evolve(RoomState room, RoomEvent.HatDestroyed destroyed) => room with { Hats = room.Hats.Without(destroyed.Uri) };

    private static Decision Decide(RoomState room, RoomCommand.RunAdHoc command, DataForm form)
    {
        if (form.Text(HatForms.Uri) is not { } uri)
            return RunAdHoc.RefusePayload(room, command, $"{HatForms.Uri} must be given.");
        if (room.Hats[uri] is null)
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound, "There is no such hat.");

        return ShowHats.Change(room, command, RunAdHoc.Completed(command), new RoomEvent.HatDestroyed(uri));
    }
}
