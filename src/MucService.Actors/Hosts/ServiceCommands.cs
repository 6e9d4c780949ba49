using System.Collections.Immutable;
using System.Security.Cryptography;
using Akka.Actor;
using MucService.Actors.Protection;
using MucService.Actors.Rooms;
using MucService.Rooms.Protection;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>
/// What the operator's admins have a service do by ad-hoc command: destroy rooms. XEP-0050. Node, field and words are those that Prosody's service has,
/// so that clients and scripts for one serve for the other. Like those of rooms it keeps nothing between two steps.
/// </summary>
/// <param name="service">The service.</param>
/// <param name="live">Who its admins are.</param>
/// <param name="rooms">Where rooms are reached.</param>
internal sealed class ServiceCommands(Domain service, LiveSettings live, IActorRef rooms)
{
    private const string DestroyRooms = Namespaces.DestroyRoomsCommand;
    private const string Name = "Destroy rooms";
    private const string Rooms = "rooms";
    private const int MostRooms = 100;
    private const int MaxSessionIdLength = 128;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>True if an iq is about commands.</summary>
    public static bool IsAbout(Stanza iq) => iq is { Type: StanzaType.Get or StanzaType.Set, Payloads: [var payload] }
        && (payload.Is("command", Namespaces.Commands) || (IsDisco(payload) && payload.Element?["node"] is Namespaces.Commands or DestroyRooms));

    /// <summary>The answer to an iq about commands.</summary>
    public Task<HostMessages.Send> AnswerAsync(Stanza iq)
    {
        var (payload, isAdmin) = (iq.Payloads[0].Element!, iq.From is { } from && live[service].Admins.Contains(from.Bare));
        if (IsDisco(iq.Payloads[0]))
            return Task.FromResult(Discover(iq, payload, isAdmin));
        if (iq.Type != StanzaType.Set)
            return Task.FromResult(Refuse(iq, ErrorCondition.FeatureNotImplemented));
        if (payload["node"] != DestroyRooms)
            return Task.FromResult(Refuse(iq, ErrorCondition.ItemNotFound));

        return isAdmin ? RunAsync(iq, payload) : Task.FromResult(Forbid(iq));
    }

    private static bool IsDisco(Payload payload) => payload.Is("query", Namespaces.DiscoInfo) || payload.Is("query", Namespaces.DiscoItems);

    /// <summary>XEP-0050 #retrieve, #info.</summary>
    private HostMessages.Send Discover(Stanza iq, Element query, bool isAdmin)
    {
        if (iq.Type != StanzaType.Get)
            return Refuse(iq, ErrorCondition.FeatureNotImplemented);

        var node = query["node"];
        if (query.Is("query", Namespaces.DiscoItems))
        {
            DiscoItem[] items = isAdmin && node == Namespaces.Commands ? [new DiscoItem(new BareJid(service), Name, DestroyRooms)] : [];
            return Answer(iq, Disco.Items(node, items));
        }

        if (node == Namespaces.Commands)
            return Answer(iq, Disco.Info(node, [new DiscoIdentity("automation", "command-list", "Commands of this service")], []));

        return isAdmin
            ? Answer(iq, Disco.Info(node, [new DiscoIdentity("automation", "command-node", Name)], [Namespaces.Commands, Namespaces.DataForms]))
            : Forbid(iq);
    }

    /// <summary>XEP-0050 #execute, #desc-errors.</summary>
    private Task<HostMessages.Send> RunAsync(Stanza iq, Element command)
    {
        if (command["sessionid"]?.Length > MaxSessionIdLength)
            return Task.FromResult(Bad(iq, "bad-sessionid", "A session id has at most 128 characters."));
        if (command["action"] == "cancel" || command.Child("x", Namespaces.DataForms)?["type"] == "cancel")
            return Task.FromResult(Answer(iq, Reply(command, "canceled")));
        if (command["action"] is not (null or "execute" or "next" or "complete"))
            return Task.FromResult(Bad(iq, command["action"] == "prev" ? "bad-action" : "malformed-action", "There is no such step."));
        if (command.Child("x", Namespaces.DataForms) is not { } form)
            return Task.FromResult(Answer(iq, Reply(command, "executing").With(ToFillIn().ToElement())));

        return TryRead(form, out var named) ? DestroyAsync(iq, command, named) : Task.FromResult(Bad(iq, "bad-payload", $"Name up to {MostRooms} rooms of {service}."));
    }

