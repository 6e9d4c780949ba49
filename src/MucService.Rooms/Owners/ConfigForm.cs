using System.Text;
using MucService.Xmpp;

namespace MucService.Rooms.Owners;

/// <summary>The configuration form: shown with what is now, and read when submitted. XEP-0045 #roomconfig, #createroom-reserved.</summary>
internal static class ConfigForm
{
    public static Decision Decide(RoomState room, RoomCommand.QueryConfiguration command)
    {
        if (!room.IsThereFor(command.From.Bare))
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);
        if (!Privileges.May(room.AffiliationOf(command.From.Bare), AffiliationPrivilege.ChangeRoomConfiguration))
            return Decision.Refuse(room, command, ErrorCondition.Forbidden);

        var query = new Element("query", Namespaces.MucOwner);
        if (Of(room) is { } form)
            query = query.With(form.ToElement());

        return Decision.Answer(command.Stanza!.Answer(StanzaType.Result).With(query).InEnglish());
    }

    /// <summary>The form of a room, or null where its owners have nothing to decide.</summary>
    public static DataForm? Of(RoomState room)
    {
        FormField[] fields = [.. ConfigFields.All.Where(field => !field.IsLocked(room.Settings)).Select(field => field.Show(room)), .. ListFields.Show(room)];
        if (fields.Length == 0)
            return null;

        var empty = new DataForm(DataFormType.Form, Namespaces.MucRoomConfig)
        {
            Title = $"Configuration of {room.Address}",
            Instructions = ["Complete this form to configure your room."],
        };
        return fields.Aggregate(empty, (form, field) => form.With(field));
    }

    /// <summary>What a submitted form makes of a configuration: a field that it leaves out stays as it is. XEP-0004 #protocol-results.</summary>
    public static ConfigReading Read(RoomState room, DataForm form)
    {
        if (form.Scope is { } scope && scope != Namespaces.MucRoomConfig)
            return ConfigReading.Fault($"FORM_TYPE must be {Namespaces.MucRoomConfig}");

        // Whether a password is needed comes after the password: without one it is none, whatever was said of it.
        ConfigReading read = room.Config;
        foreach (var field in ConfigFields.All.OrderBy(field => field.Name == ConfigFields.PasswordProtected))
        {
            if (form[field.Name] is not { Values: var values })
                continue;

            read = values.Sum(Encoding.UTF8.GetByteCount) > room.Settings.MaxConfigValueBytes
                ? ConfigReading.Fault($"may have at most {room.Settings.MaxConfigValueBytes} bytes")
                : field.Set(read.Config!, room.Settings, values);
            if (read.Config is null)
                return ConfigReading.Fault($"{field.Name} {read.Wrong}");
        }

        return form.Boolean(ConfigFields.PasswordProtected) == true && read.Config!.Password.Length == 0
            ? ConfigReading.Fault($"{ConfigFields.Secret} must not be empty where a password is required")
            : read;
    }
}
