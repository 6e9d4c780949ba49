using MucService.Xmpp;

namespace MucService.Rooms.AdHoc;

/// <summary>Something that people can have a room do by filling in a form. XEP-0050.</summary>
/// <param name="Node">Its name for programs.</param>
/// <param name="Name">Its name for people, in English.</param>
internal sealed record AdHocCommand(string Node, string Name)
{
    /// <summary>Who may run it.</summary>
    public required Func<RoomState, Jid, bool> MayRun { get; init; }

    /// <summary>What is to be filled in; null where nothing is.</summary>
    public Func<RoomState, DataForm>? Form { get; init; }

    /// <summary>What it does with the form as submitted.</summary>
    public required Func<RoomState, RoomCommand.RunAdHoc, DataForm, Decision> Run { get; init; }
}
