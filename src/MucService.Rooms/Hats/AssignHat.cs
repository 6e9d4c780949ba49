using System.Diagnostics.CodeAnalysis;
using MucService.Rooms.AdHoc;
using MucService.Rooms.Protection;
using MucService.Xmpp;

namespace MucService.Rooms.Hats;

/// <summary>Giving somebody a hat, in the room or not. XEP-0317 #add.</summary>
internal static class AssignHat
{
    public static AdHocCommand Command { get; } = new(HatForms.Node + ":assign", "Give somebody a hat")
    {
        MayRun = HatForms.MayManage,
        Form = room => HatForms.ToFillIn("Assigning a Hat", "Fill out this form to assign a hat.").With(HatForms.Person).With(HatForms.Choice(room)),
        Run = Decide,
    };

    public static RoomState Evolve(RoomState room, RoomEvent.HatAssigned assigned) => room with { Hats = room.Hats.Assign(assigned.To, assigned.Uri) };

    /// <summary>Whom and which hat a form names, or why it names none.</summary>
    public static bool TryRead(
        RoomState room,
        RoomCommand.RunAdHoc command,
        DataForm form,
        [NotNullWhen(true)] out BareJid? jid,
        [NotNullWhen(true)] out string? uri,
        [NotNullWhen(false)] out Decision? refusal)
    {
        jid = Jid.TryParse(form.Text(HatForms.Jid), out var person) && !person.Bare.IsDomain ? person.Bare : null;
        uri = room.Hats[form.Text(HatForms.Uri)]?.Uri;
        refusal = null;
        if (jid is null)
            refusal = RunAdHoc.RefusePayload(room, command, $"{HatForms.Jid} must be the JID of a person.");
        else if (uri is null)
            refusal = Decision.Refuse(room, command, ErrorCondition.ItemNotFound, "There is no such hat.");

        return refusal is null;
    }

    private static Decision Decide(RoomState room, RoomCommand.RunAdHoc command, DataForm form)
    {
        if (!TryRead(room, command, form, out var jid, out var uri, out var refusal))
            return refusal;

        var worn = room.Hats.Worn.GetValueOrDefault(jid, []);
        if (worn.Contains(uri))
            return Decision.Nothing.Telling(RunAdHoc.Completed(command));
        if (worn.Length >= room.Settings.MaxHatsPerPerson)
            return Decision.Refuse(room, command, Refusal.Of(RefusalReason.Full, ErrorCondition.PolicyViolation, $"A person may wear at most {room.Settings.MaxHatsPerPerson} hats."));
        if (worn.IsEmpty && room.Hats.Worn.Count >= room.Settings.MaxHatWearers)
            return Decision.Refuse(room, command, Refusal.Of(RefusalReason.Full, ErrorCondition.PolicyViolation, $"At most {room.Settings.MaxHatWearers} people may wear hats."));

        return ShowHats.Change(room, command, RunAdHoc.Completed(command), new RoomEvent.HatAssigned(jid, uri));
    }
}
