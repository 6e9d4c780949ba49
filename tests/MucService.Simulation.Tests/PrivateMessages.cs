using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Simulation.Tests;

/// <summary>
/// What became of each private message: it came once to whom it was for, or its sender was told that it did not, or it was lost where the service cannot
/// know of it, with a connection, a stream or a process that held it.
/// </summary>
internal sealed class PrivateMessages
{
    private const string Prefix = "private ";

    private readonly Dictionary<string, Fate> _fates = [];

    /// <summary>The id of another one.</summary>
    public string Next() => $"{Prefix}{_fates.Count}";

    /// <summary>Somebody sends one.</summary>
    public void Sent(string id) => _fates.Add(id, new Fate());

    /// <summary>Somewhere on its way, or on that of the error that answers it, it was lost.</summary>
    public void Lost(Stanza stanza)
    {
        if (FateOf(stanza) is { } fate)
            fate.IsLost = true;
    }

    /// <summary>A room is about to decide of a message, or of an error that answers one.</summary>
    public void Heard(RoomState room, Node node, Stanza stanza)
    {
        if (FateOf(stanza) is not { } fate)
            return;
        if (stanza.Type != StanzaType.Error)
        {
            (fate.Node, fate.Created, fate.Sender, fate.Recipient) = (node, room.CreatedAt, stanza.From!.Full, RecipientOf(room, stanza));
            return;
        }

        // Another process, or another room of that name, knows nothing of it, and to who has left nobody writes.
        fate.IsLost |= fate.Node != node || fate.Created != room.CreatedAt || !room.Sessions.ContainsKey(fate.Sender!);
    }

    /// <summary>Somebody received one, or that his own did not arrive.</summary>
    public void Came(FullJid to, Stanza stanza)
    {
        if (FateOf(stanza) is { } fate)
            (stanza.Type == StanzaType.Error ? fate.Told : fate.Arrived).Add(to);
    }

    /// <summary>What went wrong.</summary>
    public IEnumerable<string> Faults() => _fates.Select(message => FaultOf(message.Value) is { } fault ? $"{message.Key} {fault}" : null).OfType<string>();

    private static string? FaultOf(Fate fate)
    {
        if (fate.Arrived.Count != fate.Arrived.Distinct().Count())
            return $"came twice: to {string.Join(", ", fate.Arrived)}";
        if (fate.Arrived.Find(to => to.Bare != fate.Recipient) is { } wrong)
            return $"was for {fate.Recipient} and came to {wrong}";
        if (fate.Told.Find(to => to != fate.Sender) is { } stranger)
            return $"was of {fate.Sender}, and {stranger} is told that it failed";
        if (fate.Arrived.Count > 0 && fate.Told.Count > 0 && !fate.IsLost)
            return "arrived, and its sender is told that it did not";

        return fate.Arrived.Count == 0 && fate.Told.Count == 0 && !fate.IsLost ? "did not arrive, and its sender is not told" : null;
    }

    private Fate? FateOf(Stanza stanza) =>
        stanza is { Kind: StanzaKind.Message, Id: { } id } && id.StartsWith(Prefix, StringComparison.Ordinal) ? _fates[id] : null;

    private static BareJid? RecipientOf(RoomState room, Stanza message) => room.ByNick(Nick.Parse(message.To!.Resource!))?.RealJid;

    private sealed class Fate
    {
        public List<FullJid> Arrived { get; } = [];

        public List<FullJid> Told { get; } = [];

        public bool IsLost { get; set; }

        public Node? Node { get; set; }

        public DateTimeOffset Created { get; set; }

        public FullJid? Sender { get; set; }

        public BareJid? Recipient { get; set; }
    }
}
