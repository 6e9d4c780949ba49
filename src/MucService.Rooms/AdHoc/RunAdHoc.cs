using MucService.Xmpp;

namespace MucService.Rooms.AdHoc;

/// <summary>
/// Running an ad-hoc command. XEP-0050 #execute, #desc-errors. Each has one form at most, and what is submitted is complete in itself:
/// nothing is remembered between the steps, so any session id is as good as that which the room proposed.
/// </summary>
internal static class RunAdHoc
{
    private const int MaxSessionIdLength = 128;

    public static Decision Decide(RoomState room, RoomCommand.RunAdHoc command)
    {
        if (!room.IsThereFor(command.From.Bare))
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);
        if (AdHocCommands.All.FirstOrDefault(one => one.Node == command.Node) is not { } asked)
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);
        if (!asked.MayRun(room, command.From))
            return Decision.Refuse(room, command, new StanzaError(ErrorType.Cancel, ErrorCondition.Forbidden));
        if (command.SessionId?.Length > MaxSessionIdLength)
            return Decision.Refuse(room, command, Bad("bad-sessionid", text: null));

        return command.Action switch
        {
            null or "execute" or "next" or "complete" => Execute(room, command, asked),
            "cancel" => Decision.Answer(Reply(command, "canceled", form: null)),
            "prev" => Decision.Refuse(room, command, Bad("bad-action", "There is no step before this one.")),
            _ => Decision.Refuse(room, command, Bad("malformed-action", text: null)),
        };
    }

    /// <summary>That the command is done, and what came of it.</summary>
    public static Outgoing Completed(RoomCommand.RunAdHoc command, DataForm? result = null) => new Outgoing.ToOne(Reply(command, "completed", result));

    /// <summary>What was submitted cannot be accepted.</summary>
    public static Decision RefusePayload(RoomState room, RoomCommand.RunAdHoc command, string text) => Decision.Refuse(room, command, Bad("bad-payload", text));

    private static Decision Execute(RoomState room, RoomCommand.RunAdHoc command, AdHocCommand asked)
    {
        var submitted = command.Form is { } x ? DataForm.From(x) : null;
        return submitted switch
        {
            { Type: DataFormType.Cancel } => Decision.Answer(Reply(command, "canceled", form: null)),
            { Type: DataFormType.Submit } => asked.Run(room, command, submitted),
            null when command.Form is null && asked.Form is null => asked.Run(room, command, new DataForm(DataFormType.Submit)),
            null when command.Form is null => Decision.Answer(Reply(command, "executing", asked.Form!(room))),
            _ => RefusePayload(room, command, "The form must be submitted."),
        };
    }

    private static Stanza Reply(RoomCommand.RunAdHoc command, string status, DataForm? form)
    {
        var element = new Element("command", Namespaces.Commands)
            .With("node", command.Node)
            .With("sessionid", command.SessionId ?? command.Arrival.StanzaId)
            .With("status", status)
            .With(form?.ToElement());
        return command.Stanza!.Answer(StanzaType.Result).With(element).InEnglish();
    }

    private static StanzaError Bad(string what, string? text) =>
        StanzaError.Of(ErrorCondition.BadRequest, text) with { Detail = new Element(what, Namespaces.Commands) };
}
