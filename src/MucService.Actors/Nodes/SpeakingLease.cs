using Akka.Actor;
using Akka.Coordination;

namespace MucService.Actors.Nodes;

/// <summary>
/// The lease that decides between two nodes, and that the split-brain resolver takes, too: while one of them is silent, the other speaks if
/// it holds the lease. It is given back when both are heard again.
/// </summary>
/// <param name="lease">The resolver's lease, by the same name and owner.</param>
/// <param name="holdsStreams">True where this node holds streams: only then has it a reason to take the lease.</param>
internal sealed class SpeakingLease(Lease lease, Func<bool> holdsStreams)
{
    private bool _taken;
    private Task _last = Task.CompletedTask;

    /// <summary>Called twice a second.</summary>
    /// <param name="members">How many members there are, this one included.</param>
    /// <param name="isAnswered">True if the others have answered lately.</param>
    /// <param name="now">The time, on the clock of the right.</param>
    /// <param name="tell">Told <see cref="Held"/>.</param>
    public void Look(int members, bool isAnswered, long now, IActorRef tell)
    {
        if (!_last.IsCompleted)
            return;

        if (!isAnswered && members == 2 && holdsStreams())
        {
            _last = TakeAsync(now, tell);
        }
        else if (_taken && isAnswered && members >= 2)
        {
            _taken = false;
            _last = QuietlyAsync(lease.Release());
        }
    }

    private async Task TakeAsync(long askedAt, IActorRef tell)
    {
        if (!await QuietlyAsync(lease.Acquire(_ => { })))
            return;

        _taken = true;
        tell.Tell(new Held(askedAt));
    }

    // Without the database nobody has the lease; that is an answer, not a fault.
    private static async Task<bool> QuietlyAsync(Task<bool> work)
    {
        try
        {
            return await work;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return false;
        }
    }

    /// <summary>The lease was held at a moment.</summary>
    internal sealed record Held(long AskedAt);
}
