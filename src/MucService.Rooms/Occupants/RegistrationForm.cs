using System.Collections.Immutable;
using System.Text;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>The fields of registering and of approving it. XEP-0045 #registrar-formtype-register.</summary>
internal static class RegistrationForm
{
    /// <summary>The nick that is wanted.</summary>
    public const string Nick = "muc#register_roomnick";

    /// <summary>What the admin decides.</summary>
    public const string Allow = "muc#register_allow";

    /// <summary>Who asks; of the voice request's registry, and not of this one: an admin has to know.</summary>
    public const string Jid = VoiceForm.Jid;

    private static readonly ImmutableArray<(string Name, FormFieldType Type, string Label)> Details =
    [
        ("muc#register_first", FormFieldType.TextSingle, "Given Name"),
        ("muc#register_last", FormFieldType.TextSingle, "Family Name"),
        ("muc#register_url", FormFieldType.TextSingle, "A Web Page"),
        ("muc#register_email", FormFieldType.TextSingle, "Email Address"),
        ("muc#register_faqentry", FormFieldType.TextMulti, "FAQ Entry"),
    ];

    /// <summary>What registering takes: a nick; and where an admin decides, what one likes to tell him.</summary>
    public static DataForm ToFill(RoomState room, bool needsApproval)
    {
        var form = new DataForm(DataFormType.Form, Namespaces.MucRegister)
        {
            Title = $"Registration with {room.Address}",
            Instructions = [needsApproval
                ? "Choose the nickname that is to be yours in this room. An admin of the room decides; tell him about you what you like."
                : "Choose the nickname that is to be yours in this room."],
        }
            .With(new FormField { Name = Nick, Type = FormFieldType.TextSingle, Label = "Desired Nickname", Required = true });
        return needsApproval
            ? Details.Aggregate(form, (more, field) => more.With(new FormField { Name = field.Name, Type = field.Type, Label = field.Label }))
            : form;
    }

    /// <summary>What an admin is asked. XEP-0045 #regapprove.</summary>
    /// <param name="request">Who wants which nick.</param>
    /// <param name="submitted">What he told of himself.</param>
    public static DataForm ToApprove(RegistrationRequest request, DataForm? submitted)
    {
        var form = new DataForm(DataFormType.Form, Namespaces.MucRegister)
        {
            Title = "Registration request",
            Instructions =
            [
                "To approve this registration request, select the \"Allow this person to register with the room?\" checkbox and click OK. "
                + "To skip this request, click the cancel button.",
            ],
        }
            .With(new FormField { Name = Jid, Type = FormFieldType.JidSingle, Label = "User ID", Values = [request.Jid.ToString()] })
            .With(FormField.TextSingle(Nick, "Desired Nickname", request.Nick.Value));
        foreach (var (name, type, label) in Details)
        {
            if (submitted?.Texts(name) is { Length: > 0 } values)
                form = form.With(new FormField { Name = name, Type = type, Label = label, Values = values });
        }

        return form.With(FormField.Boolean(Allow, "Allow this person to register with the room?", value: false));
    }

    /// <summary>How much somebody told of himself, in UTF-8 bytes.</summary>
    public static int Size(DataForm? submitted) => Details.Sum(field => submitted?.Texts(field.Name).Sum(Encoding.UTF8.GetByteCount) ?? 0);
}
