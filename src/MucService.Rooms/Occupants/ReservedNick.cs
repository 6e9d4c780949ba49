using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>Which nick is mine in this room? XEP-0045 #reservednick.</summary>
internal static class ReservedNick
{
    /// <summary>The disco node by which it is asked for. XEP-0045 #registrar-nodes.</summary>
    public const string Node = "x-roomuser-item";

    /// <summary>The nick as an identity, or nothing.</summary>
    public static Decision Decide(RoomState room, RoomCommand.QueryInfo command)
    {
        var query = new Element("query", Namespaces.DiscoInfo).With("node", Node);
        if (room.Affiliations.GetValueOrDefault(command.From.Bare)?.Nick is { } nick)
        {
            query = query.With(new Element("identity", Namespaces.DiscoInfo)
                .With("category", "conference")
                .With("name", nick.Value)
                .With("type", "text"));
        }

        return Decision.Answer(command.Stanza!.Answer(StanzaType.Result).With(query));
    }
}
