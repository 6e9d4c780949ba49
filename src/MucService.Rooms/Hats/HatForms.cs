using System.Collections.Immutable;
using MucService.Rooms.Admins;
using MucService.Xmpp;

namespace MucService.Rooms.Hats;

/// <summary>The form that all commands about hats share, and who may run them. XEP-0317 #registrar-formtype.</summary>
internal static class HatForms
{
    public const string Node = Namespaces.HatCommands;
    public const string Jid = "hats#jid";
    public const string Title = "hats#title";
    public const string Uri = "hats#uri";
    public const string Hue = "hats#hue";

    /// <summary>A form to fill in.</summary>
    public static DataForm ToFillIn(string title, string instructions) =>
        new(DataFormType.Form, Node) { Title = title, Instructions = [instructions] };

    /// <summary>A table to read.</summary>
    public static DataForm Table(string title, ImmutableArray<ImmutableArray<FormField>> rows, params ImmutableArray<string> columns) =>
        new(DataFormType.Result, Node) { Title = title, Reported = [.. columns.Select(name => FormField.Of(name))], Items = rows };

    /// <summary>One of the hats there are.</summary>
    public static FormField Choice(RoomState room) => FormField.ListSingle(
        Uri, "Hat", value: null, [.. room.Hats.Defined.Select(hat => new FormOption(hat.Title, hat.Uri))]) with { Required = true };

    /// <summary>Somebody.</summary>
    public static FormField Person { get; } = new() { Name = Jid, Type = FormFieldType.JidSingle, Label = "User Address", Required = true };

    /// <summary>A field of a table; without a value where there is none.</summary>
    public static FormField Cell(string name, string? value) => value is null ? FormField.Of(name) : FormField.Of(name, value);

    /// <summary>Admins and owners keep the hats of their room.</summary>
    public static bool MayManage(RoomState room, Jid asker) => room.AffiliationOf(asker.Bare) >= Affiliation.Admin;

    /// <summary>Whoever belongs to the room or is in it may know its hats.</summary>
    public static bool MayKnow(RoomState room, Jid asker) =>
        room.AffiliationOf(asker.Bare) >= Affiliation.Member || (asker.Full is { } session && room.Sessions.ContainsKey(session));

    /// <summary>Who wears what names bare JIDs: it is for those who may read the lists.</summary>
    public static bool MayKnowWearers(RoomState room, Jid asker) =>
        MayManage(room, asker)
        || (asker.Full is { } session && QueryList.MayReadWhereRealJidsArePublic(room, Requester.Of(room, session)));
}
