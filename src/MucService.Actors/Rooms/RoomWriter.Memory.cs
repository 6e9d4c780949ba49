using MucService.Rooms;
using MucService.Rooms.Reachability;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>What is written down of what the sessions know: behind all else, and nothing builds upon it.</summary>
internal sealed partial class RoomWriter
{
    /// <summary>Writes down what the sessions know.</summary>
    /// <returns>True if that is all there is to know.</returns>
    public bool Remember(RoomState now, Func<Domain, Known> known, DateTimeOffset at)
    {
        if (!_stored || !now.Exists)
            return true;
        if (IsDown)
            return false;

        var (row, isAllKnown) = RoomMemory.Of(now, known, at);
        store.Write(new RoomWrite(address, _epoch, null, [], [], [], Create: false, Forget: false) { Behind = true, Watermark = row }, _ => { });
        return isAllKnown;
    }
}
