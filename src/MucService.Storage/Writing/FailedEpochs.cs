using System.Collections.Concurrent;
using MucService.Xmpp;

namespace MucService.Storage.Writing;

/// <summary>
/// The rooms that lost a write. What was decided after it builds upon it, so that nothing more of that epoch may be written:
/// the room has to be opened again.
/// </summary>
internal sealed class FailedEpochs
{
    private readonly ConcurrentDictionary<BareJid, long> _failed = new();

    public void Add(RoomWrite lost)
    {
        if (!lost.NothingBuildsOnIt)
            _failed.AddOrUpdate(lost.Room, lost.Epoch, (_, before) => Math.Max(before, lost.Epoch));
    }

    public bool Covers(RoomWrite write) =>
        !_failed.IsEmpty && _failed.TryGetValue(write.Room, out var epoch) && write.Epoch <= epoch;

    public void Reopened(BareJid room, long epoch)
    {
        if (_failed.TryGetValue(room, out var failed) && failed <= epoch)
            _failed.TryRemove(new KeyValuePair<BareJid, long>(room, failed));
    }
}
