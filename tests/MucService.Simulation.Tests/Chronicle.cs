using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Simulation.Tests;

/// <summary>What was said in the rooms, and who entered after how much of it: what everybody must have got in the end.</summary>
internal sealed class Chronicle
{
    private readonly Dictionary<(BareJid Room, FullJid Session), long> _since = [];
    private readonly Dictionary<BareJid, Dictionary<long, string>> _said = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public void Note(RoomState room, RoomEvent happened)
    {
        switch (happened)
        {
            // The room is another one: the last to leave took the old one with him.
            case RoomEvent.Created:
                _said[room.Address] = [];
                break;
            case RoomEvent.Entered entered:
                _since[(room.Address, entered.Session.RealJid)] = room.History.LastNumber;
                break;
            case RoomEvent.Said said:
                _said[room.Address][said.Entry.Number] = Seat.IdIn(said.Entry.Message, "stanza-id", Namespaces.StanzaIds)!;
                _ids.Add(_said[room.Address][said.Entry.Number]);
                break;
        }
    }

    /// <summary>The numbers of the messages that somebody has not got.</summary>
    public IReadOnlyList<long> Missing(BareJid room, FullJid session, IReadOnlyCollection<string> got) =>
        [.. _said[room].Where(said => said.Key > _since[(room, session)] && !got.Contains(said.Value)).Select(said => said.Key)];

    /// <summary>The ids of messages that nobody ever said.</summary>
    public IEnumerable<string> NeverSaid(IEnumerable<string> got) => got.Where(id => !_ids.Contains(id));
}
