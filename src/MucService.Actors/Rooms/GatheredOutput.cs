using Akka.Actor;
using MucService.Wire;

namespace MucService.Actors.Rooms;

/// <summary>What a room says while it handles what waits in its mailbox: it goes to another node in one message, as one thing said.</summary>
internal sealed class GatheredOutput
{
    private const int MostBytes = SaidOutput.PieceBytes / 2;

    private readonly List<SaidOutput> _said = [];
    private OutputFolder? _folder;
    private IActorRef? _sender;

    /// <summary>True if nothing was gathered.</summary>
    public bool IsEmpty => _said.Count == 0;

    /// <summary>True if it is enough for one message.</summary>
    public bool IsFull => _folder?.Folded.Length > MostBytes;

    /// <summary>
    /// False if what is said next has to wait for another message: it answers another node. What is said as one is handled as one, and a stanza that
    /// is handled lets go of those before it of the same node only.
    /// </summary>
    public bool Takes(SaidOutput next) => _sender is null || next.Origin is null || next.Origin.Sender.Equals(_sender);

    /// <summary>Adds what is said next.</summary>
    public void Add(SaidOutput next)
    {
        _folder ??= new OutputFolder(gathers: true);
        next.FoldInto(_folder);
        _said.Add(next);
        _sender ??= next.Origin?.Sender;
    }

    /// <summary>Takes all of it, as one; there is some.</summary>
    public SaidOutput Take()
    {
        var joined = SaidOutput.Joined(_said, _folder!);
        _said.Clear();
        _folder!.Clear();
        _sender = null;
        return joined;
    }

    /// <summary>Lets go of what is used again while the room talks.</summary>
    public void Rest()
    {
        if (IsEmpty)
            _folder = null;
    }
}
