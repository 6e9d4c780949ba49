using MucService.Xmpp;

namespace MucService.Rooms.AdHoc;

/// <summary>Which commands there are, for who may run them. XEP-0050 #retrieve, #info.</summary>
internal static class AdHocDisco
{
    /// <summary>True if a node is one of commands.</summary>
    public static bool Knows(string? node) => node == Namespaces.Commands || AdHocCommands.All.Any(command => command.Node == node);

    /// <summary>What such a node is.</summary>
    public static Decision Info(RoomState room, RoomCommand.QueryInfo query)
    {
        if (query.Node == Namespaces.Commands)
            return Answer(query, Disco.Info(query.Node, [new DiscoIdentity("automation", "command-list", "Commands of this room")], []));

        var command = AdHocCommands.All.First(command => command.Node == query.Node);
        if (!command.MayRun(room, query.From))
            return Decision.Refuse(room, query, new StanzaError(ErrorType.Cancel, ErrorCondition.Forbidden));

        return Answer(query, Disco.Info(
            query.Node, [new DiscoIdentity("automation", "command-node", command.Name)], [Namespaces.Commands, Namespaces.DataForms]));
    }

    /// <summary>The commands.</summary>
    public static Decision Items(RoomState room, RoomCommand.QueryItems query) => Answer(query, Disco.Items(
        query.Node,
        AdHocCommands.All
            .Where(command => query.Node == Namespaces.Commands && command.MayRun(room, query.From))
            .Select(command => new DiscoItem(room.Address, command.Name, command.Node))));

    private static Decision Answer(RoomCommand query, Element told) =>
        Decision.Answer(query.Stanza!.Answer(StanzaType.Result).With(told).InEnglish());
}
