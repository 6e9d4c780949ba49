using Akka.Actor;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Protection;

/// <summary>
/// Says whether somebody may create one more room: counts in storage those that he created and that are there. What it allowed a moment ago
/// may not be written yet, and is counted as well, so that a flood of creations finds the limit. Each node does so for itself.
/// </summary>
internal sealed class RoomOwnersActor : ReceiveActor
{
    // Longer than a creation takes to be written, or to fail.
    private static readonly TimeSpan Unwritten = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4);

    private readonly Queue<(Claim Claim, long At)> _allowed = [];
    private readonly TimeProvider _time;

    public RoomOwnersActor(IRoomStore store, TimeProvider time)
    {
        _time = time;
        Receive<Claim>(claim => CountAsync(store, claim, Sender).PipeTo(Self));
        Receive<Counted>(Answer);
    }

    private static async Task<Counted> CountAsync(IRoomStore store, Claim claim, IActorRef askedBy)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            return new Counted(claim, askedBy, await store.RoomsOfAsync(claim.Room.Domain, claim.Owner, claim.Most, deadline.Token));
        }
        catch (Exception fault) when (fault is StorageFaultException or OperationCanceledException)
        {
            return new Counted(claim, askedBy, Rooms: null);
        }
    }

    private void Answer(Counted counted)
    {
        while (_allowed.TryPeek(out var oldest) && _time.GetElapsedTime(oldest.At) > Unwritten)
            _allowed.Dequeue();

        var claim = counted.Claim;
        if (counted.Rooms is null)
        {
            counted.AskedBy.Tell(new Answered(claim, ClaimAnswer.Unknown));
            return;
        }

        var rooms = _allowed
            .Where(allowed => allowed.Claim.Owner == claim.Owner && allowed.Claim.Room.Domain == claim.Room.Domain)
            .Select(allowed => allowed.Claim.Room)
            .Concat(counted.Rooms)
            .Distinct()
            .Count(room => room != claim.Room);
        if (rooms < claim.Most)
            _allowed.Enqueue((claim, _time.GetTimestamp()));

        counted.AskedBy.Tell(new Answered(claim, rooms < claim.Most ? ClaimAnswer.Allowed : ClaimAnswer.TooMany));
    }

    /// <summary>Somebody is about to create a room; answered by <see cref="Answered"/>.</summary>
    /// <param name="Room">Which.</param>
    /// <param name="Owner">Who.</param>
    /// <param name="Most">How many he may have.</param>
    internal sealed record Claim(BareJid Room, BareJid Owner, int Most);

    /// <summary>Whether he may.</summary>
    internal sealed record Answered(Claim Claim, ClaimAnswer Answer);

    private sealed record Counted(Claim Claim, IActorRef AskedBy, IReadOnlyList<BareJid>? Rooms);
}

/// <summary>Whether somebody may create one more room.</summary>
internal enum ClaimAnswer
{
    /// <summary>Storage does not say.</summary>
    Unknown,

    /// <summary>He may.</summary>
    Allowed,

    /// <summary>He has as many as he may have.</summary>
    TooMany,
}