    private static DataForm ToFillIn() => new DataForm(DataFormType.Form, DestroyRooms) { Title = Name, Instructions = ["Everybody in them is told, and goes."] }
        .With(new FormField { Name = Rooms, Type = FormFieldType.JidMulti, Label = "The rooms to destroy", Required = true });

    /// <summary>The rooms that a submitted form names. One that does not say that it is submitted is taken for it.</summary>
    private bool TryRead(Element form, out ImmutableArray<BareJid> named)
    {
        var submitted = DataForm.From(form["type"] is null ? form.With("type", "submit") : form);
        var read = ImmutableArray.CreateBuilder<BareJid>();
        named = [];
        if (submitted is not { Type: DataFormType.Submit } || submitted.Texts(Rooms) is not { Length: > 0 and <= MostRooms } written)
            return false;

        foreach (var one in written)
        {
            if (!BareJid.TryParse(one.Trim(), out var room) || room.IsDomain || room.Domain != service)
                return false;

            read.Add(room);
        }

        named = [.. read.Distinct()];
        return true;
    }

    private async Task<HostMessages.Send> DestroyAsync(Stanza iq, Element command, ImmutableArray<BareJid> named)
    {
        var faults = await Task.WhenAll(named.Select(DestroyAsync));
        var (gone, left) = (named.Where((_, i) => faults[i] is null).ToList(), named.Select((room, i) => (room, faults[i])).Where(one => one.Item2 is not null).ToList());
        return Answer(iq, Reply(command, "completed")
            .With(gone.Count == 0 ? null : Note("info", $"The following rooms were destroyed:\n{string.Join('\n', gone)}"))
            .With(left.Count == 0 ? null : Note("error", $"The following rooms were not destroyed:\n{string.Join('\n', left.Select(one => $"{one.room}: {one.Item2}"))}")));
    }

    /// <summary>Destroys a room for the operator.</summary>
    /// <returns>Why it was not done, or null.</returns>
    private async Task<string?> DestroyAsync(BareJid room)
    {
        try
        {
            return await rooms.Ask<object>(new RoomMessages.Destroy(room, Alternative: null, Reason: null), Deadline) is RoomMessages.Refused refused ? refused.Text : null;
        }
        catch (AskTimeoutException)
        {
            return "it does not answer";
        }
    }

    private static Element Reply(Element command, string status) => new Element("command", Namespaces.Commands)
        .With("node", DestroyRooms)
        .With("sessionid", command["sessionid"] ?? RandomNumberGenerator.GetHexString(16, lowercase: true))
        .With("status", status);

    private static Element Note(string type, string text) => new Element("note", Namespaces.Commands).With("type", type).WithText(text);

    private static HostMessages.Send Answer(Stanza iq, Element told) => new(iq.Answer(StanzaType.Result).With(told).InEnglish());

    private static HostMessages.Send Refuse(Stanza iq, ErrorCondition condition) => ServiceRefusals.To(iq, ServiceRefusals.Of(condition));

    private static HostMessages.Send Forbid(Stanza iq) =>
        ServiceRefusals.To(iq, new Refusal(new StanzaError(ErrorType.Cancel, ErrorCondition.Forbidden, "That is for the admins of this service."), RefusalReason.Rights));

    private static HostMessages.Send Bad(Stanza iq, string what, string text) => ServiceRefusals.To(
        iq, new Refusal(StanzaError.Of(ErrorCondition.BadRequest, text) with { Detail = new Element(what, Namespaces.Commands) }, RefusalReason.Form));
}
