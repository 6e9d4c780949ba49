using System.Diagnostics;
using Akka.Event;
using Akka.Persistence;

namespace MucService.Actors;

/// <summary>
/// A part of the journal. What goes wrong with it is one line with the reason, and while it goes on no more than one in ten seconds: a database
/// that is lost concerns every room and every link at once.
/// </summary>
public abstract class JournalActor : ReceivePersistentActor
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private static long s_saidAt = -1;
    private static int s_unsaid;

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => Say("written", cause);

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) => Say("written", cause);

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null) => Say("read", reason);

    /// <summary>Writes an event where that is allowed just now; else stops, as after a write that failed, and is tried again.</summary>
    /// <param name="mayWrite">Whether it is.</param>
    /// <param name="event">What to write.</param>
    /// <param name="written">Called when it is durable.</param>
    protected void PersistWhere<T>(Func<bool> mayWrite, T @event, Action<T> written)
    {
        if (mayWrite())
            Persist(@event, written);
        else
            Context.Stop(Self);
    }

    private void Say(string what, Exception fault)
    {
        var said = Interlocked.Read(ref s_saidAt);
        var isDue = said < 0 || Stopwatch.GetElapsedTime(said) >= Pause;
        if (!isDue || Interlocked.CompareExchange(ref s_saidAt, Stopwatch.GetTimestamp(), said) != said)
        {
            Interlocked.Increment(ref s_unsaid);
            return;
        }

        var reason = fault.GetBaseException().Message.ReplaceLineEndings(" ");
        var unsaid = Interlocked.Exchange(ref s_unsaid, 0);
        if (unsaid == 0)
            Log.Warning("The journal {Journal} cannot be {What}: {Reason}", PersistenceId, what, reason);
        else
            Log.Warning("The journal {Journal} cannot be {What}: {Reason}; so it was with {Count} others since the last such line", PersistenceId, what, reason, unsaid);
    }
}
