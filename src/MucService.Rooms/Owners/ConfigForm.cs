using System.Collections.Immutable;
using System.Text;
using MucService.Xmpp;

namespace MucService.Rooms.Owners;

/// <summary>The configuration form: shown with what is now, and read when submitted. XEP-0045 #roomconfig, #createroom-reserved.</summary>
internal static class ConfigForm
{
    public static Decision Decide(RoomState room, RoomCommand.QueryConfiguration command)
    {
        if (!room.Exists)
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);
        if (!Privileges.May(room.AffiliationOf(command.From.Bare), AffiliationPrivilege.ChangeRoomConfiguration))
            return Decision.Refuse(room, command, ErrorCondition.Forbidden);

        var query = new Element("query", Namespaces.MucOwner).With(Of(room));
        return Decision.Answer(command.Stanza!.Answer(StanzaType.Result).With(query));
    }

    /// <summary>The form of a room.</summary>
    public static Element Of(RoomState room) => new Element("x", Namespaces.DataForms)
        .With("type", "form")
        .With(new Element("title", Namespaces.DataForms).WithText($"Configuration of {room.Address}"))
        .With(new Element("instructions", Namespaces.DataForms).WithText("Complete this form to configure your room."))
        .With(Field("FORM_TYPE", "hidden", null, [Namespaces.MucRoomConfig]))
        .With(ConfigFields.All.Select(field => Field(field.Var, field.Type, field.Label, field.Get(room.Config))
            .With(field.Options(room.Config, room.Settings).Select(Option))));

    /// <summary>What a submitted form makes of a configuration: a field that it leaves out stays as it is. XEP-0004 #protocol-results.</summary>
    public static ConfigReading Read(RoomState room, Element form)
    {
        var submitted = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var field in form.Children.Where(child => child.Is("field", Namespaces.DataForms)))
        {
            if (field["var"] is { } name)
                submitted[name] = [.. field.Children.Where(child => child.Is("value", Namespaces.DataForms)).Select(value => value.Text)];
        }

        if (submitted.TryGetValue("FORM_TYPE", out var type) && type is not [Namespaces.MucRoomConfig])
            return ConfigReading.Fault($"FORM_TYPE must be {Namespaces.MucRoomConfig}");

        ConfigReading read = room.Config;
        foreach (var field in ConfigFields.All.OrderBy(field => field.Var == ConfigFields.PasswordProtected))
        {
            if (!submitted.TryGetValue(field.Var, out var values))
                continue;

            read = values.Sum(Encoding.UTF8.GetByteCount) > room.Settings.MaxConfigValueBytes
                ? ConfigReading.Fault($"may have at most {room.Settings.MaxConfigValueBytes} bytes")
                : field.Set(read.Config!, room.Settings, values);
            if (read.Config is null)
                return ConfigReading.Fault($"{field.Var} {read.Wrong}");
        }

        var needsPassword = submitted.TryGetValue(ConfigFields.PasswordProtected, out var answer) && answer is ["1" or "true"];
        return needsPassword && read.Config!.Password.Length == 0
            ? ConfigReading.Fault($"{ConfigFields.Secret} must not be empty where a password is required")
            : read;
    }

    private static Element Field(string var, string type, string? label, IEnumerable<string> values) => new Element("field", Namespaces.DataForms)
        .With("label", label)
        .With("type", type)
        .With("var", var)
        .With(values.Select(value => new Element("value", Namespaces.DataForms).WithText(value)));

    private static Element Option((string Value, string Label) option) => new Element("option", Namespaces.DataForms)
        .With("label", option.Label)
        .With(new Element("value", Namespaces.DataForms).WithText(option.Value));
}
