using System.Globalization;
using System.Text;
using MucService.Rooms.AdHoc;
using MucService.Rooms.Protection;
using MucService.Xmpp;

namespace MucService.Rooms.Hats;

/// <summary>Creating a hat, or changing the one of that URI. XEP-0317 #create.</summary>
internal static class CreateHat
{
    private const int MaxUriBytes = 256;
    private const int MaxTitleBytes = 128;
    private const int MaxHueLength = 16;

    public static AdHocCommand Command { get; } = new(HatForms.Node + ":create", "Create or change a hat")
    {
        MayRun = HatForms.MayManage,
        Form = _ => HatForms.ToFillIn("Creating a Hat", "Fill out this form to create a hat.")
            .With(new FormField { Name = HatForms.Title, Type = FormFieldType.TextSingle, Label = "Hat Title", Required = true })
            .With(new FormField { Name = HatForms.Uri, Type = FormFieldType.TextSingle, Label = "Hat URI", Required = true })
            .With(new FormField { Name = HatForms.Hue, Type = FormFieldType.TextSingle, Label = "Hat Hue" }),
        Run = Decide,
    };

    public static RoomState Evolve(RoomState room, RoomEvent.HatCreated created) => room with { Hats = room.Hats.With(created.Hat) };

    private static Decision Decide(RoomState room, RoomCommand.RunAdHoc command, DataForm form)
    {
        var (uri, title, hue) = (form.Text(HatForms.Uri), form.Text(HatForms.Title), form.Text(HatForms.Hue));
        if (uri is null || Encoding.UTF8.GetByteCount(uri) > MaxUriBytes || !Uri.TryCreate(uri, UriKind.Absolute, out _))
            return RunAdHoc.RefusePayload(room, command, $"{HatForms.Uri} must be a URI of at most {MaxUriBytes} bytes.");
        if (string.IsNullOrWhiteSpace(title) || Encoding.UTF8.GetByteCount(title) > MaxTitleBytes)
            return RunAdHoc.RefusePayload(room, command, $"{HatForms.Title} must be a text of at most {MaxTitleBytes} bytes.");
        if (hue is { Length: > 0 } && !IsAngle(hue))
            return RunAdHoc.RefusePayload(room, command, $"{HatForms.Hue} must be an angle from 0 to 360.");
        if (room.Hats[uri] is null && room.Hats.Defined.Length >= room.Settings.MaxHats)
            return Decision.Refuse(room, command, Refusal.Of(RefusalReason.Full, ErrorCondition.PolicyViolation, $"A room may have at most {room.Settings.MaxHats} hats."));

        var lang = command.Stanza!.Lang is { } tag && LanguageTag.IsOne(tag) ? tag : null;
        var hat = new Hat(uri, title, hue is { Length: > 0 } ? hue : null, lang);
        return room.Hats[uri] == hat
            ? Decision.Nothing.Telling(RunAdHoc.Completed(command))
            : ShowHats.Change(room, command, RunAdHoc.Completed(command), new RoomEvent.HatCreated(hat));
    }

    private static bool IsAngle(string hue) =>
        hue.Length <= MaxHueLength
        && double.TryParse(hue, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var angle)
        && angle <= 360;
}
