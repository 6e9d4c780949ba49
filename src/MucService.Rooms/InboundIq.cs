using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MucService.Rooms.Occupants;
using MucService.Xmpp;
using static MucService.Rooms.Inbound;

namespace MucService.Rooms;

/// <summary>Iqs sent to a room. XEP-0045 #bizrules-iq.</summary>
internal static class InboundIq
{
    public static Reading Read(Stanza stanza)
    {
        var isRequest = stanza.Type is StanzaType.Get or StanzaType.Set;
        if (stanza.Type == StanzaType.Unknown)
            return ErrorCondition.BadRequest;
        if (stanza.To!.Resource is { } resource)
            return ToOccupant(stanza, resource, isRequest);
        if (stanza.Type is StanzaType.Result or StanzaType.Error)
            return Reading.Nothing;
        if (stanza.Payloads is not [{ } payload])
            return ErrorCondition.BadRequest;

        return (stanza.Type, payload.Name) switch
        {
            (StanzaType.Get, { Local: "query", Namespace: Namespaces.DiscoInfo }) => new RoomCommand.QueryInfo(stanza.From!, payload.Element?["node"]),
            (StanzaType.Get, { Local: "query", Namespace: Namespaces.DiscoItems }) => new RoomCommand.QueryItems(stanza.From!, payload.Element?["node"]),
            (_, { Local: "query", Namespace: Namespaces.MucAdmin }) => ReadAdmin(stanza, payload.Element),
            (_, { Local: "query", Namespace: Namespaces.MucOwner }) => ReadOwner(stanza, payload.Element),
            (StanzaType.Get, { Local: "ping", Namespace: Namespaces.Ping }) => new RoomCommand.Ping(stanza.From!),
            (StanzaType.Set, { Local: "moderate", Namespace: Namespaces.Moderation }) => ReadModeration(stanza, payload.Element!),
            (StanzaType.Get, { Local: "vCard", Namespace: Namespaces.VCard }) => new RoomCommand.QueryVCard(stanza.From!),
            (StanzaType.Set, { Local: "vCard", Namespace: Namespaces.VCard }) => new RoomCommand.PublishVCard(stanza.From!),
            (StanzaType.Set, { Local: "command", Namespace: Namespaces.Commands }) => ReadCommand(stanza, payload.Element!),
            (_, { Local: "query", Namespace: Namespaces.Register }) => ReadRegister(stanza, payload.Element),
            // RFC 6120 section 8.4: what belongs to a protocol that nobody here speaks is another matter than what is missing of one.
            _ => IsSpoken(payload.Name.Namespace) ? ErrorCondition.FeatureNotImplemented : ErrorCondition.ServiceUnavailable,
        };
    }

    private static bool IsSpoken(string @namespace) => @namespace is Namespaces.DiscoInfo or Namespaces.DiscoItems or Namespaces.MucAdmin or Namespaces.MucOwner
        or Namespaces.Ping or Namespaces.Moderation or Namespaces.VCard or Namespaces.Commands or Namespaces.Register;

    private static Reading ReadRegister(Stanza stanza, Element? query)
    {
        if (stanza.Type == StanzaType.Get)
            return new RoomCommand.QueryRegistration(stanza.From!);
        if (query?.Child("remove") is not null)
            return new RoomCommand.Unregister(stanza.From!);
        if (query is null || DataForm.In(query, Namespaces.MucRegister) is not { Type: DataFormType.Submit } form)
            return ErrorCondition.BadRequest;

        return Nick.TryParse(form.Text(RegistrationForm.Nick), out var nick) ? new RoomCommand.Register(stanza.From!, nick) : ErrorCondition.BadRequest;
    }

    private static Reading ReadModeration(Stanza stanza, Element moderate)
    {
        if (stanza.From!.Full is not { } from)
            return ErrorCondition.Forbidden;
        if (moderate["id"] is not { } id || moderate.Child("retract", Namespaces.Retraction) is null)
            return ErrorCondition.BadRequest;

        return new RoomCommand.ModerateMessage(from, id, moderate.Child("reason")?.Text);
    }

    private static Reading ReadCommand(Stanza stanza, Element command) => command["node"] is { } node
        ? new RoomCommand.RunAdHoc(stanza.From!, node, command["action"], command["sessionid"], command.Child("x", Namespaces.DataForms))
        : ErrorCondition.BadRequest;

    private static Reading ToOccupant(Stanza stanza, string resource, bool isRequest)
    {
        if (Nick.TryParse(resource, out var nick))
            return new RoomCommand.RelayIq(stanza.From!, nick);

        return isRequest ? ErrorCondition.ItemNotFound : Reading.Nothing;
    }

    private static Reading ReadAdmin(Stanza stanza, Element? query)
    {
        if (stanza.From!.Full is not { } from)
            return ErrorCondition.Forbidden;
        if (query is null)
            return ErrorCondition.BadRequest;

        var items = ImmutableArray.CreateBuilder<AdminItem>(query.Children.Length);
        foreach (var child in query.Children)
        {
            if (!child.Is("item", Namespaces.MucAdmin) || !TryReadItem(child, out var item))
                return ErrorCondition.BadRequest;

            items.Add(item);
        }

        if (items.Count == 0)
            return ErrorCondition.BadRequest;

        return stanza.Type == StanzaType.Get
            ? new RoomCommand.QueryList(from, items.DrainToImmutable())
            : new RoomCommand.Administrate(from, items.DrainToImmutable());
    }

    private static bool TryReadItem(Element child, [NotNullWhen(true)] out AdminItem? item)
    {
        item = null;
        Nick? nick = null;
        Jid? jid = null;
        if (child["nick"] is { Length: > 0 } writtenNick && !Nick.TryParse(writtenNick, out nick))
            return false;
        if (child["jid"] is { } writtenJid && !Jid.TryParse(writtenJid, out jid))
            return false;
        if (!TryWord<Affiliation>(child["affiliation"], out var affiliation) || !TryWord<Role>(child["role"], out var role))
            return false;

        item = new AdminItem(nick, jid?.Bare, affiliation, role, child.Child("reason")?.Text) { FreesNick = child["nick"] is "" };
        return true;
    }

    private static bool TryWord<TWord>(string? written, out TWord? word)
        where TWord : struct, Enum
    {
        word = null;
        if (written is null)
            return true;
        if (!written.All(char.IsAsciiLetterLower) || !Enum.TryParse<TWord>(written, ignoreCase: true, out var read))
            return false;

        word = read;
        return true;
    }

    private static Reading ReadOwner(Stanza stanza, Element? query)
    {
        if (stanza.From!.Full is not { } from)
            return ErrorCondition.Forbidden;
        if (query is null)
            return ErrorCondition.BadRequest;
        if (stanza.Type == StanzaType.Get)
            return new RoomCommand.QueryConfiguration(from);
        if (query.Child("x", Namespaces.DataForms) is { } form)
            return new RoomCommand.Configure(from, form);
        if (query.Child("destroy") is not { } destroy)
            return ErrorCondition.BadRequest;

        BareJid? alternative = null;
        if (destroy["jid"] is { } written && !BareJid.TryParse(written, out alternative))
            return ErrorCondition.JidMalformed;

        return new RoomCommand.Destroy(from, alternative, destroy.Child("password")?.Text, destroy.Child("reason")?.Text);
    }
}
